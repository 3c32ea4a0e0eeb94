// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.doctor.seen.Seen;
import java.util.List;
import java.util.OptionalInt;

/**
 * On a director that takes failed real servers out of its table: whether connections to one of them
 * end, or hang (kernel documentation, networking/ipvs-sysctl).
 */
final class ExpireNodestCheck implements Check {
  private static final String PATH = "net/ipv4/vs/expire_nodest_conn";

  @Override
  public String name() {
    return "expire-nodest-conn";
  }

  @Override
  public Verdict judge(Seen seen) {
    boolean removed =
        seen.task().virtualServers().stream()
            .flatMap(server -> server.checks().realServers().stream())
            .anyMatch(real -> !real.inhibitOnFailure() && !real.checks().isEmpty());
    OptionalInt value = seen.parameters().value(PATH);
    if (!removed || value.isEmpty()) {
      return new Verdict.LeftOut(
          removed
              ? "this kernel has no " + Parameters.name(PATH)
              : "no real server ever leaves the table");
    }
    return new Verdict.Judged(value.getAsInt() == 0 ? List.of(finding()) : List.of());
  }

  private static Finding finding() {
    return new Finding(
        Severity.WARNING,
        "connections to a real server that fails will hang",
        List.of(Values.shown(PATH, "0")),
        "When a check fails its real server leaves the table. With 0 what clients go on sending on"
            + " open connections is thrown away without a word, and they wait for minutes; with 1"
            + " such a connection ends, and the next goes to another server.",
        List.of(Values.set(PATH, 1)));
  }
}

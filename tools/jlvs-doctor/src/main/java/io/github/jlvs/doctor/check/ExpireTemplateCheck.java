// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.List;
import java.util.OptionalInt;

/**
 * On a director with persistence, some of whose real servers get weight 0 when they fail: whether
 * clients who were there before go on being sent to them.
 */
final class ExpireTemplateCheck implements Check {
  private static final String PATH = "net/ipv4/vs/expire_quiescent_template";

  @Override
  public String name() {
    return "expire-quiescent-template";
  }

  @Override
  public Verdict judge(Seen seen) {
    List<VirtualServerSetup> concerned =
        seen.task().virtualServers().stream().filter(ExpireTemplateCheck::isConcerned).toList();
    OptionalInt value = seen.parameters().value(PATH);
    if (concerned.isEmpty() || value.isEmpty()) {
      return new Verdict.LeftOut(
          concerned.isEmpty()
              ? "no virtual server has persistence and real servers that get weight 0"
              : "this kernel has no " + Parameters.name(PATH));
    }
    return new Verdict.Judged(
        value.getAsInt() == 0 ? List.of(finding(concerned.get(0))) : List.of());
  }

  private static boolean isConcerned(VirtualServerSetup server) {
    return server.services().stream().anyMatch(service -> service.persistence().isPresent())
        && server.checks().realServers().stream()
            .anyMatch(real -> real.inhibitOnFailure() || real.weight() == 0);
  }

  private static Finding finding(VirtualServerSetup server) {
    return new Finding(
        Severity.WARNING,
        "clients go on being sent to real servers with weight 0",
        List.of(
            Values.shown(PATH, "0"),
            "virtual_server "
                + server.name()
                + " has persistence, and real servers that get weight 0 (inhibit_on_failure)"),
        "A client who was there before is bound to that server, dead or not, for as long as it goes"
            + " on trying: with 0 its weight does not count for him, with 1 it does.",
        List.of(Values.set(PATH, 1)));
  }
}

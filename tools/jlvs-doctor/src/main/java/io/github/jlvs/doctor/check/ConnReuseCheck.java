// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Modules;
import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.doctor.seen.Seen;
import java.util.List;
import java.util.OptionalInt;

/**
 * On a director of a kernel before 5.9 that tracks connections: whether a client that uses a port
 * again waits a second (kernel, commit f0a5e4d7a594; kubernetes/kubernetes#81775).
 */
final class ConnReuseCheck implements Check {
  private static final String REUSE = "net/ipv4/vs/conn_reuse_mode";
  private static final String CONNTRACK = "net/ipv4/vs/conntrack";

  @Override
  public String name() {
    return "conn-reuse-mode";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (seen.task().virtualServers().isEmpty()) {
      return new Verdict.LeftOut("there is no virtual server in the configuration");
    }
    Modules kernel = seen.kernel().modules();
    if (!kernel.isBefore(5, 9)) {
      return new Verdict.LeftOut("Linux " + kernel.release() + " does not have the fault");
    }
    OptionalInt reuse = seen.parameters().value(REUSE);
    OptionalInt tracked = seen.parameters().value(CONNTRACK);
    if (reuse.isEmpty() || tracked.isEmpty()) {
      return new Verdict.LeftOut("this kernel has no " + Parameters.name(REUSE));
    }
    boolean slow = reuse.getAsInt() == 1 && tracked.getAsInt() == 1;
    return new Verdict.Judged(slow ? List.of(finding(kernel)) : List.of());
  }

  private static Finding finding(Modules kernel) {
    return new Finding(
        Severity.WARNING,
        "a client that uses a port again waits a second",
        List.of(
            Values.shown(REUSE, "1"), Values.shown(CONNTRACK, "1"), "Linux " + kernel.release()),
        "Before Linux 5.9 the first packet of a connection from a port that was used a moment ago is"
            + " thrown away, and comes again after a second: under load many requests take 1 s.",
        List.of(Values.set(REUSE, 0)));
  }
}

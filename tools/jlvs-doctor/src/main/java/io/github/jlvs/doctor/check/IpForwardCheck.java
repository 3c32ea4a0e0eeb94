// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Parameters;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.Forwarding;
import java.util.List;

/** On a director that translates addresses: whether it forwards the answers of real servers. */
final class IpForwardCheck implements Check {
  private static final String PATH = "net/ipv4/ip_forward";

  @Override
  public String name() {
    return "ip-forward";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (!Forwardings.in(seen.task(), Forwarding.MASQUERADE)) {
      return new Verdict.LeftOut("no real server is reached by NAT");
    }
    int value = seen.parameters().value(PATH).orElse(0);
    return new Verdict.Judged(value == 0 ? List.of(finding()) : List.of());
  }

  private static Finding finding() {
    return new Finding(
        Severity.CRITICAL,
        "this director translates addresses and forwards nothing",
        List.of(Parameters.name(PATH) + " is 0 (/proc/sys/" + PATH + ")"),
        "With NAT the answers of real servers come back through this host, which throws them away:"
            + " clients get no answer while every check succeeds.",
        List.of(Remedy.here("sysctl -w " + Parameters.name(PATH) + "=1")));
  }
}

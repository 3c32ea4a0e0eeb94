// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * On a real server that is reached through a tunnel: whether it takes what comes out of it. Clients
 * are not behind the tunnel, so the strict test of reverse paths throws their packets away. The
 * larger of both values counts.
 */
final class ReversePathCheck implements Check {
  private static final String PARAMETER = "rp_filter";
  private static final int STRICT = 1;
  private static final int LOOSE = 2;

  @Override
  public String name() {
    return "rp-filter";
  }

  @Override
  public Verdict judge(Seen seen) {
    boolean tunnelled =
        Forwardings.tunnelIn(seen.task())
            || (seen.task().virtualServers().isEmpty()
                && seen.interfaces().stream().anyMatch(each -> isTunnel(each) && each.up()));
    if (!tunnelled) {
      return new Verdict.LeftOut("this real server is reached through no tunnel");
    }
    Optional<Interface> device = seen.named(Interface.IPV4_TUNNEL);
    if (device.filter(Interface::up).isEmpty()) {
      return new Verdict.LeftOut(
          device.isEmpty()
              ? "there is no interface " + Interface.IPV4_TUNNEL
              : Interface.IPV4_TUNNEL + " is down, and takes nothing");
    }
    List<Finding> findings = new ArrayList<>();
    seen.interfaces().stream()
        .filter(ReversePathCheck::isTunnel)
        .forEach(
            tunnel -> {
              if (seen.parameters().effective(tunnel.name(), PARAMETER) == STRICT) {
                findings.add(finding(seen, tunnel));
              }
            });
    return new Verdict.Judged(findings);
  }

  private static boolean isTunnel(Interface each) {
    return each.name().equals(Interface.IPV4_TUNNEL);
  }

  private static Finding finding(Seen seen, Interface tunnel) {
    return new Finding(
        Severity.CRITICAL,
        "this real server throws away what comes out of " + tunnel.name(),
        List.of(
            Values.shown(seen.parameters(), "all", PARAMETER),
            Values.shown(seen.parameters(), tunnel.name(), PARAMETER)),
        "The way back to a client does not lead through the tunnel, so with 1 its packets are taken"
            + " for forged (nstat counts TcpExtIPReversePathFilter): clients get no answer while"
            + " every check succeeds.",
        // The greater value counts, and 2 is loose: no other interface has to be loosened for it.
        List.of(Values.set(tunnel.name(), PARAMETER, LOOSE)));
  }
}

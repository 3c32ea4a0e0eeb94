// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.doctor.seen.Seen;
import io.github.jlvs.ipvs.Forwarding;
import java.util.ArrayList;
import java.util.List;

/**
 * On a director that translates addresses, with one link for clients and real servers: whether it
 * tells real servers a shorter way than the one through itself. The larger of both values counts.
 */
final class SendRedirectsCheck implements Check {
  private static final String PARAMETER = "send_redirects";

  @Override
  public String name() {
    return "send-redirects";
  }

  @Override
  public Verdict judge(Seen seen) {
    if (!Forwardings.in(seen.task(), Forwarding.MASQUERADE)) {
      return new Verdict.LeftOut("no real server is reached by NAT");
    }
    List<Finding> findings = new ArrayList<>();
    for (Interface link : seen.links()) {
      boolean both =
          seen.task().realServers().stream().anyMatch(link::isNeighbourOf)
              && seen.task().ipv4().stream().anyMatch(link::isNeighbourOf);
      if (both && seen.parameters().effective(link.name(), PARAMETER) != 0) {
        findings.add(finding(seen, link));
      }
    }
    return new Verdict.Judged(findings);
  }

  private static Finding finding(Seen seen, Interface link) {
    return new Finding(
        Severity.WARNING,
        "this director tells real servers on " + link.name() + " a way past itself",
        List.of(
            Values.shown(seen.parameters(), "all", PARAMETER),
            Values.shown(seen.parameters(), link.name(), PARAMETER)),
        "Clients and real servers are on one link. A real server that believes the ICMP redirect"
            + " answers a client directly, from an address that the client never asked: the"
            + " connection breaks.",
        List.of(Values.set("all", PARAMETER, 0), Values.set(link.name(), PARAMETER, 0)));
  }
}

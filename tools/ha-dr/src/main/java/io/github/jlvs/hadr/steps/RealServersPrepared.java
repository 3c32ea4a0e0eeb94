// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.RealServer;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.InterfaceAddress;
import java.time.Instant;
import java.util.List;

/** rs1 and rs2 take packets for the virtual address without claiming it, and serve their pages. */
final class RealServersPrepared implements Step<GuideSite> {
  @Override
  public String name() {
    return "real-servers";
  }

  @Override
  public String title() {
    return "rs1 and rs2 are prepared for direct routing and serve the guide's pages with nginx";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    for (RealServer server : guide.realServers()) {
      checks.doing("%s$ %s start".formatted(server, server.tool().name()));
      checks.that(server + " is prepared", server.prepare(), result -> result.ok());
      server.startNginx();
      checks.that(
          server + " has " + GuideSite.VIP + "/32 on lo, labelled lo:0",
          server.vips(),
          List.of(new InterfaceAddress("lo", GuideSite.VIP, 32, "global", "lo:0"))::equals);
      checks.that(
          server + " has a host route to it through lo",
          server.host().sh("ip route show table all | grep '" + GuideSite.VIP + " '").strip(),
          route -> route.lines().anyMatch(line -> line.contains("dev lo")));
      checks.that(
          "arp_ignore and arp_announce are 1 and 2, of lo and of all",
          server.arpSettings(),
          "1 2 1 2"::equals);
    }
    for (RealServer server : guide.realServers()) {
      checks.eventually(
          "client$ curl http://%s/ gives %s's page".formatted(server.address(), server),
          GuideChecks.SOON,
          () -> guide.client().fetch(server.address()),
          page -> page.server().equals(server.name()));
    }
    nobodyClaimsTheAddress(guide, checks);
  }

  /**
   * Silence counts beside answers alone: each real server does answer for its own address, in the
   * same capture.
   */
  private static void nobodyClaimsTheAddress(GuideSite guide, Assertions checks) {
    Instant asked = Instant.now();
    checks.doing("client$ arping " + GuideSite.VIP);
    guide.client().arping(GuideSite.VIP);
    for (RealServer server : guide.realServers()) {
      checks.that(
          server + " answers who asks for its own address",
          guide.client().arping(server.address()));
    }
    List<ArpFrame> frames =
        guide.wires().atSwitch().frames().stream()
            .filter(ArpFrame.class::isInstance)
            .map(ArpFrame.class::cast)
            .filter(arp -> !arp.time().isBefore(asked))
            .toList();
    checks.that(
        "the client asks who has " + GuideSite.VIP,
        frames.stream()
            .anyMatch(arp -> arp.operation() == 1 && arp.targetAddress().equals(GuideSite.VIP)));
    for (RealServer server : guide.realServers()) {
      checks.that(
          "tcpdump sees " + server + "'s own answer",
          frames,
          all -> all.stream().anyMatch(arp -> answers(arp, server.address())));
    }
    checks.that(
        "no real server answers for " + GuideSite.VIP,
        frames.stream().filter(arp -> arp.senderAddress().equals(GuideSite.VIP)).toList(),
        List::isEmpty);
  }

  private static boolean answers(ArpFrame arp, String address) {
    return arp.operation() == 2 && arp.senderAddress().equals(address);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.RealServer;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import java.util.List;

/** The real servers are as they were before. */
final class RealServersReleased implements Step<GuideSite> {
  @Override
  public String name() {
    return "real-servers-released";
  }

  @Override
  public String title() {
    return "rs1 and rs2 give the virtual address up";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    for (RealServer server : guide.realServers()) {
      checks.that(server + " has " + GuideSite.VIP + " until then", !server.vips().isEmpty());
      checks.doing("%s$ %s stop".formatted(server, server.tool().name()));
      checks.that(server + " is released", server.release(), result -> result.ok());
      checks.that(GuideSite.VIP + " is not on " + server, server.vips(), List::isEmpty);
      checks.that(
          "no route to it is left",
          server.host().sh("ip route show table all").lines().toList(),
          routes ->
              routes.stream().anyMatch(route -> route.contains(server.address()))
                  && routes.stream().noneMatch(route -> route.contains(GuideSite.VIP)));
      checks.that(
          "arp_ignore and arp_announce are 0 again, as before",
          server.arpSettings(),
          "0 0 0 0"::equals);
    }
    for (RealServer server : guide.realServers()) {
      checks.that(
          "the client gets the page of " + server.address() + " itself",
          guide.client().fetch(server.address()),
          page -> page.server().equals(server.name()));
    }
    checks.that("and none of " + GuideSite.VIP, guide.client().fetch(), page -> !page.welcome());
  }
}

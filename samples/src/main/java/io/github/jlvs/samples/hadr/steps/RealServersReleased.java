// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.hadr.steps;

import io.github.jlvs.samples.hadr.Guide;
import io.github.jlvs.samples.hadr.RealServer;
import io.github.jlvs.samples.scenario.Checks;
import io.github.jlvs.samples.scenario.Step;
import java.util.List;

/** The real servers are as they were before. */
final class RealServersReleased implements Step<Guide> {
  @Override
  public String name() {
    return "real-servers-released";
  }

  @Override
  public String title() {
    return "rs1 and rs2 give the virtual address up";
  }

  @Override
  public void perform(Guide guide, Checks checks) {
    for (RealServer server : guide.realServers()) {
      checks.doing("%s$ %s stop".formatted(server, server.tool().name()));
      checks.that(server + " is released", server.release(), result -> result.ok());
      checks.that(Guide.VIP + " is not on " + server, server.vips(), List::isEmpty);
      checks.that(
          "no route to it is left",
          server.host().sh("ip route show table all").lines().toList(),
          routes -> routes.stream().noneMatch(route -> route.contains(Guide.VIP)));
      checks.that(
          "arp_ignore and arp_announce are 0 again, as before",
          server.arpSettings(),
          "0 0 0 0"::equals);
    }
    checks.that("the client gets no page", guide.client().fetch(), page -> !page.welcome());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.RealServer;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.Host;
import java.time.Instant;
import java.util.List;

/** All daemons are stopped; nothing of what they did is left in the kernel. */
final class EverythingStopped implements Step<GuideSite> {
  @Override
  public String name() {
    return "everything-stopped";
  }

  @Override
  public String title() {
    return "everything is stopped: no address and no virtual server is left";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Instant stop = Instant.now();
    checks.that("ds1 has the address until then", guide.ds1().hasVip());
    for (Director director : guide.directors()) {
      checks.that(
          director + " has its virtual server until then",
          director.table(),
          table -> !table.isEmpty());
      checks.that(director + " has its pid file", pidFiles(director), files -> !files.isEmpty());
    }
    // The backup first, so that nobody takes over.
    for (Director director : List.of(guide.ds2(), guide.ds1())) {
      checks.that(
          director + "'s daemon ends with exit status 0", director.stop(), status -> status == 0);
    }
    guideChecks.advertAtDs2(guide.ds1(), stop, a -> a.priority() == 0, GuideChecks.SOON);
    checks.that("ds1 says good-bye: priority 0", true);
    guide.realServers().forEach(RealServer::stopNginx);
    for (Host host : guide.network().hosts()) {
      checks.that(
          "no virtual address on " + host,
          host.addresses(),
          all -> all.stream().noneMatch(a -> a.address().equals(GuideSite.VIP)));
      checks.that("no virtual server on " + host, host.ipvsTable(), List::isEmpty);
    }
    for (Director director : guide.directors()) {
      checks.that("no pid file on " + director, pidFiles(director), List::isEmpty);
    }
  }

  private static List<String> pidFiles(Director director) {
    return director.host().sh("ls /run").lines().filter(name -> name.endsWith(".pid")).toList();
  }
}

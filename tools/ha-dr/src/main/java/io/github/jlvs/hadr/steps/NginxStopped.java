// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import java.time.Duration;
import java.util.List;

/** A real server's nginx is stopped; the directors take it out of their tables. */
final class NginxStopped implements Step<GuideSite> {
  @Override
  public String name() {
    return "nginx-stopped";
  }

  @Override
  public String title() {
    return "rs1's nginx is stopped: rs1 leaves the table, rs2 serves";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    int logged = ds1.log().size();
    // Of a server that it never found alive, keepalived believes the first failure.
    checks.eventually(
        "tcpdump saw ds1 check rs1",
        Protocol.DELAY_LOOP.plus(GuideChecks.SOON),
        () -> guide.wires().checked(ds1, guide.rs1(), ds1.started()));
    checks.doing("rs1$ nginx -s stop");
    guide.rs1().stopNginx();
    Duration took =
        checks.eventually(
            "ds1's kernel no longer has " + guide.rs1().destination(),
            guideChecks.patience(Protocol.removal()),
            ds1::table,
            table -> table.stream().noneMatch(s -> s.has(guide.rs1().destination())));
    checks.within("nginx's end to its removal", took, Protocol.removal());
    guideChecks.tableIs(ds1, guide.rs2().destination());
    guideChecks.showTable(ds1, "-ln");
    for (int i = 0; i < 3; i++) {
      checks.that(
          "rs2 serves", guide.client().fetch(), page -> page.server().equals(guide.rs2().name()));
    }
    checks.eventually(
        "ds2, which checks for itself, has removed it too",
        guideChecks.patience(Protocol.removal()),
        guide.ds2()::table,
        table -> GuideChecks.isTheGuides(table, List.of(guide.rs2().destination())));
    guideChecks.showLog(ds1, logged, guide.rs1().address());
  }
}

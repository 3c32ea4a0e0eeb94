// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import java.time.Duration;
import java.util.List;

/** nginx is started again; the directors put the real server back into their tables. */
final class NginxBack implements Step<GuideSite> {
  @Override
  public String name() {
    return "nginx-back";
  }

  @Override
  public String title() {
    return "rs1's nginx is started again: rs1 returns to the table";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    int logged = ds1.log().size();
    String[] both = {guide.rs1().destination(), guide.rs2().destination()};
    checks.doing("rs1$ nginx");
    guide.rs1().startNginx();
    Duration took =
        checks.eventually(
            "ds1's kernel has " + guide.rs1().destination() + " again",
            guideChecks.patience(Protocol.recovery()),
            ds1::table,
            table -> table.stream().anyMatch(s -> s.has(guide.rs1().destination())));
    checks.within("nginx's start to its return", took, Protocol.recovery());
    guideChecks.tableIs(ds1, both);
    guideChecks.showTable(ds1, "-ln");
    guideChecks.showLog(ds1, logged, guide.rs1().address());
    checks.eventually(
        "ds2 has it again too",
        guideChecks.patience(Protocol.recovery()),
        guide.ds2()::table,
        table -> GuideChecks.isTheGuides(table, List.of(both)));
    guideChecks.pageThrough(ds1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.hadr.steps;

import io.github.jlvs.samples.hadr.Director;
import io.github.jlvs.samples.hadr.Guide;
import io.github.jlvs.samples.hadr.Protocol;
import io.github.jlvs.samples.scenario.Checks;
import io.github.jlvs.samples.scenario.Step;
import java.time.Duration;
import java.util.List;

/** nginx is started again; the directors put the real server back into their tables. */
final class NginxBack implements Step<Guide> {
  @Override
  public String name() {
    return "nginx-back";
  }

  @Override
  public String title() {
    return "rs1's nginx is started again: rs1 returns to the table";
  }

  @Override
  public void perform(Guide guide, Checks checks) {
    Findings findings = new Findings(guide, checks);
    Director ds1 = guide.ds1();
    int logged = ds1.log().size();
    String[] both = {guide.rs1().destination(), guide.rs2().destination()};
    checks.doing("rs1$ nginx");
    guide.rs1().startNginx();
    Duration took =
        checks.eventually(
            "ds1's kernel has " + guide.rs1().destination() + " again",
            findings.patience(Protocol.recovery()),
            ds1::table,
            table -> table.stream().anyMatch(s -> s.has(guide.rs1().destination())));
    checks.within("nginx's start to its return", took, Protocol.recovery());
    findings.tableIs(ds1, both);
    findings.showTable(ds1, "-ln");
    findings.showLog(ds1, logged, guide.rs1().address());
    checks.eventually(
        "ds2 has it again too",
        findings.patience(Protocol.recovery()),
        guide.ds2()::table,
        table -> Findings.isTheGuides(table, List.of(both)));
    findings.pageThrough(ds1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.CommandResult;
import io.github.jlvs.lab.VirtualServer;
import java.time.Duration;
import java.util.List;

/** How one deletes the LVS rules on ds1 and ds2, asks the guide. */
final class TableCleared implements Step<GuideSite> {
  private static final String BY_HAND = "10.1.80.90:8080";

  @Override
  public String name() {
    return "table-cleared";
  }

  @Override
  public String title() {
    return "ipvsadm --clear deletes the rules on ds1 and ds2";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    String[] both = {guide.rs1().destination(), guide.rs2().destination()};
    for (Director director : guide.directors()) {
      // A rule that no daemon knows of: where a daemon puts its own back, this one stays away.
      director.ipvsadm("-A", "-t", BY_HAND, "-s", "rr");
      checks.that(
          director + "'s kernel has a rule made by hand",
          director.table(),
          table -> has(table, "TCP " + BY_HAND));
      checks.doing(director.ipvsadmText("--clear"));
      CommandResult cleared = director.ipvsadm("--clear");
      checks.that(
          "--clear succeeds and says nothing", cleared.out() + cleared.err(), String::isEmpty);
      List<VirtualServer> left = director.table();
      checks.that("the rule made by hand is gone", left, table -> !has(table, "TCP " + BY_HAND));
      if (left.isEmpty()) {
        guideChecks.showTable(director, "-ln");
      } else {
        checks.doing(director.daemon().name() + " has already put its own rules back");
      }
    }
    for (Director director : guide.directors()) {
      if (director.daemon().isReference()) {
        checks.doing(
            "intended difference: keepalived leaves the table as it is until it is restarted");
        director.stop();
        guide.start(director);
      }
      checks.eventually(
          director + "'s rules are in its table again",
          Duration.ofSeconds(15),
          director::table,
          table -> GuideChecks.isTheGuides(table, List.of(both)));
    }
    checks.eventually("the address is on ds1", Duration.ofSeconds(10), () -> guide.ds1().hasVip());
    guideChecks.pageThrough(guide.ds1());
  }

  private static boolean has(List<VirtualServer> table, String name) {
    return table.stream().anyMatch(service -> service.name().equals(name));
  }
}

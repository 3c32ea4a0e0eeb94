// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.Wires;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** ds1 dies as a machine does: no good-bye, no carrier, and its address and table stay in it. */
final class Ds1Dies implements Step<GuideSite> {
  @Override
  public String name() {
    return "ds1-dies";
  }

  @Override
  public String title() {
    return "ds1's daemon is killed with -9 and its link cut: ds2 takes over and serves";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    Director ds2 = guide.ds2();
    checks.doing("ds1$ kill -KILL, and its cable is pulled");
    ds1.die();
    Instant death = Instant.now();
    VrrpAdvert next =
        guideChecks.advertAtDs2(
            ds2, death, a -> true, guideChecks.patience(Protocol.masterDown(100)));
    List<VrrpAdvert> ofDs1 = Wires.adverts(guide.wires().atDs2(), ds1, Instant.EPOCH);
    VrrpAdvert last = ofDs1.get(ofDs1.size() - 1);
    checks.within(
        "ds1's last advertisement to ds2's first",
        Duration.between(last.time(), next.time()),
        Protocol.masterDown(100));
    checks.that("the dead say no good-bye", last.priority(), priority -> priority == 101);
    checks.eventually(GuideSite.VIP + " is on ds2", GuideChecks.SOON, ds2::hasVip);
    checks.eventually(
        "gratuitous ARP told the client so",
        GuideChecks.SOON,
        () -> !Wires.gratuitousArps(guide.wires().atClient(), ds2, death).isEmpty());
    guideChecks.pageThrough(ds2);
    guideChecks.showAdvertsAtDs2(a -> a.equals(last) || a.equals(next));
    checks.show(
        "ds1$ ip -br address show enp0s3",
        ds1.host().sh("ip -br address show enp0s3").lines().toList());
    guideChecks.showTable(ds1, "-ln");
    checks.that(
        "the dead ds1 still has the address and the table", ds1.hasVip() && !ds1.table().isEmpty());
  }
}

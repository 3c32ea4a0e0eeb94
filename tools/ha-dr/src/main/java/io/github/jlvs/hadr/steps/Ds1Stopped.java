// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The daemon of ds1 is stopped; it says good-bye, and ds2 takes over. */
final class Ds1Stopped implements Step<GuideSite> {
  @Override
  public String name() {
    return "ds1-stopped";
  }

  @Override
  public String title() {
    return "ds1 is stopped: priority 0 on the wire, ds2 takes over";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    Director ds2 = guide.ds2();
    checks.that("ds1 has its virtual server until then", !ds1.table().isEmpty());
    Instant stop = Instant.now();
    checks.doing("ds1$ kill -TERM (systemctl stop keepalived)");
    int status = ds1.stop();
    VrrpAdvert bye = guideChecks.advertAtDs2(ds1, stop, a -> a.priority() == 0, GuideChecks.SOON);
    checks.that("ds1 says good-bye: priority 0", true);
    VrrpAdvert next =
        guideChecks.advertAtDs2(
            ds2, bye.time(), a -> a.priority() == 100, guideChecks.patience(Protocol.skew(100)));
    checks.within(
        "ds1's good-bye to ds2's first advertisement",
        Duration.between(bye.time(), next.time()),
        Protocol.skew(100));
    guideChecks.hasTheAddressAlone(ds2, next.time());
    guideChecks.pageThrough(ds2);
    guideChecks.showAdvertsAtDs2(a -> a.equals(bye) || a.equals(next));
    checks.that("ds1's daemon ended with exit status 0", status, s -> s == 0);
    checks.that("ds1 removed its virtual server", ds1.table(), List::isEmpty);
  }
}

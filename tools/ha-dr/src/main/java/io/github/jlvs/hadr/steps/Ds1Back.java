// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.Wires;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.VrrpAdvert;
import java.util.List;

/** ds1 is started again and, having the higher priority, takes the address back. */
final class Ds1Back implements Step<GuideSite> {
  @Override
  public String name() {
    return "ds1-back";
  }

  @Override
  public String title() {
    return "ds1 is started again and takes the address back";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    guide.start(ds1);
    VrrpAdvert first = guideChecks.becomesMasterAfterStart(ds1);
    guideChecks.hasTheAddressAlone(ds1, first.time());
    guideChecks.pageThrough(ds1);
    guideChecks.tableIs(ds1, guide.rs1().destination(), guide.rs2().destination());
    List<VrrpAdvert> ofDs2 =
        Wires.adverts(
            guide.wires().atDs2(),
            guide.ds2(),
            first.time().minus(Protocol.ADVERTISEMENT_INTERVAL));
    guideChecks.showAdvertsAtDs2(
        a -> a.equals(first) || (!ofDs2.isEmpty() && a.equals(ofDs2.get(0))));
    guideChecks.saysNothing(guide.ds2(), ds1, first.time().plusMillis(500));
  }
}

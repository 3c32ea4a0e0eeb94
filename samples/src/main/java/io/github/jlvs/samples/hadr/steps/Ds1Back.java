// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.hadr.steps;

import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.samples.hadr.Director;
import io.github.jlvs.samples.hadr.Guide;
import io.github.jlvs.samples.hadr.Protocol;
import io.github.jlvs.samples.hadr.Wires;
import io.github.jlvs.samples.scenario.Checks;
import io.github.jlvs.samples.scenario.Step;
import java.util.List;

/** ds1 is started again and, having the higher priority, takes the address back. */
final class Ds1Back implements Step<Guide> {
  @Override
  public String name() {
    return "ds1-back";
  }

  @Override
  public String title() {
    return "ds1 is started again and takes the address back";
  }

  @Override
  public void perform(Guide guide, Checks checks) {
    Findings findings = new Findings(guide, checks);
    Director ds1 = guide.ds1();
    guide.start(ds1);
    VrrpAdvert first = findings.becomesMasterAfterStart(ds1);
    findings.hasTheAddressAlone(ds1, first.time());
    findings.pageThrough(ds1);
    findings.tableIs(ds1, guide.rs1().destination(), guide.rs2().destination());
    List<VrrpAdvert> ofDs2 =
        Wires.adverts(
            guide.wires().atDs2(),
            guide.ds2(),
            first.time().minus(Protocol.ADVERTISEMENT_INTERVAL));
    findings.showAdvertsAtDs2(a -> a.equals(first) || (!ofDs2.isEmpty() && a.equals(ofDs2.get(0))));
    findings.saysNothing(guide.ds2(), ds1, first.time().plusMillis(500));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.VrrpAdvert;

/** ds1 comes back with what its dead daemon left in the kernel. */
final class Ds1Restarted implements Step<GuideSite> {
  @Override
  public String name() {
    return "ds1-restarted";
  }

  @Override
  public String title() {
    return "ds1's link is mended and its daemon restarted: nothing it left is there twice";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    checks.that("ds1 still has the address that it died with", ds1.hasVip());
    ds1.host().link().mend();
    guide.start(ds1);
    checks.eventually(
        "the leftover address is taken off ds1 while ds2 is master",
        ds1.daemon().startUp().plus(checks.slack()),
        () -> !ds1.hasVip());
    VrrpAdvert first = guideChecks.becomesMasterAfterStart(ds1);
    guideChecks.hasTheAddressAlone(ds1, first.time());
    checks.that("the address is there once", ds1.vips(), vips -> vips.size() == 1);
    guideChecks.tableIs(ds1, guide.rs1().destination(), guide.rs2().destination());
    guideChecks.showTable(ds1, "-ln");
    guideChecks.pageThrough(ds1);
  }
}

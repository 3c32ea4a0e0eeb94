// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.hadr.steps;

import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.samples.hadr.Director;
import io.github.jlvs.samples.hadr.Guide;
import io.github.jlvs.samples.scenario.Checks;
import io.github.jlvs.samples.scenario.Step;

/** ds1 comes back with what its dead daemon left in the kernel. */
final class Ds1Restarted implements Step<Guide> {
  @Override
  public String name() {
    return "ds1-restarted";
  }

  @Override
  public String title() {
    return "ds1's link is mended and its daemon restarted: nothing it left is there twice";
  }

  @Override
  public void perform(Guide guide, Checks checks) {
    Findings findings = new Findings(guide, checks);
    Director ds1 = guide.ds1();
    checks.that("ds1 still has the address that it died with", ds1.hasVip());
    ds1.host().link().mend();
    guide.start(ds1);
    checks.eventually(
        "the leftover address is taken off ds1 while ds2 is master",
        ds1.daemon().startUp().plus(checks.slack()),
        () -> !ds1.hasVip());
    VrrpAdvert first = findings.becomesMasterAfterStart(ds1);
    findings.hasTheAddressAlone(ds1, first.time());
    checks.that("the address is there once", ds1.vips(), vips -> vips.size() == 1);
    findings.tableIs(ds1, guide.rs1().destination(), guide.rs2().destination());
    findings.showTable(ds1, "-ln");
    findings.pageThrough(ds1);
  }
}

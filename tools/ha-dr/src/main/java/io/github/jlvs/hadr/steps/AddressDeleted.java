// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.scenario.Allowed;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import java.time.Duration;

/** How one deletes the virtual address, asks the guide; while the daemon runs, it puts it back. */
final class AddressDeleted implements Step<GuideSite> {
  @Override
  public String name() {
    return "address-deleted";
  }

  @Override
  public String title() {
    return "the virtual address is deleted by hand on ds1 and put back";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    checks.doing("ds1$ ip addr del " + GuideSite.VIP + "/32 dev enp0s3");
    ds1.deleteVip();
    Allowed allowed = allowed(ds1, checks);
    Duration took =
        checks.eventually(
            GuideSite.VIP + " is on ds1 again", guideChecks.patience(allowed), ds1::hasVip);
    checks.within("deleted to put back", took, allowed);
    checks.that("the address is there once", ds1.vips(), vips -> vips.size() == 1);
    guideChecks.pageThrough(ds1);
  }

  private static Allowed allowed(Director director, Assertions checks) {
    if (!director.daemon().isReference()) {
      return Protocol.nextAdvertisement();
    }
    checks.doing("intended difference: keepalived becomes backup and is elected again");
    Allowed election = Protocol.masterDown(director.priority());
    return Allowed.atMost(election.atMost(), election.reckoning());
  }
}

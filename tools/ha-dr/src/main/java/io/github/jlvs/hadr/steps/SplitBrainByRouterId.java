// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.Director;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.scenario.Allowed;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import java.time.Instant;

/** ds2's virtual_router_id is not ds1's: each takes the other for another router's. */
final class SplitBrainByRouterId implements Step<GuideSite> {
  @Override
  public String name() {
    return "split-brain-router-id";
  }

  @Override
  public String title() {
    return "split brain: ds2 has another virtual_router_id";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    GuideChecks guideChecks = new GuideChecks(guide, checks);
    Director ds1 = guide.ds1();
    Director ds2 = guide.ds2();
    ds2.stop();
    if (!ds1.running()) {
      guide.start(ds1);
      guideChecks.tableIs(ds1, guide.rs1().destination(), guide.rs2().destination());
    }
    ds2.start(guide.files().configurationWithRouterId("ds2", 52));
    Allowed allowed = ds2.daemon().afterStart(Protocol.masterDown(100));
    try {
      guideChecks.advertAtDs2(
          ds2, ds2.started(), a -> a.vrid() == 52, guideChecks.patience(allowed));
      new TwoMasters(guide, checks).shown();
    } finally {
      checks.doing("ds2$ kill -HUP, with the guide's keepalived.conf again");
      ds2.reload(guide.files().configuration("ds2"));
    }
    new TwoMasters(guide, checks)
        .over(Instant.now(), Allowed.atMost(Protocol.ADVERTISEMENT_INTERVAL, "1 s to reload"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.Network;
import java.time.Instant;

/** The switch no longer lets multicast pass: neither director hears the other. */
final class SplitBrainByMulticast implements Step<GuideSite> {
  @Override
  public String name() {
    return "split-brain-multicast";
  }

  @Override
  public String title() {
    return "split brain: the switch blocks multicast";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    TwoMasters masters = new TwoMasters(guide, checks);
    checks.doing("switch: nftables drops " + Unicast.MULTICAST);
    try (Network.Dropping dropping = guide.network().dropping(Unicast.MULTICAST)) {
      masters.ds2TakesOver(Instant.now());
      masters.shown();
    }
    checks.doing("switch: multicast passes again");
    masters.over(Instant.now(), Protocol.nextAdvertisement());
  }
}

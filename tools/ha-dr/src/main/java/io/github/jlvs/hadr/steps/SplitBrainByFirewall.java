// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.steps;

import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.Protocol;
import io.github.jlvs.hadr.scenario.Assertions;
import io.github.jlvs.hadr.scenario.Step;
import io.github.jlvs.lab.Network;
import java.time.Instant;

/**
 * A firewall in front of ds2 drops protocol 112: ds2 hears nothing, ds1 hears everything. It is
 * nftables' on ds2's port of the switch, as the kernel of user-mode Linux has nftables there alone.
 */
final class SplitBrainByFirewall implements Step<GuideSite> {
  private static final String RULE = "oifname \"ds2\" ip protocol 112";

  @Override
  public String name() {
    return "split-brain-firewall";
  }

  @Override
  public String title() {
    return "split brain: nftables in front of ds2 drops protocol 112";
  }

  @Override
  public void perform(GuideSite guide, Assertions checks) {
    TwoMasters masters = new TwoMasters(guide, checks);
    checks.doing("ds2's port: nftables drops what matches " + RULE);
    try (Network.Dropping dropping = guide.network().dropping(RULE)) {
      masters.ds2TakesOver(Instant.now());
      masters.shown();
      checks.show("nft list table", dropping.listing().lines().toList());
    }
    checks.doing("ds2's port: protocol 112 passes again");
    masters.over(Instant.now(), Protocol.nextAdvertisement());
  }
}

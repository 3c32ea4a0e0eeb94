// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.hadr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.hadr.DirectorDaemon;
import io.github.jlvs.hadr.GuideSite;
import io.github.jlvs.hadr.RealServerTool;
import io.github.jlvs.hadr.Tools;
import io.github.jlvs.hadr.scenario.Scenario;
import io.github.jlvs.hadr.steps.GuideSteps;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.TakesLong;
import io.github.jlvs.lab.Network;
import org.junit.jupiter.api.Test;

/** Half of a pair is keepalived, as while one migrates: neither half notices. */
@KernelTest
@TakesLong
class MixedDirectorsTest {
  /** All in which one director depends on the other. */
  private final Scenario<GuideSite> scenario =
      GuideSteps.only(
          "real-servers",
          "ds1-becomes-master",
          "page-served",
          "ds1-stopped",
          "ds1-back",
          "nginx-stopped",
          "nginx-back",
          "ds1-dies",
          "ds1-restarted",
          "unicast",
          "split-brain-router-id",
          "split-brain-multicast",
          "split-brain-firewall",
          "real-servers-released",
          "everything-stopped");

  private final DirectorDaemon ours = DirectorDaemon.jkeepalived(PerformedGuide.checkout());
  private final DirectorDaemon keepalived = DirectorDaemon.keepalived();

  @Test
  void keepalived_as_the_first_director_and_jkeepalived_as_the_second(Network network) {
    assertEveryStepIsOk(network, keepalived, ours);
  }

  @Test
  void jkeepalived_as_the_first_director_and_keepalived_as_the_second(Network network) {
    assertEveryStepIsOk(network, ours, keepalived);
  }

  private void assertEveryStepIsOk(Network network, DirectorDaemon ds1, DirectorDaemon ds2) {
    Tools tools = new Tools(ds1, ds2, "ipvsadm", new RealServerTool.Script());
    PerformedGuide guide = PerformedGuide.perform(network, tools, scenario);

    assertThat(guide.failed()).as(guide.told()).isEmpty();
  }
}

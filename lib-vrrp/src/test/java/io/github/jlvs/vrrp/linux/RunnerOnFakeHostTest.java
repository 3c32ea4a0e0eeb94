// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The runner's whole life on a host in memory. */
class RunnerOnFakeHostTest {
  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @Test
  void aMasterHasItsAddressAnnouncesItAndTakesItAwayAtTheEnd() {
    host.network().create("eth0", "10.1.80.91/24");
    runner.run(
        RouterSetup.builder(
                "VI_1", "eth0", VirtualRouterConfig.builder(51, ip("10.1.80.90")).build())
            .build());

    host.pass(Duration.ofSeconds(4));

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "eth0 10.1.80.90/32");
    assertThat(host.packets()).isNotEmpty().allMatch(p -> p.source().equals("10.1.80.91"));
    assertThat(host.frames()).hasSize(5).allMatch(f -> f.announced().equals("10.1.80.90"));

    runner.close();

    assertThat(host.network().addressTexts()).containsExactly("eth0 10.1.80.91/24");
    assertThat(host.packets().get(host.packets().size() - 1).priority()).isZero();
    assertThat(host.isClosed()).isTrue();
    assertThat(host.alarms()).isEmpty();
  }

  @Test
  void aCableThatIsOutIsAFaultUntilItIsBack() {
    host.network().create("eth0", "10.1.80.91/24");
    runner.run(
        RouterSetup.builder(
                "VI_1", "eth0", VirtualRouterConfig.builder(51, ip("10.1.80.90")).build())
            .build());
    host.pass(Duration.ofSeconds(4));

    host.network().unplug("eth0");
    host.settle();

    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(host.network().addressTexts()).containsExactly("eth0 10.1.80.91/24");

    host.network().plug("eth0");
    host.pass(Duration.ofSeconds(4));

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.down("VI_1")).isEqualTo(List.of());
  }
}

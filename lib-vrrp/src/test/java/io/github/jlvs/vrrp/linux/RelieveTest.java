// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A runner hangs, and another one does in its place what its end would have done. */
class RelieveTest {
  private final FakeHost host = new FakeHost();

  @Test
  void priorityZeroIsSaidAndTheAddressesGoThoughTheOtherNeverEnds() {
    host.network().create("eth0", "10.1.80.91/24");
    RouterSetup setup =
        RouterSetup.builder(
                "VI_1",
                "eth0",
                VirtualRouterConfig.builder(51, ip("10.1.80.90"), ip("10.1.80.89")).build())
            .build();
    RunnerUnderTest hanging = new RunnerUnderTest(host);
    hanging.run(setup);
    host.pass(Duration.ofSeconds(4));
    assertThat(hanging.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.network().addressTexts()).hasSize(3);
    int before = host.packets().size();

    List<RunnerEvent> told = new ArrayList<>();
    try (VrrpRunner other = new VrrpRunner(host, RunnerOptions.defaults(), told::add)) {
      other.relieve(List.of(setup));
    }

    assertThat(host.network().addressTexts()).containsExactly("eth0 10.1.80.91/24");
    assertThat(host.packets().subList(before, host.packets().size()))
        .hasSize(1)
        .allMatch(packet -> packet.priority() == 0 && packet.vrid() == 51);
    assertThat(told).contains(new RunnerEvent.PriorityZeroSent("VI_1"));
  }

  @Test
  void whereThereIsNoMasterNothingIsSaid() {
    host.network().create("eth0", "10.1.80.91/24");
    try (VrrpRunner other = new VrrpRunner(host, RunnerOptions.defaults(), event -> {})) {
      other.relieve(List.of());
    }
    assertThat(host.packets()).isEmpty();
  }
}

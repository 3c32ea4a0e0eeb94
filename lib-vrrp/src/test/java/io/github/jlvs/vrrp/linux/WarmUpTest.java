// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void asks_the_kernel_for_what_it_refuses_and_leaves_nothing_behind() {
    FakeHost host = new FakeHost();
    host.refuse("add", Errno.ENODEV);
    Reporter reporter = new Reporter(event -> {}, host, Duration.ofMinutes(1));
    HostNetwork network = new HostNetwork(host);

    WarmUp.run(network, new AddressAnnouncer(host, network, reporter));

    assertThat(host.calls())
        .containsExactly(
            "add 10.0.0.100/32 dev none",
            "add 10.0.0.100/32 dev none",
            "add fe80:0:0:0:0:0:0:64/128 dev none");
    assertThat(host.frames()).isNotEmpty().allMatch(frame -> frame.interfaceIndex() == 0);
    assertThat(host.frames().stream().map(FakeHost.Frame::etherType).distinct().toList())
        .hasSize(1);
    assertThat(host.frames().stream().map(frame -> frame.content().remaining()).distinct())
        .as("gratuitous ARP and neighbour advertisements")
        .hasSize(2);
    assertThat(host.packets()).isEmpty();
    assertThat(host.alarms()).isEmpty();
    assertThat(host.network().addressTexts()).isEmpty();
  }

  @Test
  void on_the_stage_a_router_takes_over_and_gives_way() {
    Stage stage = new Stage();
    Protocol protocol = new Protocol.V3(AddressFamily.IPV6);
    RouterSetup setup =
        RouterSetup.builder(
                "VI_1",
                Stage.INTERFACE,
                VirtualRouterConfig.builder(1, Addresses.ip("fe80::64")).protocol(protocol).build())
            .build();
    int addresses = stage.addresses().size();
    try (VrrpRunner runner = new VrrpRunner(stage, RunnerOptions.defaults(), event -> {})) {
      runner.reconfigure(List.of(setup), List.of());
      assertThat(runner.router("VI_1").orElseThrow().state()).isEqualTo(State.BACKUP);

      stage.pass(Duration.ofSeconds(5).toNanos());

      assertThat(runner.router("VI_1").orElseThrow().state()).isEqualTo(State.MASTER);
      assertThat(stage.addresses()).hasSize(addresses + 1);

      byte[] superior = RunnerUnderTest.advertisement(setup, "fe80::2", "ff02::12", 255);
      stage.hear(AddressFamily.IPV6, ByteBuffer.wrap(superior));

      assertThat(runner.router("VI_1").orElseThrow().state()).isEqualTo(State.BACKUP);
      assertThat(stage.addresses()).hasSize(addresses);
    }
  }
}

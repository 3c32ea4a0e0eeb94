// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A virtual router whose own address, or whose peers, are not there. */
class SourceTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void interfaces() {
    host.network().create("eth0", "10.1.80.91/24");
    host.network().create("lan0", "10.9.0.91/24");
  }

  @Test
  void aSourceThatNoInterfaceHasIsSentFromAllTheSame() {
    runner.run(router().build());
    host.pass(ELECTED);

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.packets()).allMatch(packet -> packet.source().equals("10.1.80.99"));
  }

  @Test
  void aTrackedSourceIsWaitedForOnAnyInterfaceAndItsLossIsAFault() {
    runner.run(router().trackSource(true).build());
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_1")).containsExactly("source address 10.1.80.99");

    host.network().give("lan0", "10.1.80.99/32");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    host.network().take("lan0", "10.1.80.99/32");
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(host.network().addressTexts()).doesNotContain("eth0 10.1.80.90/32");

    runner.run(router().build());
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
  }

  @Test
  void withoutPeersItStaysInFaultUntilItHasSome() {
    runner.run(router().transport(new Transport.Unicast(List.of(), 255, false)).build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(runner.down("VI_1")).containsExactly("unicast peers");
    assertThat(host.packets()).isEmpty();

    runner.run(router().transport(new Transport.Unicast(ip("10.1.80.92"))).build());
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void aReceiveBufferHasARange() {
    assertThatThrownBy(() -> router().receiveBuffer(-1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("receive buffer -1");
    assertThatThrownBy(() -> router().receiveBuffer((1 << 24) + 1).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(router().receiveBuffer(1 << 24).build().socketUse().receiveBuffer())
        .isEqualTo(1 << 24);
  }

  private static RouterSetup.Builder router() {
    return RouterSetup.builder(
            "VI_1", "eth0", VirtualRouterConfig.builder(51, ip("10.1.80.90")).build())
        .source(ip("10.1.80.99"));
  }
}

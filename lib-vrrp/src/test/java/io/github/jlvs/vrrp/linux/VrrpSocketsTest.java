// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which packets a virtual router hears, and when. */
class VrrpSocketsTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);
  private static final String GROUP = "224.0.0.18";

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void interfaces() {
    host.network().create("eth0", "10.1.80.91/24");
    host.network().create("lan0", "10.8.0.91/24");
  }

  // ---- Sockets are drained before timers are believed

  @Test
  void aBackupWhoseTimerRingsFirstHearsTheMasterFirst() {
    runner.run(multicast().build());
    host.pass(Duration.ofSeconds(1));

    host.stall(Duration.ofMillis(2700));
    host.arrive(
        "eth0", RunnerUnderTest.advertisement(multicast().build(), "10.1.80.92", GROUP, 150));
    host.ringOnly();

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(runner.status("VI_1").counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isEqualTo(1);
    assertThat(host.packets()).isEmpty();
  }

  @Test
  void everyMemberOfAGroupHearsBeforeTheirTimerIsBelieved() {
    RouterSetup second = multicast("VI_2", 52, "10.1.80.95").build();
    runner.run(
        List.of(multicast().build(), second),
        List.of(new GroupSetup("G", List.of("VI_1", "VI_2"))));

    host.stall(Duration.ofMillis(3700));
    host.arrive(
        "eth0", RunnerUnderTest.advertisement(multicast().build(), "10.1.80.92", GROUP, 150));
    host.arrive("eth0", RunnerUnderTest.advertisement(second, "10.1.80.92", GROUP, 150));
    host.ringOnly();

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(runner.state("VI_2")).isEqualTo(State.BACKUP);
    assertThat(host.packets()).isEmpty();
  }

  /** Garbage collection stops a thread when it returns from a system call. */
  @Test
  void whatComesInAPauseAfterTheLastLookIsHeardBeforeTheTimerIsBelieved() {
    runner.run(multicast().build());
    byte[] master = RunnerUnderTest.advertisement(multicast().build(), "10.1.80.92", GROUP, 150);
    host.arrive("eth0", master);
    host.settle();
    host.stall(Duration.ofSeconds(3));
    host.arrive(
        "eth0",
        RunnerUnderTest.advertisement(
            multicast("other", 99, "10.1.80.77").build(), "10.1.80.93", GROUP, 100));
    host.afterNextDrain(
        () -> {
          host.stall(Duration.ofMillis(700));
          host.arrive("eth0", master);
        });

    host.turnOnce();

    assertThat(runner.status("VI_1").counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isEqualTo(2);
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(host.packets()).isEmpty();
  }

  // ---- Unicast

  /** keepalived #2651, #445. */
  @Test
  void unicastIsHeardWhateverInterfaceItsSourceIsOn() {
    RouterSetup setup = unicast("VI_1", "10.8.0.92").source(ip("10.8.0.91")).build();
    runner.run(setup);
    for (int i = 0; i < 8; i++) {
      host.arrive("lan0", RunnerUnderTest.advertisement(setup, "10.8.0.92", "10.8.0.91", 150));
      host.pass(Duration.ofSeconds(1));
    }

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(runner.status("VI_1").counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isEqualTo(8);

    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.packets())
        .isNotEmpty()
        .allMatch(packet -> packet.source().equals("10.8.0.91"))
        .allMatch(packet -> packet.destination().equals("10.8.0.92"));
  }

  /** keepalived #2022. */
  @Test
  void oneVridInGroupsOfDifferentPeersIsSeveralVirtualRouters() {
    RouterSetup first = unicast("VI_1", "10.1.80.92").build();
    RouterSetup second = unicast("VI_2", "10.1.80.93").build();
    runner.run(first, second);
    for (int i = 0; i < 8; i++) {
      host.arrive("eth0", RunnerUnderTest.advertisement(first, "10.1.80.92", "10.1.80.91", 150));
      host.pass(Duration.ofSeconds(1));
    }

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(runner.status("VI_1").master()).contains(ip("10.1.80.92"));
    assertThat(runner.state("VI_2")).isEqualTo(State.MASTER);
    assertThat(runner.status("VI_2").counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isZero();
  }

  @Test
  void unicastThatIsNeitherFromAPeerNorToOurAddressIsNobodys() {
    RouterSetup setup = unicast("VI_1", "10.1.80.92").build();
    runner.run(setup);

    host.arrive("lan0", RunnerUnderTest.advertisement(setup, "10.8.0.99", "10.8.0.91", 150));
    host.settle();

    assertThat(runner.status("VI_1").counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isZero();
    assertThat(runner.runner().interfaces())
        .filteredOn(each -> each.name().equals("every interface"))
        .hasSize(1)
        .allMatch(each -> each.received() == 1 && each.otherVirtualRouters() == 1);
  }

  @Test
  void aUnicastRouterNoticesOneThatIsSetUpForMulticastAndHearsEachPacketOnce() {
    RouterSetup setup = unicast("VI_1", "10.1.80.92").build();
    runner.run(setup);

    host.arrive("eth0", RunnerUnderTest.advertisement(setup, "10.1.80.92", GROUP, 150));
    host.arrive("eth0", RunnerUnderTest.advertisement(setup, "10.1.80.92", "10.1.80.91", 150));
    host.settle();

    assertThat(runner.status("VI_1").counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isEqualTo(1);
    assertThat(runner.told(RunnerEvent.Observed.class)).hasSize(1);
    assertThat(runner.runner().interfaces()).allMatch(each -> each.received() == 1);
  }

  @Test
  void aReloadFromMulticastToUnicastIsHeardByItsPeers() {
    runner.run(multicast().build());
    host.pass(ELECTED);
    host.packets().clear();

    RouterSetup changed = unicast("VI_1", "10.1.80.92").build();
    runner.run(changed);
    host.pass(Duration.ofSeconds(1));
    assertThat(host.packets())
        .isNotEmpty()
        .allMatch(packet -> packet.destination().equals("10.1.80.92"));

    host.arrive("eth0", RunnerUnderTest.advertisement(changed, "10.1.80.92", "10.1.80.91", 150));
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
  }

  @Test
  void whoClaimsAnAddressOfOursWithAStrangeVridIsNoticed() {
    runner.run(multicast().build());

    host.arrive("eth0", claim("10.1.80.90", GROUP));
    host.arrive("eth0", claim("10.1.80.77", GROUP));
    host.settle();

    assertThat(runner.status("VI_1").counters().of(Counter.VRID_ERRORS)).isEqualTo(1);
    assertThat(runner.runner().interfaces()).allMatch(each -> each.otherVirtualRouters() == 1);
  }

  @Test
  void aUnicastRouterNoticesWhatIsSentToItsOwnAddressAlone() {
    runner.run(unicast("VI_1", "10.1.80.92").build());

    host.arrive("eth0", claim("10.1.80.90", "10.1.80.91"));
    host.arrive("lan0", claim("10.1.80.90", "10.8.0.91"));
    host.settle();

    assertThat(runner.status("VI_1").counters().of(Counter.VRID_ERRORS)).isEqualTo(1);
  }

  private static byte[] claim(String address, String destination) {
    return RunnerUnderTest.advertisement(
        multicast("other", 99, address).build(), "10.1.80.93", destination, 150);
  }

  private static RouterSetup.Builder multicast() {
    return multicast("VI_1", 51, "10.1.80.90");
  }

  private static RouterSetup.Builder multicast(String name, int vrid, String address) {
    return RouterSetup.builder(
        name, "eth0", VirtualRouterConfig.builder(vrid, ip(address)).build());
  }

  private static RouterSetup.Builder unicast(String name, String peer) {
    return multicast(name, 51, "10.1.80.90").transport(new Transport.Unicast(ip(peer)));
  }
}

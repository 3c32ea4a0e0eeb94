// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.Counters;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From one set of setups to another while the routers run. */
class ReloadTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void interfaces() {
    host.network().create("eth0", "10.1.80.91/24");
    host.network().create("lan0", "10.9.0.91/24");
    host.network().create("lan1", "10.9.1.91/24");
  }

  /** keepalived #2383. */
  @Test
  void addressesOnAnInterfaceThatTheNextSetupsDoNotNameGo() {
    runner.run(
        router("VI_1", 51, "10.1.80.90")
            .excluded(List.of(on("10.9.0.90", "lan0"), on("10.9.1.90", "lan1")))
            .build());
    host.pass(ELECTED);
    assertThat(host.network().addressTexts()).contains("lan0 10.9.0.90/24", "lan1 10.9.1.90/24");

    runner.run(router("VI_1", 51, "10.1.80.90").build());

    assertThat(host.network().addressTexts())
        .containsExactly(
            "eth0 10.1.80.91/24", "lan0 10.9.0.91/24", "lan1 10.9.1.91/24", "eth0 10.1.80.90/32");
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void anAddressWhoseInterfaceChangesIsMoved() {
    runner.run(router("VI_1", 51).excluded(List.of(on("10.9.0.90", "lan0"))).build());
    host.pass(ELECTED);

    runner.run(router("VI_1", 51).excluded(List.of(on("10.9.0.90", "lan1"))).build());

    assertThat(host.network().addressTexts())
        .contains("lan1 10.9.0.90/24")
        .doesNotContain("lan0 10.9.0.90/24");
  }

  @Test
  void anAddressThatCannotBeRemovedIsTold() {
    runner.run(router("VI_1", 51).excluded(List.of(on("10.9.0.90", "lan0"))).build());
    host.pass(ELECTED);
    host.refuse("delete 10.9.0.90", Errno.EACCES);

    runner.run(router("VI_1", 51).build());

    assertThat(runner.told(RunnerEvent.AddressFailed.class))
        .hasSize(1)
        .allMatch(failed -> !failed.adding() && failed.why().contains("delete 10.9.0.90"));
  }

  @Test
  void mastersThatExchangeTheirAddressesLeaveThemWhereTheyAre() {
    runner.run(router("VI_1", 51, "10.1.80.90").build(), router("VI_2", 52, "10.1.80.95").build());
    host.pass(ELECTED);
    host.calls().clear();
    runner.told();

    runner.run(router("VI_1", 51, "10.1.80.95").build(), router("VI_2", 52, "10.1.80.90").build());
    host.pass(ELECTED);

    assertThat(host.calls()).noneMatch(call -> call.startsWith("delete"));
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32", "eth0 10.1.80.95/32");
    assertThat(runner.told()).noneMatch(RunnerEvent.Observed.class::isInstance);

    runner.run(router("VI_1", 51, "10.1.80.95").build());

    assertThat(host.network().addressTexts())
        .contains("eth0 10.1.80.95/32")
        .doesNotContain("eth0 10.1.80.90/32");
  }

  @Test
  void anAddressThatMovesToAnEarlierRouterStaysWhereItIs() {
    runner.run(
        router("VI_1", 51, "10.1.80.90").build(),
        router("VI_2", 52, "10.1.80.95", "10.1.80.96").build());
    host.pass(ELECTED);
    host.calls().clear();

    runner.run(
        router("VI_1", 51, "10.1.80.90", "10.1.80.96").build(),
        router("VI_2", 52, "10.1.80.95").build());

    assertThat(host.calls()).noneMatch(call -> call.startsWith("delete"));
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.96/32");

    runner.close();

    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "lan0 10.9.0.91/24", "lan1 10.9.1.91/24");
  }

  @Test
  void anAddressOfARouterThatIsStoppedPassesToAMasterUntouched() {
    runner.run(router("VI_1", 51, "10.1.80.90").build(), router("VI_2", 52, "10.1.80.95").build());
    host.pass(ELECTED);
    host.calls().clear();

    runner.run(router("VI_1", 51, "10.1.80.90", "10.1.80.95").build());

    assertThat(host.calls()).noneMatch(call -> call.startsWith("delete"));
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.95/32");
  }

  @Test
  void anInterfaceThatIsDownAndNoMoreTrackedIsNoMoreAFault() {
    runner.run(
        router("VI_1", 51, "10.1.80.90")
            .trackedInterfaces(List.of(Tracking.fault("lan0")))
            .build());
    host.pass(ELECTED);
    host.network().unplug("lan0");
    host.settle();
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);

    runner.run(router("VI_1", 51, "10.1.80.90").build());

    assertThat(runner.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(runner.down("VI_1")).isEmpty();
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void theOrderInWhichAGroupNamesItsMembersMeansNothing() {
    List<RouterSetup> both =
        List.of(router("VI_1", 51, "10.1.80.90").build(), router("VI_2", 52, "10.1.80.95").build());
    runner.run(both, List.of(new GroupSetup("G", List.of("VI_1", "VI_2"))));
    host.pass(ELECTED);
    host.calls().clear();

    runner.run(both, List.of(new GroupSetup("G", List.of("VI_2", "VI_1"))));

    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(runner.state("VI_2")).isEqualTo(State.MASTER);
    assertThat(host.calls()).isEmpty();
  }

  @Test
  void aGroupTellsOfItsStateAndAMemberOfTheOneThatItWouldHave() {
    List<RouterSetup> both =
        List.of(
            router("VI_1", 51, "10.1.80.90").build(),
            router("VI_2", 52, "10.1.80.95")
                .trackedInterfaces(List.of(Tracking.fault("lan0")))
                .build());
    GroupSetup group = new GroupSetup("G", List.of("VI_1", "VI_2"));
    runner.run(both, List.of(group));
    assertThat(runner.runner().groups()).containsExactly(new GroupStatus(group, State.BACKUP));
    host.pass(ELECTED);

    assertThat(runner.runner().groups()).containsExactly(new GroupStatus(group, State.MASTER));
    assertThat(runner.status("VI_1").placed()).isEqualTo(Set.copyOf(both.get(0).addresses()));
    host.network().unplug("lan0");
    host.settle();

    assertThat(runner.runner().groups()).containsExactly(new GroupStatus(group, State.FAULT));
    assertThat(runner.status("VI_1").wanted()).isEqualTo(State.FAULT);
    assertThat(runner.status("VI_1").placed()).isEmpty();
    runner.run(both, List.of());
    assertThat(runner.runner().groups()).isEmpty();
  }

  @Test
  void countersBeginAnewAndGoOnAfterThat() {
    runner.run(router("VI_1", 51, "10.1.80.90").build());
    host.pass(ELECTED);
    assertThat(runner.status("VI_1").counters().of(Counter.BECAME_MASTER)).isOne();

    runner.runner().clearCounters();

    assertThat(runner.status("VI_1").counters()).isEqualTo(new Counters(Map.of()));
    host.pass(Duration.ofMillis(2500));
    assertThat(runner.status("VI_1").counters().of(Counter.ADVERTISEMENTS_SENT)).isBetween(2L, 3L);
    assertThat(runner.status("VI_1").counters().of(Counter.BECAME_MASTER)).isZero();
  }

  @Test
  void nothingIsSaidFromASourceThatTheNextSetupDoesNotHave() {
    host.network().give("eth0", "10.1.80.94/24");
    Transport peer = new Transport.Unicast(ip("10.1.80.92"));
    runner.run(router("VI_1", 51, "10.1.80.90").transport(peer).source(ip("10.1.80.91")).build());
    host.pass(ELECTED);
    host.packets().clear();

    VirtualRouterConfig better =
        VirtualRouterConfig.builder(51, ip("10.1.80.90")).priority(150).build();
    runner.run(
        RouterSetup.builder("VI_1", "eth0", better)
            .transport(peer)
            .source(ip("10.1.80.94"))
            .build());

    assertThat(host.packets())
        .isNotEmpty()
        .allMatch(packet -> packet.source().equals("10.1.80.94"));
  }

  @Test
  void aHostThatCannotBeReadLeavesAllAsItWas() {
    runner.run(router("VI_1", 51, "10.1.80.90").build(), router("VI_2", 52, "10.1.80.95").build());
    host.pass(ELECTED);
    host.refuse("addresses", Errno.ENOBUFS);

    assertThatThrownBy(() -> runner.run(router("VI_1", 51, "10.1.80.96").build()))
        .isInstanceOf(NetlinkException.class);

    host.allowAll();
    host.pass(ELECTED);
    assertThat(runner.runner().routers()).hasSize(2);
    assertThat(runner.status("VI_1").setup().addresses())
        .containsExactly(VirtualAddress.of(ip("10.1.80.90")));
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32", "eth0 10.1.80.95/32");
  }

  @Test
  void anAddressThatIsGoneIsNoMoreAnnounced() {
    AnnouncementPacing.Pace slowly =
        new AnnouncementPacing.Pace(Duration.ofMillis(500), Duration.ZERO);
    runner.settings(HostSettings.DEFAULT.withPacing(new AnnouncementPacing(slowly, List.of())));
    runner.run(router("VI_1", 51, "10.1.80.90", "10.1.80.95").build());
    host.pass(ELECTED);
    host.frames().clear();

    runner.run(router("VI_1", 51, "10.1.80.90").build());
    host.pass(Duration.ofSeconds(5));

    assertThat(host.frames())
        .isNotEmpty()
        .allMatch(frame -> frame.announced().equals("10.1.80.90"));
  }

  @Test
  void aChangedLabelReplacesTheAddress() {
    runner.run(labelled("eth0:1"));
    host.pass(ELECTED);

    runner.run(labelled("eth0:2"));

    assertThat(host.network().addresses())
        .filteredOn(each -> each.address().equals(ip("10.1.80.90")))
        .hasSize(1)
        .allMatch(each -> each.label().equals(Optional.of("eth0:2")));
  }

  /** The kernel knows nothing of tracking: found by {@link ReloadProperties}. */
  @Test
  void aRouteWhoseTrackingAloneChangesStays() {
    VirtualRoute route =
        new VirtualRoute(
            VirtualRoute.via(Prefix.of("10.20.0.0/16"), ip("10.9.0.1")).route(),
            Optional.of("lan0"));
    runner.run(router("VI_1", 51, "10.1.80.90").routes(List.of(route)).build());
    host.pass(ELECTED);
    host.calls().clear();

    VirtualRoute untracked = new VirtualRoute(route.route(), route.device(), false);
    runner.run(router("VI_1", 51, "10.1.80.90").routes(List.of(untracked)).build());

    assertThat(host.network().routes()).hasSize(1);
    assertThat(host.calls()).isEmpty();
    runner.close();
    assertThat(host.network().routes()).isEmpty();
  }

  private static RouterSetup labelled(String label) {
    VirtualAddress address =
        new VirtualAddress(
            ip("10.1.80.90"),
            32,
            Optional.empty(),
            Optional.of(label),
            0,
            Optional.empty(),
            Optional.empty(),
            0);
    return router("VI_1", 51, "10.1.80.90").addresses(List.of(address)).build();
  }

  private static RouterSetup.Builder router(String name, int vrid, String... addresses) {
    InetAddress[] parsed = Arrays.stream(addresses).map(Addresses::ip).toArray(InetAddress[]::new);
    return RouterSetup.builder(name, "eth0", VirtualRouterConfig.builder(vrid, parsed).build());
  }

  private static VirtualAddress on(String address, String device) {
    return new VirtualAddress(
        ip(address),
        24,
        Optional.of(device),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.Route;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for all virtual routers of a runner. */
class HostSettingsTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void interfaces() {
    host.network().create("eth0", "10.1.80.91/24");
    host.network().create("lan0", "10.9.0.91/24");
  }

  @Test
  void aStartupDelayIsCountedFromTheFirstStartAndHoldsForWhatAReloadBrings() {
    host.pass(Duration.ofSeconds(1));
    runner.settings(HostSettings.DEFAULT.withStartupDelay(Duration.ofSeconds(3)));
    runner.run(router(51, "10.1.80.90").build());
    host.pass(Duration.ofSeconds(1));
    runner.run(router(51, "10.1.80.90").build(), router(53, "10.1.80.97").build());
    assertThat(runner.told(RunnerEvent.StartupDelayed.class))
        .containsExactly(
            new RunnerEvent.StartupDelayed(Duration.ofSeconds(3)),
            new RunnerEvent.StartupDelayed(Duration.ofSeconds(2)));

    host.pass(ELECTED);
    assertThat(runner.state("VI_51")).isEqualTo(State.BACKUP);
    host.pass(Duration.ofSeconds(2));
    assertThat(runner.state("VI_51")).isEqualTo(State.MASTER);

    runner.told();
    runner.run(router(51, "10.1.80.90").build(), router(52, "10.1.80.95").build());
    assertThat(runner.told(RunnerEvent.StartupDelayed.class)).isEmpty();
    host.pass(ELECTED);
    assertThat(runner.state("VI_52")).isEqualTo(State.MASTER);
  }

  @Test
  void anUnknownVirtualRouterIsToldWhereThatIsAskedFor() {
    byte[] strange =
        RunnerUnderTest.advertisement(
            router(77, "10.1.80.70").build(), "10.1.80.92", "224.0.0.18", 100);
    runner.run(router(51, "10.1.80.90").build());
    host.arrive("eth0", strange);
    host.settle();
    assertThat(runner.told(RunnerEvent.UnknownVirtualRouter.class)).isEmpty();

    runner.settings(HostSettings.DEFAULT.withTellUnknownRouters(true));
    runner.run(router(51, "10.1.80.90").build());
    host.arrive("eth0", strange);
    host.arrive("eth0", strange);
    host.settle();
    assertThat(runner.told(RunnerEvent.UnknownVirtualRouter.class))
        .containsExactly(new RunnerEvent.UnknownVirtualRouter("eth0", 77, ip("10.1.80.92"), 1));

    host.pass(Duration.ofSeconds(70));
    assertThat(runner.told(RunnerEvent.UnknownVirtualRouter.class)).hasSize(2);
  }

  @Test
  void aShortLossOfALinkIsPassedOver() {
    LinkDelay delay = new LinkDelay(Duration.ofSeconds(2), Duration.ofSeconds(1));
    runner.settings(HostSettings.DEFAULT.withLinkDelays(Map.of("eth0", delay)));
    runner.run(router(51, "10.1.80.90").build());
    host.pass(ELECTED);

    host.network().unplug("eth0");
    host.pass(Duration.ofMillis(1900));
    assertThat(runner.state("VI_51")).isEqualTo(State.MASTER);
    host.network().plug("eth0");
    host.pass(Duration.ofSeconds(3));
    assertThat(runner.state("VI_51")).isEqualTo(State.MASTER);

    host.network().unplug("eth0");
    host.pass(Duration.ofMillis(2100));
    assertThat(runner.state("VI_51")).isEqualTo(State.FAULT);
    host.network().plug("eth0");
    host.pass(Duration.ofMillis(900));
    assertThat(runner.state("VI_51")).isEqualTo(State.FAULT);
    host.pass(Duration.ofMillis(200));
    assertThat(runner.state("VI_51")).isEqualTo(State.BACKUP);
  }

  /** Linux drops the routes of a link that is taken down, also where its loss is passed over. */
  @Test
  void routesThatAShortLossTookAreThereAgain() {
    LinkDelay delay = new LinkDelay(Duration.ofSeconds(2), Duration.ZERO);
    runner.settings(HostSettings.DEFAULT.withLinkDelays(Map.of("lan0", delay)));
    Route way = VirtualRoute.via(Prefix.of("192.0.2.0/24"), ip("10.9.0.1")).route();
    VirtualRoute route = new VirtualRoute(way, Optional.of("lan0"));
    runner.run(router(51, "10.1.80.90").routes(List.of(route)).build());
    host.pass(ELECTED);

    host.network().takeDown("lan0");
    host.pass(Duration.ofSeconds(1));
    assertThat(host.network().routes()).isEmpty();
    host.network().bringUp("lan0");
    host.settle();

    assertThat(runner.state("VI_51")).isEqualTo(State.MASTER);
    assertThat(host.network().routes()).hasSize(1);
  }

  @Test
  void interfacesOfAGroupShareTheirPace() {
    AnnouncementPacing.Pace pace =
        new AnnouncementPacing.Pace(Duration.ofMillis(300), Duration.ofMillis(100));
    runner.settings(
        HostSettings.DEFAULT.withPacing(
            new AnnouncementPacing(
                AnnouncementPacing.Pace.NONE,
                List.of(new AnnouncementPacing.Group(Set.of("eth0", "lan0"), pace)))));
    VirtualAddress ipv6 = VirtualAddress.of(ip("2001:db8::90"));
    runner.run(router(51, "10.1.80.90").excluded(List.of(onLan("10.9.0.90"), ipv6)).build());
    host.pass(Duration.ofSeconds(8));

    assertThat(between(0x0806)).hasSize(9).allMatch(gap -> gap >= 300_000_000L);
    assertThat(between(0x86dd)).hasSize(4).allMatch(gap -> gap >= 100_000_000L);
    assertThat(host.frames().stream().filter(frame -> frame.etherType() == 0x0806).limit(2))
        .extracting(FakeHost.Frame::interfaceIndex)
        .doesNotHaveDuplicates();
  }

  @Test
  void switchesOfOtherInterfacesAreToldAgainAndAgainOfOneAddress() {
    GratuitousArp arp =
        new GratuitousArp(
            1, Duration.ZERO, Duration.ZERO, 1, 1, Duration.ZERO, Duration.ofSeconds(2));
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(51, ip("10.1.80.90")).gratuitousArp(arp).build();
    runner.run(
        RouterSetup.builder("VI_51", "eth0", config)
            .excluded(List.of(onLan("10.9.0.90"), onLan("10.9.0.95")))
            .build());
    host.pass(ELECTED);
    assertThat(host.frames()).hasSize(3);
    host.frames().clear();

    host.pass(Duration.ofSeconds(6));

    assertThat(host.frames()).hasSize(3).allMatch(frame -> frame.announced().equals("10.9.0.90"));
  }

  private List<Long> between(int etherType) {
    List<Long> times =
        host.frames().stream()
            .filter(frame -> frame.etherType() == etherType)
            .map(FakeHost.Frame::at)
            .toList();
    return IntStream.range(1, times.size()).mapToObj(i -> times.get(i) - times.get(i - 1)).toList();
  }

  private static VirtualAddress onLan(String address) {
    InetAddress ip = ip(address);
    VirtualAddress plain = VirtualAddress.of(ip);
    return new VirtualAddress(
        ip,
        plain.prefixLength(),
        Optional.of("lan0"),
        Optional.empty(),
        plain.scope(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static RouterSetup.Builder router(int vrid, String address) {
    return RouterSetup.builder(
        "VI_" + vrid, "eth0", VirtualRouterConfig.builder(vrid, ip(address)).build());
  }
}

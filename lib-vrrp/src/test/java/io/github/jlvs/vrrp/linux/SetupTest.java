// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SetupTest {
  private static final VirtualRouterConfig CONFIG =
      VirtualRouterConfig.builder(51, ip("10.1.80.90")).build();

  @Test
  void withoutMoreAddressesArePlacedAsKeepalivedDoes() {
    RouterSetup setup = RouterSetup.builder("VI_1", "eth0", CONFIG).build();

    assertThat(setup.addresses()).containsExactly(VirtualAddress.of(ip("10.1.80.90"), 32));
    assertThat(setup.transport()).isEqualTo(new Transport.Multicast(AddressFamily.IPV4));
    assertThat(setup.trackInterface()).isTrue();
    assertThat(VirtualAddress.of(ip("2001:db8::1")).prefixLength()).isEqualTo(128);
  }

  @Test
  void addressesMustBeThoseThatAreAdvertised() {
    RouterSetup.Builder builder =
        RouterSetup.builder("VI_1", "eth0", CONFIG)
            .addresses(List.of(VirtualAddress.of(ip("10.1.80.91"))));

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "virtual router VI_1 places the addresses [/10.1.80.91] but advertises"
                + " [/10.1.80.90]");
  }

  @Test
  void anAddressOfAnotherFamilyThanItsRouterIsRefused() {
    RouterSetup.Builder ipv4 = RouterSetup.builder("VI_1", "eth0", CONFIG);
    assertThatThrownBy(() -> ipv4.transport(new Transport.Unicast(ip("2001:db8::92"))).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "virtual router VI_1: unicast peer 2001:db8::92 is of another family than VRRP version"
                + " 2 over IPv4");
    assertThatThrownBy(() -> ipv4.transport(new Transport.Multicast(ip("ff02::12"))).build())
        .hasMessageContaining("multicast group ff02::12 is of another family");
    ipv4.transport(new Transport.Multicast(AddressFamily.IPV4));
    assertThatThrownBy(() -> ipv4.source(ip("2001:db8::91")).build())
        .hasMessageContaining("source address 2001:db8::91 is of another family");

    RouterSetup.Builder ipv6 =
        RouterSetup.builder(
            "VI_1", "eth0", VirtualRouterConfig.builder(51, ip("fe80::90")).build());
    assertThat(ipv6.build().transport()).isEqualTo(new Transport.Multicast(AddressFamily.IPV6));
    assertThatThrownBy(() -> ipv6.source(ip("10.1.80.91")).build())
        .hasMessageContaining(
            "source address 10.1.80.91 is of another family than VRRP version 3 over IPv6");
    assertThatThrownBy(() -> ipv6.source(ip("2001:db8::91")).build())
        .hasMessageContaining("2001:db8::91 is no link-local one");
    assertThat(ipv6.transport(new Transport.Unicast(ip("2001:db8::92"))).build().source())
        .contains(ip("2001:db8::91"));
    assertThatThrownBy(
            () ->
                RouterSetup.builder("VI_1", "eth0", CONFIG)
                    .virtualMac(VirtualMac.ofIpv6(51))
                    .build())
        .hasMessageContaining("the interface vrrp6.51 that is made for it is for another family");
  }

  @Test
  void impossibleValuesAreRefused() {
    assertThatThrownBy(() -> VirtualAddress.of(ip("10.1.80.90"), 33))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prefix length 33");
    assertThatThrownBy(() -> new AnnouncementPacing.Pace(Duration.ofSeconds(-1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time between announcements PT-1S");
    AnnouncementPacing.Group group =
        new AnnouncementPacing.Group(Set.of("eth0"), AnnouncementPacing.Pace.NONE);
    assertThatThrownBy(
            () -> new AnnouncementPacing(AnnouncementPacing.Pace.NONE, List.of(group, group)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("interface eth0 is in two groups");
    assertThatThrownBy(() -> new LinkDelay(Duration.ZERO, Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delay of an interface");
    assertThatThrownBy(() -> HostSettings.DEFAULT.withStartupDelay(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("startup delay");
    assertThatThrownBy(() -> RunnerOptions.defaults().withReportInterval(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("report interval");
  }

  /** Nanoseconds are counted in a long, which 292 years fill. */
  @Test
  void intervalsThatNobodyWaitsForAreRefused() {
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);

    assertThatThrownBy(() -> new AnnouncementPacing.Pace(endless, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time between announcements");
    assertThatThrownBy(() -> RunnerOptions.defaults().withReportInterval(endless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("report interval");
  }

  @Test
  void aRouteIsToldAsIpWritesIt() {
    VirtualRoute branch = VirtualRoute.via(Prefix.of("10.3.0.0/16"), ip("10.1.80.1"));
    VirtualRoute rest = VirtualRoute.via(Prefix.of("::/0"), ip("2001:db8::1")).inTable(51);

    assertThat(branch).hasToString("route 10.3.0.0/16 via 10.1.80.1 table 254");
    assertThat(rest).hasToString("route default via 2001:db8::1 table 51");
    assertThat(rest.route().family()).isEqualTo(AddressFamily.IPV6);
  }

  @Test
  void aPlanKnowsEveryInterfaceThatItsSetupsName() {
    VirtualAddress elsewhere =
        new VirtualAddress(
            ip("10.1.80.90"),
            32,
            Optional.of("eth1"),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            0);
    VirtualRoute route = VirtualRoute.via(Prefix.of("10.3.0.0/16"), ip("10.1.80.1"));
    RouterSetup setup =
        RouterSetup.builder("VI_1", "eth0", CONFIG)
            .addresses(List.of(elsewhere))
            .trackedInterfaces(List.of(Tracking.fault("eth2")))
            .routes(List.of(new VirtualRoute(route.route(), Optional.of("eth3"))))
            .build();

    assertThat(new SetupPlan(List.of(setup), List.of(), StaticSetup.NONE).interfaces())
        .containsExactlyInAnyOrder("eth0", "eth1", "eth2", "eth3");
  }

  @Test
  void oneVridMayBeUsedOnTwoInterfacesButNotTwiceOnOne() {
    RouterSetup first = RouterSetup.builder("VI_1", "eth0", CONFIG).build();
    RouterSetup second = RouterSetup.builder("VI_2", "eth1", CONFIG).build();
    RouterSetup third = RouterSetup.builder("VI_3", "eth0", CONFIG).build();

    assertThat(new SetupPlan(List.of(first, second), List.of(), StaticSetup.NONE).routers())
        .hasSize(2);
    assertThatThrownBy(
            () -> new SetupPlan(List.of(first, second, third), List.of(), StaticSetup.NONE))
        .hasMessageContaining("VI_1 and VI_3 both use VRID 51 on interface eth0");
    assertThatThrownBy(() -> new SetupPlan(List.of(first, first), List.of(), StaticSetup.NONE))
        .hasMessageContaining("two virtual routers are named VI_1");
  }

  @Test
  void aRouterIsInOneGroupAtMost() {
    RouterSetup router = RouterSetup.builder("VI_1", "eth0", CONFIG).build();
    GroupSetup one = new GroupSetup("one", List.of("VI_1"));
    GroupSetup two = new GroupSetup("two", List.of("VI_1"));
    GroupSetup twice = new GroupSetup("twice", List.of("VI_1", "VI_1"));

    assertThatThrownBy(() -> new SetupPlan(List.of(router), List.of(one, two), StaticSetup.NONE))
        .hasMessageContaining("virtual router VI_1 is in two groups");
    assertThatThrownBy(() -> new SetupPlan(List.of(router), List.of(twice), StaticSetup.NONE))
        .hasMessageContaining("twice in one");
    assertThatThrownBy(() -> new SetupPlan(List.of(router), List.of(one, one), StaticSetup.NONE))
        .hasMessageContaining("two groups are named one");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.LinkKind.IpvlanFlags;
import io.github.jlvs.netlink.route.NewLink;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Virtual routers whose advertisements leave by an ipvlan with an address of its own. */
class IpvlanTest {
  private static final Duration ELECTED = Duration.ofSeconds(5);
  private static final Ipvlan IPVLAN = ipvlan("ipv0", "10.1.80.7", IpvlanFlags.PRIVATE);

  private final FakeHost host = new FakeHost();
  private final RunnerUnderTest runner = new RunnerUnderTest(host);

  @BeforeEach
  void anInterface() {
    host.network().create("eth0", "10.1.80.91/24");
  }

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void advertisements_leave_by_it_and_from_its_address_and_the_virtual_ones_stay_below() {
    runner.run(setup(IPVLAN));
    assertThat(host.network().linkTexts()).contains("ipv0@eth0 02:00:00:00:00:02 up");
    assertThat(host.network().kind("ipv0"))
        .contains(new LinkKind.Ipvlan(host.network().indexOf("eth0"), IpvlanFlags.PRIVATE));
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "ipv0 10.1.80.7/32");
    assertThat(host.network().settings().of("eth0")).isEmpty();
    host.pass(ELECTED);
    assertThat(host.network().addressTexts()).contains("eth0 10.1.80.90/32", "ipv0 10.1.80.7/32");
    assertThat(host.packets())
        .isNotEmpty()
        .allSatisfy(
            packet -> {
              assertThat(packet.interfaceName()).isEqualTo("ipv0");
              assertThat(packet.source()).isEqualTo("10.1.80.7");
            });
    runner.close();
    assertThat(host.network().linkTexts()).hasSize(1);
    assertThat(host.network().addressTexts()).containsExactly("eth0 10.1.80.91/24");
  }

  @Test
  void what_a_killed_life_left_behind_is_adopted_but_not_one_of_another_address() {
    runner.run(setup(IPVLAN));
    host.pass(ELECTED);
    int index = host.network().indexOf("ipv0");
    RunnerUnderTest next = new RunnerUnderTest(host);
    next.run(setup(IPVLAN));
    assertThat(host.network().indexOf("ipv0")).isEqualTo(index);
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "ipv0 10.1.80.7/32");

    RunnerUnderTest third = new RunnerUnderTest(host);
    third.run(setup(ipvlan("ipv0", "10.1.80.8", IpvlanFlags.BRIDGE)));
    assertThat(host.network().addressTexts())
        .containsExactly("eth0 10.1.80.91/24", "ipv0 10.1.80.8/32");
    third.close();
    assertThat(host.network().linkTexts()).hasSize(1);
  }

  @Test
  void one_of_another_program_is_adopted_in_the_mode_that_is_wanted_and_another_kind_is_not() {
    int below = host.network().indexOf("eth0");
    host.network().make(NewLink.of("ipv0", new LinkKind.Ipvlan(below, IpvlanFlags.VEPA)));
    int index = host.network().indexOf("ipv0");
    runner.run(setup(IPVLAN));
    assertThat(host.network().indexOf("ipv0")).isEqualTo(index);
    assertThat(host.network().kind("ipv0"))
        .contains(new LinkKind.Ipvlan(below, IpvlanFlags.PRIVATE));
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    host.network().create("ipv1", "10.7.0.1/24");
    runner.run(setup(ipvlan("ipv1", "10.1.80.7", IpvlanFlags.PRIVATE)));
    assertThat(runner.down("VI_1")).containsExactly("interface ipv1");
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class))
        .singleElement()
        .extracting(RunnerEvent.UpperInterfaceFailed::why)
        .asString()
        .contains("it is there already, as veth ipv1");
    runner.close();
    assertThat(host.network().addressTexts()).contains("ipv1 10.7.0.1/24");
  }

  @Test
  void a_macvlan_of_its_name_is_somebody_elses() {
    LinkKind macvlan =
        new LinkKind.Macvlan(host.network().indexOf("eth0"), LinkKind.MacvlanMode.BRIDGE);
    host.network().make(NewLink.of("ipv0", macvlan));
    runner.run(setup(IPVLAN));
    assertThat(runner.down("VI_1")).containsExactly("interface ipv0");
    assertThat(host.network().kind("ipv0")).contains(macvlan);
  }

  @Test
  void a_reload_from_a_virtual_mac_puts_back_what_was_changed_below() {
    runner.run(
        RouterSetup.builder("VI_1", "eth0", setup(IPVLAN).config())
            .virtualMac(VirtualMac.ofIpv4(51))
            .build());
    assertThat(host.network().settings().of("eth0")).isNotEmpty();
    runner.run(setup(IPVLAN));
    assertThat(runner.down("VI_1")).isEmpty();
    assertThat(host.network().settings().of("eth0")).isEmpty();
  }

  @Test
  void without_its_address_it_is_a_fault_of_a_master_too() {
    runner.run(setup(IPVLAN));
    host.pass(ELECTED);
    host.refuse("add 10.1.80.7/32 dev ipv0", Errno.EADDRINUSE);
    host.network().take("ipv0", "10.1.80.7/32");
    host.settle();
    assertThat(runner.down("VI_1")).containsExactly("interface ipv0");
    assertThat(runner.state("VI_1")).isEqualTo(State.FAULT);
    assertThat(host.calls()).contains("close port on ipv0");
  }

  @Test
  void an_address_that_is_taken_away_or_refused_is_given_again() {
    runner.run(setup(IPVLAN));
    host.pass(ELECTED);
    host.network().take("ipv0", "10.1.80.7/32");
    host.pass(ELECTED);
    assertThat(host.network().addressTexts()).contains("ipv0 10.1.80.7/32");
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);

    runner.run();
    host.refuse("add 10.1.80.7/32 dev ipv0", Errno.EADDRINUSE);
    runner.run(setup(IPVLAN));
    assertThat(runner.down("VI_1")).containsExactly("interface ipv0");
    assertThat(runner.told(RunnerEvent.UpperInterfaceFailed.class))
        .singleElement()
        .extracting(RunnerEvent.UpperInterfaceFailed::why)
        .asString()
        .contains("EADDRINUSE");
    host.allowAll();
    host.pass(RunnerOptions.defaults().reportInterval().plus(ELECTED));
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
  }

  @Test
  void over_ipv6_without_an_address_it_waits_for_the_link_local_one_of_the_kernel() {
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(51, ip("fe80::90"))
            .protocol(new Protocol.V3(AddressFamily.IPV6))
            .build();
    host.network().give("eth0", "fe80::91/64");
    Ipvlan generated = new Ipvlan("ipv0", AddressFamily.IPV6, Optional.empty(), IpvlanFlags.BRIDGE);
    runner.run(RouterSetup.builder("VI_1", "eth0", config).ipvlan(generated).build());
    assertThat(host.network().settings().of("ipv0"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("arp_ignore", "1", "arp_announce", "2", "rp_filter", "2"));
    assertThat(runner.down("VI_1")).containsExactly("IPv6 link-local address of ipv0");
    host.network().give("ipv0", "fe80::7/64");
    host.pass(ELECTED);
    assertThat(runner.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(host.packets()).isNotEmpty().allMatch(each -> each.interfaceName().equals("ipv0"));
  }

  @Test
  void to_peers_advertisements_come_from_its_address_by_where_routes_lead() {
    RouterSetup unicast =
        RouterSetup.builder(
                "VI_1", "eth0", VirtualRouterConfig.builder(51, ip("10.1.80.90")).build())
            .ipvlan(IPVLAN)
            .source(ip("10.1.80.7"))
            .transport(new Transport.Unicast(ip("10.1.80.92")))
            .build();
    runner.run(unicast);
    host.pass(ELECTED);
    assertThat(host.packets())
        .isNotEmpty()
        .allMatch(
            each ->
                each.source().equals("10.1.80.7")
                    && each.interfaceName()
                        .equals(InterfaceKey.ofEveryInterface(AddressFamily.IPV4).interfaceName()));
  }

  @Test
  void what_can_not_be_is_refused() {
    assertThatThrownBy(
            () -> new Ipvlan("ipv0", AddressFamily.IPV4, Optional.empty(), IpvlanFlags.BRIDGE))
        .hasMessageContaining("an ipvlan for IPv4 needs an address");
    assertThatThrownBy(
            () ->
                new Ipvlan(
                    "ipv0",
                    AddressFamily.IPV6,
                    Optional.of(Prefix.of("10.1.80.7")),
                    IpvlanFlags.BRIDGE))
        .hasMessageContaining("is not one of IPV6");
    assertThatThrownBy(() -> ipvlan("a/b", "10.1.80.7", IpvlanFlags.BRIDGE))
        .hasMessageContaining("'a/b' can't be the name of an interface");
    RouterSetup mac =
        RouterSetup.builder(
                "VI_2", "eth0", VirtualRouterConfig.builder(52, ip("10.1.80.9")).build())
            .virtualMac(VirtualMac.ofIpv4(52))
            .build();
    assertThatThrownBy(() -> runner.run(setup(IPVLAN), mac))
        .hasMessageContaining(
            "virtual routers VI_1 and VI_2 both want a macvlan and an ipvlan, of which Linux has"
                + " one kind alone above eth0");
    assertThatThrownBy(
            () -> runner.run(setup(IPVLAN), other(ipvlan("ipv1", "10.1.80.8", IpvlanFlags.VEPA))))
        .hasMessageContaining("both want an ipvlan, and of different modes, above eth0");
    assertThatThrownBy(
            () ->
                runner.run(setup(IPVLAN), other(ipvlan("ipv1", "10.1.80.7", IpvlanFlags.PRIVATE))))
        .hasMessageContaining("both want an ipvlan with one address above eth0");
  }

  private static Ipvlan ipvlan(String name, String address, IpvlanFlags flags) {
    return new Ipvlan(name, AddressFamily.IPV4, Optional.of(Prefix.of(address)), flags);
  }

  private static RouterSetup setup(Ipvlan ipvlan) {
    return router("VI_1", 51, "10.1.80.90", ipvlan);
  }

  private static RouterSetup other(Ipvlan ipvlan) {
    return router("VI_2", 52, "10.1.80.95", ipvlan);
  }

  private static RouterSetup router(String name, int vrid, String address, Ipvlan ipvlan) {
    return RouterSetup.builder(name, "eth0", VirtualRouterConfig.builder(vrid, ip(address)).build())
        .ipvlan(ipvlan)
        .source(ipvlan.address().orElseThrow().address())
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static io.github.jlvs.kernel.vrrp.Directors.onlyFrom;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.VirtualMac;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Directors whose virtual router has a hardware address of its own ({@code use_vmac}). */
@KernelTest
@WithoutIpvs
class VirtualMacTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String VIRTUAL = "00:00:5e:00:01:33";
  private static final String VIRTUAL_OF_IPV6 = "00:00:5e:00:02:33";
  private static final String MACVLAN = "vrrp.51";
  private static final String ON_MACVLAN = MACVLAN + " " + VIP;

  /** What a director's network is like, but for what changes by itself. */
  private static final String SURROUNDINGS =
      "ip -br link show | awk '{print $1, $3}'; ip -o -4 addr show | sed 's/valid_lft.*//';"
          + " for s in arp_ignore arp_announce arp_filter rp_filter; do"
          + " echo $s $(cat /proc/sys/net/ipv4/conf/all/$s /proc/sys/net/ipv4/conf/enp0s3/$s);"
          + " done";

  /** The better director runs one program and the worse one the other. */
  @Together
  @ParameterizedTest
  @EnumSource
  void the_address_moves_between_the_two_programs_and_all_comes_from_the_virtual_address(
      Daemon daemon, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp or arp");
    RunningProcess better = daemon.start(hosts.ds1(), file(150, "use_vmac"));
    placed(hosts.ds1(), ON_MACVLAN);
    RunningProcess worse = daemon.other().start(hosts.ds2(), file(100, "use_vmac"));
    made(hosts.ds2());
    onlyFrom("10.1.80.91", wire, SOON);
    assertThat(virtual(hosts.ds2())).isEmpty();

    // A dead cable makes two masters, which find each other although both send from one address.
    hosts.ds1().link().silence();
    placed(hosts.ds2(), ON_MACVLAN);
    hosts.ds1().link().mend();
    placed(hosts.ds2());
    onlyFrom("10.1.80.91", wire, SOON);

    Instant left = Instant.now();
    int unused = better.stop(SOON);
    placed(hosts.ds2(), ON_MACVLAN);
    assertThat(virtual(hosts.ds1())).isEmpty();
    VrrpAdvert goodbye = wire.awaitAdvert("good-bye", left, a -> a.priority() == 0, SOON);
    assertThat(goodbye.source()).isEqualTo("10.1.80.91");
    onlyFrom("10.1.80.92", wire, SOON);
    unused = worse.stop(SOON);

    assertThat(wire.adverts()).extracting(VrrpAdvert::sourceMac).containsOnly(VIRTUAL);
    assertThat(wire.gratuitousArps())
        .filteredOn(arp -> arp.senderAddress().equals(VIP))
        .isNotEmpty()
        .allMatch(arp -> arp.senderMac().equals(VIRTUAL) && arp.sourceMac().equals(VIRTUAL));
  }

  /**
   * A neighbour learns the address from an answer to its question, from gratuitous ARP, and from
   * the question of a director that wants to answer it. keepalived asks that from the interface
   * below, and the neighbour learns the director's own address.
   */
  @Together
  @ParameterizedTest
  @EnumSource
  void what_a_neighbour_learns_of_the_address(Daemon daemon, Network network) {
    Directors hosts = Directors.in(network);
    Host client = network.host("client", "10.1.80.62/24");
    Capture wire = network.capture("arp");
    RunningProcess better = daemon.start(hosts.ds1(), file(150, "use_vmac"));
    placed(hosts.ds1(), ON_MACVLAN);
    RunningProcess worse = daemon.start(hosts.ds2(), file(100, "use_vmac"));
    made(hosts.ds2());

    String first = learnt(client, hosts.ds1());
    int unused = better.stop(SOON);
    placed(hosts.ds2(), ON_MACVLAN);
    String second = learnt(client, hosts.ds2());
    better = daemon.start(hosts.ds1(), file(150, "use_vmac"));
    placed(hosts.ds1(), ON_MACVLAN);
    placed(hosts.ds2());
    String third = learnt(client, hosts.ds1());
    unused = better.stop(SOON);
    unused = worse.stop(SOON);

    List<ArpFrame> told =
        wire.frames().stream()
            .filter(ArpFrame.class::isInstance)
            .map(ArpFrame.class::cast)
            .filter(arp -> arp.senderAddress().equals(VIP))
            .toList();
    // The questions that neighbours learn from were asked: of the client, by the director.
    assertThat(wire.frames())
        .filteredOn(ArpFrame.class::isInstance)
        .anySatisfy(
            frame -> {
              ArpFrame arp = (ArpFrame) frame;
              assertThat(arp.operation()).isEqualTo(1);
              assertThat(arp.targetAddress()).isEqualTo("10.1.80.62");
            });
    if (daemon == Daemon.JKEEPALIVED) {
      assertThat(List.of(first, second, third)).containsOnly(VIRTUAL);
      assertThat(told)
          .isNotEmpty()
          .allMatch(arp -> arp.senderMac().equals(VIRTUAL) && arp.sourceMac().equals(VIRTUAL));
    } else {
      assertThat(List.of(first, second, third)).contains(hosts.ds1().mac());
      assertThat(told).extracting(ArpFrame::senderMac).contains(VIRTUAL, hosts.ds1().mac());
    }
  }

  @Together
  @Test
  void after_a_crash_another_life_adopts_what_is_there_and_leaves_nothing_in_the_end(
      Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    String before = host.sh(SURROUNDINGS);
    RunningProcess ours = Daemon.JKEEPALIVED.start(host, file(150, "use_vmac"));
    placed(host, ON_MACVLAN);
    String during = host.sh(SURROUNDINGS);
    assertThat(during).contains("arp_ignore 0 1", "arp_announce 0 2", MACVLAN + "@enp0s3");
    ours.crash();
    assertThat(virtual(host)).containsExactly(ON_MACVLAN);

    Capture wire = network.capture("vrrp");
    ours = Daemon.JKEEPALIVED.start(host, file(150, "use_vmac"));
    wire.awaitAdvert("the next life", Instant.EPOCH, a -> a.sourceMac().equals(VIRTUAL), SOON);
    placed(host, ON_MACVLAN);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(during);
    int unused = ours.stop(SOON);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(before);
  }

  /** As in a container; Linux puts the one above it on the interface below both. */
  @Together
  @Test
  void above_an_interface_that_is_a_macvlan_itself_it_is_adopted_too(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.sh(
        "ip link add mv0 link enp0s3 type macvlan mode bridge; ip link set mv0 up;"
            + " ip addr add 10.1.80.92/24 dev mv0");
    String file = file(150, "use_vmac").replace("interface enp0s3", "interface mv0");
    RunningProcess ours = Daemon.JKEEPALIVED.start(host, file);
    placed(host, ON_MACVLAN);
    assertThat(host.sh("ip -br link show")).contains(MACVLAN + "@enp0s3");
    ours.crash();

    ours = Daemon.JKEEPALIVED.start(host, file);
    ours.awaitLine("Entering MASTER STATE", SOON);
    placed(host, ON_MACVLAN);
    int unused = ours.stop(SOON);
    assertThat(host.sh("ip -br link show")).contains("mv0").doesNotContain(MACVLAN);
    assertThat(host.sh("cat /proc/sys/net/ipv4/conf/mv0/arp_ignore").strip()).isEqualTo("0");
  }

  /** keepalived's is in mode private, in which the interface below would not hear a master. */
  @Together
  @Test
  void what_a_crash_of_keepalived_left_behind_is_adopted(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.sh(
        "ip link add vrrp.51 link enp0s3 address 00:00:5e:00:01:33 type macvlan mode private;"
            + " ip addr add 10.1.80.90/32 dev vrrp.51; ip link set vrrp.51 up");
    RunningProcess ours = Daemon.JKEEPALIVED.start(host, file(150, "use_vmac"));
    Await.until(
        "mode bridge",
        SOON,
        () -> host.sh("ip -d link show vrrp.51").contains("macvlan mode bridge"));
    placed(host, ON_MACVLAN);
    int unused = ours.stop(SOON);
    assertThat(host.sh("ip -br link show")).contains("enp0s3").doesNotContain(MACVLAN);
  }

  @Together
  @Test
  void an_interface_of_that_name_that_is_another_one_is_left_alone(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    host.sh("ip link add vrrp.51 type veth peer name other; ip addr add 10.7.0.1/24 dev vrrp.51");
    RunningProcess ours = Daemon.JKEEPALIVED.start(host, file(150, "use_vmac"));
    Await.until(
        "the reason",
        SOON,
        () ->
            ours.output()
                .contains("cannot have interface vrrp.51 with 00:00:5e:00:01:33 on enp0s3: it is"));
    Await.pause(Duration.ofSeconds(5));
    assertThat(virtual(host)).isEmpty();
    host.sh("ip link del other");
    placed(host, ON_MACVLAN);

    int unused = ours.stop(SOON);
    host.sh("ip link add vrrp.51 type veth peer name other; ip addr add 10.7.0.1/24 dev vrrp.51");
    RunningProcess again = Daemon.JKEEPALIVED.start(host, file(150, "use_vmac"));
    Await.until("the reason", SOON, () -> again.output().contains("cannot have interface vrrp.51"));
    unused = again.stop(SOON);
    assertThat(host.sh("ip -o addr show")).contains("10.7.0.1/24");
  }

  @Together
  @Test
  void its_name_and_where_it_sends_are_changed_by_reloads_and_nothing_is_left(Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    String before = host.sh(SURROUNDINGS);
    Capture wire = network.capture("vrrp");
    RunningProcess ours =
        Daemon.JKEEPALIVED.start(host, file(150, "use_vmac vip0 02:00:00:00:00\nvmac_xmit_base"));
    placed(host, "vip0 " + VIP);
    wire.awaitAdvert("below", Instant.EPOCH, a -> a.sourceMac().equals(host.mac()), SOON);
    assertThat(host.sh("ip -br link show vip0")).contains("02:00:00:00:00:33");

    Instant changed = Instant.now();
    Daemon.reload(host, ours, file(150, "use_vmac vip0 02:00:00:00:00"));
    wire.awaitAdvert("above", changed, a -> a.sourceMac().equals("02:00:00:00:00:33"), SOON);
    assertThat(virtual(host)).containsExactly("vip0 " + VIP);

    Daemon.reload(host, ours, file(150, "use_vmac"));
    placed(host, ON_MACVLAN);
    assertThat(host.sh("ip -br link show")).doesNotContain("vip0");

    Daemon.reload(host, ours, file(150, ""));
    placed(host, "enp0s3 " + VIP);
    assertThat(host.sh("ip -br link show")).contains("enp0s3").doesNotContain(MACVLAN);
    int unused = ours.stop(SOON);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(before);
  }

  /** One sends from the virtual address and one from its own. */
  @Together
  @ParameterizedTest
  @EnumSource
  void a_peer_that_sends_by_the_interface_below_is_heard_and_hears(Daemon other, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    RunningProcess ours = Daemon.JKEEPALIVED.start(hosts.ds1(), file(150, "use_vmac"));
    placed(hosts.ds1(), ON_MACVLAN);
    RunningProcess worse = other.start(hosts.ds2(), file(100, ""));
    onlyFrom("10.1.80.91", wire, SOON);
    assertThat(virtual(hosts.ds2())).isEmpty();
    Daemon.reload(hosts.ds2(), worse, file(200, ""));
    placed(hosts.ds2(), "enp0s3 " + VIP);
    placed(hosts.ds1());
    onlyFrom("10.1.80.92", wire, SOON);
    int unused = worse.stop(SOON);
    placed(hosts.ds1(), ON_MACVLAN);
    unused = ours.stop(SOON);
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void the_dump_names_the_interface_and_the_one_below(Daemon daemon, Network network) {
    Host host = network.host("ds1", "10.1.80.91/24");
    RunningProcess process = daemon.start(host, file(150, "use_vmac"));
    placed(host, ON_MACVLAN);
    host.sh("rm -f /tmp/keepalived.data");
    process.signal("USR1");
    Await.value(
        "what the dump says of the interface",
        SOON,
        () ->
            host.sh("grep -E '^   Use VMAC|vmac on|^     .* dev vrrp' /tmp/keepalived.data || :")
                .lines()
                .toList(),
        lines ->
            lines.equals(
                List.of(
                    "   Use VMAC, i/f name vrrp.51, is_up = true, xmit_base = false",
                    "   Interface = vrrp.51, vmac on enp0s3",
                    "     10.1.80.90 dev vrrp.51@enp0s3 scope global set")));
    int unused = process.stop(SOON);
  }

  @Together
  @Test
  void it_comes_and_goes_with_the_interface_below(Network network) {
    Host host = network.host("ds1", new String[0]);
    RouterSetup setup =
        RouterSetup.builder("VI_1", "vr0", Directors.config(100).build())
            .virtualMac(VirtualMac.ofIpv4(51))
            .build();
    try (Ours ours = Ours.start(host, setup)) {
      assertThat(ours.state()).isEqualTo(State.FAULT);
      for (int life = 1; life <= 2; life++) {
        host.sh(
            "ip link add vr0 type veth peer name vr1; ip link set vr1 up;"
                + " ip addr add 10.9.0.1/24 dev vr0; ip link set vr0 up");
        Capture wire = host.capture("vr1", "vrrp");
        ours.awaitState(State.MASTER, SOON);
        assertThat(host.sh("ip -br addr show " + MACVLAN)).contains(VIP);
        VrrpAdvert advert =
            wire.awaitAdvert("life " + life, Instant.EPOCH, a -> a.priority() > 0, SOON);
        assertThat(advert.source()).isEqualTo("10.9.0.1");
        assertThat(advert.sourceMac()).isEqualTo(VIRTUAL);
        wire.close();

        host.sh("ip link set vr0 down");
        ours.awaitState(State.FAULT, SOON);
        host.sh("ip link set vr0 up");
        ours.awaitState(State.MASTER, SOON);
        host.sh("ip link del vr0");
        ours.awaitState(State.FAULT, SOON);
        assertThat(host.sh("ip -br link show")).doesNotContain(MACVLAN);
      }
    }
  }

  /** RFC 9568 section 7.3: 00-00-5E-00-02-{VRID}. */
  @Together
  @ParameterizedTest
  @EnumSource
  void over_ipv6_the_address_moves_with_its_own_hardware_address(Daemon daemon, Network network) {
    Directors hosts = Directors.in(network);
    Host client = network.host("client", "fd00::62/64");
    Capture wire = network.capture("ip6 proto 112");
    RunningProcess better = daemon.start(hosts.ds1(), ofIpv6(150));
    has(hosts.ds1(), true);
    RunningProcess worse = daemon.other().start(hosts.ds2(), ofIpv6(100));
    made(hosts.ds2());
    onlyFrom("fe80:0:0:0:0:ff:fe00:1", wire, SOON);
    assertThat(learntOverIpv6(client)).isEqualTo(VIRTUAL_OF_IPV6);

    int unused = better.stop(SOON);
    has(hosts.ds2(), true);
    has(hosts.ds1(), false);
    onlyFrom("fe80:0:0:0:0:ff:fe00:2", wire, SOON);
    assertThat(learntOverIpv6(client)).isEqualTo(VIRTUAL_OF_IPV6);
    unused = worse.stop(SOON);

    // Not even the first one, which goes out before the macvlan has an address.
    assertThat(better.output() + worse.output()).doesNotContain("cannot send advertisements");
    assertThat(wire.adverts()).extracting(VrrpAdvert::sourceMac).containsOnly(VIRTUAL_OF_IPV6);
    assertThat(hosts.ds1().sh("ip -br link show") + hosts.ds2().sh("ip -br link show"))
        .doesNotContain(MACVLAN);
  }

  private static String ofIpv6(int priority) {
    return """
        vrrp_instance VI_1 {
            interface enp0s3
            virtual_router_id 51
            priority %d
            advert_int 0.5
            use_vmac
            virtual_ipaddress {
                fe80::90
                fd00::90/64
            }
        }
        """
        .formatted(priority);
  }

  private static void has(Host host, boolean wanted) {
    Await.until(
        "fd00::90 on " + host + ": " + wanted, SOON, () -> host.hasAddress("fd00::90") == wanted);
  }

  private static String learntOverIpv6(Host client) {
    client.sh("ip -6 neigh flush all; ping -6 -c 3 -i 0.3 -W 2 fd00::90");
    return client.sh("ip -6 neigh show fd00::90").replaceAll("(?s).*lladdr ([0-9a-f:]+).*", "$1");
  }

  /** The client forgets the address, asks for it, and the director has to ask for the client. */
  private static String learnt(Host client, Host master) {
    master.sh("ip neigh flush all");
    client.sh("ip neigh flush all; ping -c 3 -i 0.3 -W 2 " + VIP);
    return client.sh("ip neigh show " + VIP).replaceAll("(?s).*lladdr ([0-9a-f:]+).*", "$1");
  }

  private static String file(int priority, String more) {
    return Daemon.instance(priority, VIP, more);
  }

  private static void made(Host host) {
    Await.until(MACVLAN, SOON, () -> host.sh("ip -br link show").contains(MACVLAN));
  }

  private static List<String> virtual(Host host) {
    return host.addresses().stream()
        .filter(each -> each.address().equals(VIP))
        .map(each -> each.device() + " " + each.address())
        .toList();
  }

  private static void placed(Host host, String... wanted) {
    Await.value(
        "addresses on " + host, SOON, () -> virtual(host), all -> all.equals(List.of(wanted)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.onlyFrom;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.OutputLine;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Another host has an address that a director wants for itself or for its virtual router, and the
 * kernel finds out (duplicate address detection, RFC 4862). jkeepalived and keepalived run the same
 * file; where they differ, docs/vrrp.md says how.
 */
@KernelTest
@WithoutIpvs
class DuplicateAddressTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Longer than a master may be silent, and than the kernel looks for an address. */
  private static final Duration WHILE = Duration.ofSeconds(6);

  private static final String LOOKED_FOR = "fd00::90/64 -nodad";
  private static final String IS_DUPLICATE = "cannot add fd00::90/64: another host on the link of";

  /** What the kernel makes of the hardware address of ds1, and that in VRRP's words. */
  private static final String LINK_LOCAL_OF_DS1 = "fe80::ff:fe00:1/64";

  private static final String DS1 = "fe80:0:0:0:0:ff:fe00:1";
  private static final String DS2 = "fe80:0:0:0:0:ff:fe00:2";

  // ---- A virtual address

  @Together
  @Test
  void a_virtual_address_that_another_host_has_is_told_tried_again_and_announced_when_it_is_free(
      Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host thief = network.host("thief", "fd00::90/64");
    Capture wire = network.capture("icmp6");
    RunningProcess ours = Daemon.JKEEPALIVED.start(ds1, file(150, "", LOOKED_FOR));
    ours.awaitLine("(VI_1) " + IS_DUPLICATE + " enp0s3 has it", SOON);
    Await.pause(WHILE);
    assertThat(ours.output()).containsOnlyOnce(IS_DUPLICATE).contains("Entering MASTER STATE");
    assertThat(used(ds1)).contains("fe80::90").doesNotContain("fd00::90");
    assertThat(announcing(wire, ds1, "fe80::90")).as("it announces what it has").isNotEmpty();
    assertThat(announcing(wire, ds1, "fd00::90")).as("and not what the other has").isEmpty();

    thief.sh("ip addr del fd00::90/64 dev enp0s3");
    ours.awaitLine("(VI_1) fd00::90/64 is in place on enp0s3 now", SOON);
    assertThat(used(ds1)).contains("fd00::90");
    Await.until("its announcement", SOON, () -> !announcing(wire, ds1, "fd00::90").isEmpty());
    assertThat(ours.stop(SOON)).isZero();
    assertThat(used(ds1)).contains("fe80::ff:fe00:1").doesNotContain("fd00::90", "fe80::90");
  }

  /** An intended difference: keepalived says nothing, announces it, and never tries again. */
  @Together
  @Test
  void of_keepalived_such_an_address_stays_unused_for_ever(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host thief = network.host("thief", "fd00::90/64");
    Capture wire = network.capture("icmp6");
    RunningProcess theirs = Daemon.KEEPALIVED.start(ds1, file(150, "", LOOKED_FOR));
    Await.until("the kernel's answer", SOON, () -> addresses(ds1, "enp0s3").contains("dadfailed"));
    thief.sh("ip addr del fd00::90/64 dev enp0s3");
    Await.pause(WHILE);
    assertThat(used(ds1)).contains("fe80::90").doesNotContain("fd00::90");
    assertThat(announcing(wire, ds1, "fd00::90")).isNotEmpty();
    assertThat(theirs.running()).isTrue();
  }

  @Together
  @Test
  void an_address_for_an_interface_whose_ipv6_is_off_is_told_with_what_to_do(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    ds1.sh("sysctl -qw net.ipv6.conf.enp0s3.disable_ipv6=1");
    RunningProcess ours =
        Daemon.JKEEPALIVED.start(
            ds1, Daemon.instance(150, Directors.VIP, "virtual_ipaddress_excluded { fd00::90/64 }"));
    ours.awaitLine(
        "(VI_1) cannot add fd00::90/64: IPv6 is off on enp0s3: sysctl -w"
            + " net/ipv6/conf/enp0s3/disable_ipv6=0; tried again",
        SOON);
    ours.awaitLine("Entering MASTER STATE", SOON);

    ds1.sh("sysctl -qw net/ipv6/conf/enp0s3/disable_ipv6=0");
    ours.awaitLine("(VI_1) fd00::90/64 is in place on enp0s3 now", SOON);
    assertThat(used(ds1)).contains("fd00::90");
  }

  // ---- The link-local address that advertisements come from

  /** keepalived is master as well, with nothing that it could send (EINVAL): two masters. */
  @Together
  @ParameterizedTest
  @EnumSource
  void a_director_whose_link_local_address_another_host_has_takes_no_part(
      Daemon daemon, Network network) {
    Directors hosts = directors(network);
    Host clone = network.host("clone", new String[0]);
    hosts.ds1().sh("ip link set enp0s3 down");
    clone.sh("ip addr add " + LINK_LOCAL_OF_DS1 + " dev enp0s3 nodad");
    Capture wire = network.capture("ip6 proto 112");
    RunningProcess other = Daemon.KEEPALIVED.start(hosts.ds2(), file(100, "", ""));
    RunningProcess better = daemon.start(hosts.ds1(), file(150, "", ""));
    onlyFrom(DS2, wire, SOON);
    hosts.ds1().sh("ip link set enp0s3 up");
    if (daemon == Daemon.KEEPALIVED) {
      better.awaitLine("send advert error 22", SOON);
      assertThat(used(hosts.ds1())).contains("fe80::90");
      assertThat(used(hosts.ds2())).contains("fe80::90");
      return;
    }
    better.awaitLine(
        "fe80::ff:fe00:1 of enp0s3 is not used, as another host on the link has it", SOON);
    Await.pause(WHILE);
    assertThat(better.output()).contains("FAULT STATE").doesNotContain("MASTER STATE");
    assertThat(wire.adverts()).extracting(VrrpAdvert::source).containsOnly(DS2);

    clone.sh("ip addr del " + LINK_LOCAL_OF_DS1 + " dev enp0s3");
    hosts.ds1().sh("ip link set enp0s3 down; ip link set enp0s3 up");
    better.awaitLine("Entering MASTER STATE", SOON);
    onlyFrom(DS1, wire, SOON);
    assertThat(other.running()).isTrue();
  }

  /** The kernel switches IPv6 off on the whole interface. */
  @Together
  @Test
  void with_accept_dad_2_it_says_that_ipv6_is_off_and_starts_when_it_is_on_again(Network network) {
    Directors hosts = directors(network);
    Host clone = network.host("clone", new String[0]);
    hosts.ds1().sh("ip link set enp0s3 down; sysctl -qw net.ipv6.conf.enp0s3.accept_dad=2");
    clone.sh("ip addr add " + LINK_LOCAL_OF_DS1 + " dev enp0s3 nodad");
    Capture wire = network.capture("ip6 proto 112");
    RunningProcess other = Daemon.KEEPALIVED.start(hosts.ds2(), file(100, "", ""));
    RunningProcess ours = Daemon.JKEEPALIVED.start(hosts.ds1(), file(150, "nopreempt", ""));
    onlyFrom(DS2, wire, SOON);
    hosts.ds1().sh("ip link set enp0s3 up");
    ours.awaitLine("IPv6 is off on enp0s3: sysctl -w net/ipv6/conf/enp0s3/disable_ipv6=0", SOON);
    assertThat(hosts.ds1().sh("cat /proc/sys/net/ipv6/conf/enp0s3/disable_ipv6").strip())
        .isEqualTo("1");

    clone.sh("ip addr del " + LINK_LOCAL_OF_DS1 + " dev enp0s3");
    hosts.ds1().sh("sysctl -qw net/ipv6/conf/enp0s3/disable_ipv6=0");
    ours.awaitLine("Entering BACKUP STATE", SOON);
    Await.pause(WHILE);
    // It is in the group again, and hears the other.
    assertThat(ours.output()).doesNotContain("MASTER STATE");
    assertThat(wire.adverts()).extracting(VrrpAdvert::source).containsOnly(DS2);
    int unused = other.stop(SOON);
    ours.awaitLine("Entering MASTER STATE", SOON);
  }

  /** A live master loses its link-local address to the switch, says why, and comes back. */
  @Together
  @Test
  void a_master_whose_ipv6_is_switched_off_is_in_fault_until_it_is_on_again(Network network) {
    Directors hosts = directors(network);
    Capture wire = network.capture("ip6 proto 112");
    RunningProcess ours = Daemon.JKEEPALIVED.start(hosts.ds1(), file(150, "", ""));
    RunningProcess other = Daemon.KEEPALIVED.start(hosts.ds2(), file(100, "", ""));
    onlyFrom(DS1, wire, SOON);

    hosts.ds1().sh("sysctl -qw net.ipv6.conf.enp0s3.disable_ipv6=1");
    ours.awaitLine("IPv6 is off on enp0s3", SOON);
    ours.awaitLine("Entering FAULT STATE", SOON);
    onlyFrom(DS2, wire, SOON);

    hosts.ds1().sh("sysctl -qw net.ipv6.conf.enp0s3.disable_ipv6=0");
    onlyFrom(DS1, wire, SOON);
    assertThat(used(hosts.ds1())).contains("fe80::90");
    assertThat(other.running()).isTrue();
  }

  /** Linux then takes sockets out of the group; of keepalived both are masters from then on. */
  @Together
  @ParameterizedTest
  @EnumSource
  void after_an_mtu_that_ipv6_cannot_have_it_hears_the_other_again(Daemon daemon, Network network) {
    Directors hosts = directors(network);
    RunningProcess better = Daemon.KEEPALIVED.start(hosts.ds1(), file(150, "", ""));
    better.awaitLine("Entering MASTER STATE", SOON);
    RunningProcess worse = daemon.start(hosts.ds2(), file(100, "", ""));
    worse.awaitLine("Entering BACKUP STATE", SOON);
    Await.pause(WHILE);
    assertThat(worse.output()).doesNotContain("MASTER STATE");

    int before = worse.lines().size();
    hosts.ds2().sh("ip link set enp0s3 mtu 1200");
    OutputLine unused = fault(worse, before);
    hosts.ds2().sh("ip link set enp0s3 mtu 1500");
    unused =
        worse.awaitLine("backup", before, line -> line.contains("Entering BACKUP STATE"), SOON);
    Await.pause(WHILE);
    if (daemon == Daemon.KEEPALIVED) {
      assertThat(worse.output()).contains("MASTER STATE");
    } else {
      assertThat(worse.output())
          .contains("enp0s3 has no IPv6: its MTU is below 1280")
          .doesNotContain("MASTER STATE");
    }
    assertThat(better.running()).isTrue();
  }

  private static OutputLine fault(RunningProcess director, int from) {
    return director.awaitLine(
        "a fault", from, line -> line.toLowerCase(Locale.ROOT).contains("entering fault"), SOON);
  }

  @Together
  @Test
  void an_interface_that_has_no_link_local_address_yet_is_told_and_waited_for(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    ds1.sh(
        "ip link set enp0s3 addrgenmode none; ip -6 addr flush dev enp0s3;"
            + " sysctl -qw net.ipv6.conf.enp0s3.dad_transmits=3");
    Capture wire = network.capture("ip6 proto 112");
    RunningProcess ours = Daemon.JKEEPALIVED.start(ds1, file(150, "", ""));
    ours.awaitLine("enp0s3 has no link-local address of its own: ip link set enp0s3", SOON);
    ours.awaitLine("Entering FAULT STATE", SOON);

    ds1.sh("ip link set enp0s3 addrgenmode eui64; ip link set enp0s3 down; ip link set enp0s3 up");
    ours.awaitLine("fe80::ff:fe00:1 of enp0s3 is looked for on the link", SOON);
    ours.awaitLine("Entering MASTER STATE", SOON);
    onlyFrom(DS1, wire, SOON);
  }

  /** RFC 4429; Linux does so on hosts that do not forward. */
  @Together
  @Test
  void an_optimistic_link_local_address_is_sent_from_before_the_kernel_has_looked_for_it(
      Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    ds1.sh(
        "ip link set enp0s3 down; sysctl -qw net.ipv6.conf.enp0s3.optimistic_dad=1"
            + " net.ipv6.conf.enp0s3.use_optimistic=1 net.ipv6.conf.enp0s3.dad_transmits=20");
    Capture wire = network.capture("ip6 proto 112");
    RunningProcess ours = Daemon.JKEEPALIVED.start(ds1, file(150, "", ""));
    ours.awaitLine("Entering FAULT STATE", SOON);
    ds1.sh("ip link set enp0s3 up");
    onlyFrom(DS1, wire, SOON);
    assertThat(addresses(ds1, "enp0s3")).contains("optimistic tentative");
    assertThat(ours.output()).contains("MASTER STATE").doesNotContain("is looked for on the link");
  }

  @Together
  @Test
  void with_accept_dad_0_nothing_is_looked_for(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host thief = network.host("thief", "fd00::90/64");
    ds1.sh(
        "sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.enp0s3.accept_dad=0;"
            + " ip link set enp0s3 down; ip link set enp0s3 up");
    RunningProcess ours = Daemon.JKEEPALIVED.start(ds1, file(150, "", LOOKED_FOR));
    ours.awaitLine("Entering MASTER STATE", SOON);
    Await.until("the address, whoever has it too", SOON, () -> used(ds1).contains("fd00::90"));
    assertThat(used(thief)).contains("fd00::90");
    Await.pause(WHILE);
    assertThat(ours.output()).doesNotContain(IS_DUPLICATE, "is looked for on the link");
  }

  // ---- The virtual MAC

  /**
   * Two hosts with one hardware address would make one link-local address of it: neither does, and
   * what a virtual address of just that makes the kernel do is put right.
   */
  @Together
  @Test
  void the_macvlan_has_no_link_local_address_of_its_own_and_keeps_ipv6(Network network) {
    Directors hosts = directors(network);
    hosts.ds1().sh("sysctl -qw net.ipv6.conf.default.accept_dad=2");
    Host thief = network.host("thief", new String[0]);
    // What the kernel would make of 00:00:5e:00:02:33.
    thief.sh("ip addr add fe80::200:5eff:fe00:233/64 dev enp0s3 nodad");
    Capture wire = network.capture("ip6 and ether src 00:00:5e:00:02:33");
    String looked = "fe80::200:5eff:fe00:233/64 -nodad";
    RunningProcess better = Daemon.JKEEPALIVED.start(hosts.ds1(), file(150, "use_vmac", looked));
    better.awaitLine("cannot add fe80::200:5eff:fe00:233/64: another host", SOON);
    RunningProcess worse = Daemon.JKEEPALIVED.start(hosts.ds2(), file(100, "use_vmac", looked));
    worse.awaitLine("Entering BACKUP STATE", SOON);
    Await.until("the macvlan", SOON, () -> hosts.ds2().sh("ip -br link").contains("vrrp.51"));
    Await.pause(WHILE);
    assertThat(addresses(hosts.ds2(), "vrrp.51")).as("of the backup").isEmpty();
    assertThat(hosts.ds2().sh("ip -d link show vrrp.51")).contains("addrgenmode none");
    assertThat(hosts.ds1().sh("ip -d link show vrrp.51")).contains("addrgenmode none");
    assertThat(used(hosts.ds1())).contains("fe80::90");
    assertThat(wire.adverts()).extracting(VrrpAdvert::source).containsOnly(DS1);

    thief.sh("ip addr del fe80::200:5eff:fe00:233/64 dev enp0s3");
    better.awaitLine("fe80::200:5eff:fe00:233/64 is in place on vrrp.51 now", SOON);
    assertThat(used(hosts.ds1())).contains("fe80::90", "fe80::200:5eff:fe00:233");
  }

  // ---- One link behind two interfaces

  /** As where two VLANs are bridged somewhere: the same card, so the same link-local address. */
  @Together
  @ParameterizedTest
  @EnumSource
  void one_vrid_on_two_interfaces_that_lead_to_one_link(Daemon daemon, Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    String pid = ds1.networkNamespace().getName(1).toString();
    network.onSwitch(
        "ip", "link", "add", "second", "type", "veth", "peer", "name", "lan0", "netns", pid);
    network.onSwitch("ip", "link", "set", "second", "up");
    ds1.sh("ip link set lan0 address " + ds1.mac() + " up");
    Await.until("link-local", SOON, () -> addresses(ds1, "lan0").contains("fe80"));
    Await.pause(Duration.ofSeconds(2));
    String file = file(150, "", "") + onLan0("lan0");
    RunningProcess both = daemon.start(ds1, file);
    both.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    both.awaitLine("(VI_2) Entering MASTER STATE", SOON);
    Await.pause(WHILE);
    String told = "lan0 hears (VI_1) of this host, which sends by enp0s3: both lead to one link";
    assertThat(both.output()).doesNotContain(told);

    network.onSwitch("ip", "link", "set", "second", "master", "br0");
    if (daemon == Daemon.KEEPALIVED) {
      // It complains of the lists of addresses, which differ, and both stay masters.
      both.awaitLine("(VI_2) ip address associated with VRID 51 not present in MASTER", SOON);
      Await.pause(WHILE);
      assertThat(used(ds1)).contains("fe80::90", "fe80::80");
      return;
    }
    both.awaitLine("(VI_2) MISMATCH, danger of two masters: " + told, SOON);
    both.awaitLine("(VI_2) Entering BACKUP STATE", SOON);
    Await.until("one master", SOON, () -> !used(ds1).contains("fe80::80"));
    assertThat(used(ds1)).contains("fe80::90");
  }

  /** Frames of one macvlan reach another of the host, and not the interface below. */
  @Together
  @Test
  void one_vrid_by_the_virtual_mac_of_another_router_of_the_host(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    ds1.sh("ip link add lan0 link enp0s3 type macvlan mode bridge; ip link set lan0 up");
    RunningProcess both = Daemon.JKEEPALIVED.start(ds1, file(150, "use_vmac", "") + onLan0("lan0"));
    both.awaitLine(
        "(VI_2) MISMATCH, danger of two masters: lan0 hears (VI_1) of this host, which sends by",
        SOON);
    both.awaitLine("(VI_1) Entering MASTER STATE", SOON);
    Await.until("one master", SOON, () -> !used(ds1).contains("fe80::80"));
    assertThat(used(ds1)).contains("fe80::90");
  }

  @Together
  @Test
  void one_vrid_twice_on_one_interface_is_refused(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    RunningProcess refused = Daemon.JKEEPALIVED.start(ds1, file(150, "", "") + onLan0("enp0s3"));
    assertThat(refused.awaitExit(SOON)).isNotZero();
    assertThat(refused.output()).contains("virtual_router_id 51 on enp0s3 belongs to 'VI_1'");
  }

  private static Directors directors(Network network) {
    return new Directors(
        network.host("ds1", "10.1.80.91/24"), network.host("ds2", "10.1.80.92/24"));
  }

  private static String file(int priority, String more, String address) {
    return Daemon.instance(priority, "fe80::90\n" + address, "version 3\n" + more)
        .replace("advert_int 1\n", "advert_int 0.5\n");
  }

  private static String onLan0(String device) {
    return Daemon.instance("VI_2", Directors.VRID, 100, "fe80::80", "version 3")
        .replace("interface enp0s3", "interface " + device)
        .replace("advert_int 1\n", "advert_int 0.5\n");
  }

  private static String addresses(Host host, String device) {
    return host.sh("ip -6 -o addr show dev " + device);
  }

  /** The addresses that the kernel uses. */
  private static List<String> used(Host host) {
    return host.sh("ip -6 -o addr show")
        .lines()
        .filter(line -> !line.contains("tentative") && !line.contains("dadfailed"))
        .map(line -> line.replaceAll(".* inet6 ([0-9a-f:]+)/.*", "$1"))
        .toList();
  }

  /** Neighbour advertisements to all; a host that is asked by duplicate detection answers so. */
  private static List<String> announcing(Capture wire, Host by, String address) {
    String filter = "icmp6[0] == 136 and dst host ff02::1 and ether src " + by.mac();
    return wire.text("-n", "-v", filter).stream()
        .filter(line -> line.contains("tgt is " + address + ","))
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.VIP;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Directors on two networks whose virtual MAC address is on both ({@code use_vmac_addr}). */
@KernelTest
@WithoutIpvs
class VirtualMacsTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String VIRTUAL = "00:00:5e:00:01:33";
  private static final String LAN_VIP = "10.9.0.90";
  private static final String ON_LAN = "vrrp1.51 " + LAN_VIP;

  /** What a director's networks are like, but for what changes by itself. */
  private static final String SURROUNDINGS =
      "ip -br link show | awk '{print $1, $3}'; ip -o -4 addr show | sed 's/valid_lft.*//';"
          + " for i in all enp0s3 lan0; do for s in arp_ignore arp_announce arp_filter rp_filter; do"
          + " echo $i $s $(cat /proc/sys/net/ipv4/conf/$i/$s); done; done";

  /** Two directors, and a client that is the second network. */
  private record Lan(Directors directors, Host client) {
    static Lan in(Network network) {
      Directors directors = Directors.in(network);
      Host client = network.host("client", "10.1.80.62/24");
      client.sh(
          "ip link add lan type bridge; ip link set lan up; ip addr add 10.9.0.62/24 dev lan");
      join(client, directors.ds1(), "10.9.0.91/24");
      join(client, directors.ds2(), "10.9.0.92/24");
      return new Lan(directors, client);
    }

    private static void join(Host client, Host director, String address) {
      String port = "to-" + director.name();
      client.sh(
          "ip link add %s type veth peer name lan0 netns %s; ip link set %s master lan up"
              .formatted(port, director.networkNamespace(), port));
      director.sh("ip link set lan0 up; ip addr add " + address + " dev lan0");
    }

    Host ds1() {
      return directors.ds1();
    }

    Host ds2() {
      return directors.ds2();
    }

    /** It forgets the address, asks for it, and the director has to ask for the client. */
    String learnt(Host master) {
      master.sh("ip neigh flush all");
      client.sh("ip neigh flush all; ping -c 3 -i 0.3 -W 2 " + LAN_VIP);
      return client.sh("ip neigh show " + LAN_VIP).replaceAll("(?s).*lladdr ([0-9a-f:]+).*", "$1");
    }
  }

  /** The better director runs one program and the worse one the other. */
  @Together
  @ParameterizedTest
  @EnumSource
  void the_addresses_move_between_the_two_programs(Daemon daemon, Network network) {
    Lan lan = Lan.in(network);
    Capture wire = lan.client().capture("lan", "arp");
    RunningProcess better = daemon.start(lan.ds1(), file(150, "use_vmac_addr"));
    placed(lan.ds1(), ON_LAN);
    RunningProcess worse = daemon.other().start(lan.ds2(), file(100, "use_vmac_addr"));
    Await.until("vrrp1.51", SOON, () -> lan.ds2().sh("ip -br link").contains("vrrp1.51@lan0"));
    assertThat(virtual(lan.ds2())).isEmpty();

    int unused = better.stop(SOON);
    placed(lan.ds2(), ON_LAN);
    assertThat(virtual(lan.ds1())).isEmpty();
    assertThat(lan.ds1().sh("ip -br link")).doesNotContain("vrrp");
    unused = worse.stop(SOON);

    assertThat(wire.gratuitousArps())
        .filteredOn(arp -> arp.senderAddress().equals(LAN_VIP))
        .isNotEmpty()
        .allMatch(arp -> arp.senderMac().equals(VIRTUAL) && arp.sourceMac().equals(VIRTUAL));
  }

  /** keepalived asks for the client from the interface below, and the client learns its MAC. */
  @Together
  @ParameterizedTest
  @EnumSource
  void what_a_host_of_the_other_network_learns(Daemon daemon, Network network) {
    Lan lan = Lan.in(network);
    Capture wire = lan.client().capture("lan", "arp");
    RunningProcess better = daemon.start(lan.ds1(), file(150, "use_vmac_addr"));
    placed(lan.ds1(), ON_LAN);
    RunningProcess worse = daemon.start(lan.ds2(), file(100, "use_vmac_addr"));
    Await.until("vrrp1.51", SOON, () -> lan.ds2().sh("ip -br link").contains("vrrp1.51@lan0"));
    String first = lan.learnt(lan.ds1());
    int unused = better.stop(SOON);
    placed(lan.ds2(), ON_LAN);
    String second = lan.learnt(lan.ds2());
    unused = worse.stop(SOON);

    List<ArpFrame> arps =
        wire.frames().stream()
            .filter(ArpFrame.class::isInstance)
            .map(ArpFrame.class::cast)
            .toList();
    // The questions that hosts learn from were asked.
    assertThat(arps)
        .anyMatch(arp -> arp.operation() == 1 && arp.targetAddress().equals("10.9.0.62"));
    List<String> told =
        arps.stream()
            .filter(arp -> arp.senderAddress().equals(LAN_VIP))
            .map(ArpFrame::senderMac)
            .distinct()
            .toList();
    if (daemon == Daemon.JKEEPALIVED) {
      assertThat(List.of(first, second)).containsOnly(VIRTUAL);
      assertThat(told).containsExactly(VIRTUAL);
    } else {
      assertThat(told).contains(VIRTUAL).hasSizeGreaterThan(1);
    }
  }

  @Together
  @Test
  void after_a_crash_another_life_adopts_what_is_there_and_leaves_nothing_in_the_end(
      Network network) {
    Lan lan = Lan.in(network);
    Host host = lan.ds1();
    String before = host.sh(SURROUNDINGS);
    RunningProcess ours = Daemon.JKEEPALIVED.start(host, file(150, "use_vmac_addr"));
    placed(host, ON_LAN);
    String during = host.sh(SURROUNDINGS);
    assertThat(during)
        .contains("lan0 arp_ignore 1", "lan0 arp_announce 2", "vrrp.51@enp0s3", "vrrp1.51@lan0");
    ours.crash();
    assertThat(virtual(host)).containsExactly(ON_LAN);

    Capture wire = network.capture("vrrp");
    ours = Daemon.JKEEPALIVED.start(host, file(150, "use_vmac_addr"));
    VrrpAdvert unusedAdvert = wire.awaitAdvert("the next life", Instant.EPOCH, a -> true, SOON);
    placed(host, ON_LAN);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(during);
    int unused = ours.stop(SOON);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(before);
  }

  /** The master stays master, and says nothing. */
  @Together
  @Test
  void reloads_that_add_change_and_remove_it_end_where_a_start_would(Network network) {
    Lan lan = Lan.in(network);
    Host host = lan.ds1();
    String before = host.sh(SURROUNDINGS);
    RunningProcess ours = Daemon.JKEEPALIVED.start(host, file(150, ""));
    placed(host, "lan0 " + LAN_VIP);
    String plain = host.sh(SURROUNDINGS);
    Capture wire = network.capture("vrrp");

    Daemon.reload(host, ours, file(150, "use_vmac_addr"));
    placed(host, ON_LAN);
    Daemon.reload(
        host, ours, "global_defs {\nvmac_addr_prefix vad\n}\n" + file(150, "use_vmac_addr"));
    placed(host, "vad.51 " + LAN_VIP);
    assertThat(host.sh("ip -d link show vad.51")).contains("vad.51@lan0", VIRTUAL);
    assertThat(host.sh("ip -br link")).doesNotContain("vrrp1.51");
    Daemon.reload(host, ours, file(150, ""));
    placed(host, "lan0 " + LAN_VIP);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(plain);
    VrrpAdvert unusedAdvert =
        wire.awaitAdvert("a master", Instant.now(), a -> a.priority() == 150, SOON);
    assertThat(wire.adverts()).noneMatch(advert -> advert.priority() == 0);
    int unused = ours.stop(SOON);
    assertThat(host.sh(SURROUNDINGS)).isEqualTo(before);
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void switches_are_shown_the_virtual_address_now_and_then(Daemon daemon, Network network) {
    Lan lan = Lan.in(network);
    String more = "use_vmac_addr\ngarp_master_repeat 1\ngarp_master_delay 0\nvmac_garp_intvl 1";
    Capture wire = lan.client().capture("lan", "arp");
    RunningProcess process = daemon.start(lan.ds1(), file(150, more));
    placed(lan.ds1(), ON_LAN);
    Await.until("four frames", SOON, () -> wire.gratuitousArps().size() >= 4);
    assertThat(wire.gratuitousArps())
        .allMatch(arp -> arp.senderAddress().equals(LAN_VIP) && arp.sourceMac().equals(VIRTUAL));
    int unused = process.stop(SOON);
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void the_dump_names_the_interfaces(Daemon daemon, Network network) {
    Lan lan = Lan.in(network);
    Host host = lan.ds1();
    RunningProcess process = daemon.start(host, file(150, "use_vmac_addr\nvmac_garp_intvl 100"));
    placed(host, ON_LAN);
    assertThat(dumped(host, process))
        .containsExactly(
            "   Use VMAC, i/f name vrrp.51, is_up = true, xmit_base = false",
            "   Use VMAC for VIPs on other interfaces",
            "   Interface = vrrp.51, vmac on enp0s3",
            "   Gratuitous ARP for each secondary VMAC = 100",
            "     10.1.80.90 dev vrrp.51@enp0s3 scope global set",
            "     10.9.0.90/24 dev vrrp1.51@lan0 scope global set");
    int unused = process.stop(SOON);

    process =
        daemon.start(
            host, Daemon.instance(150, VIP + "\n" + LAN_VIP + "/24 dev lan0 use_vmac", ""));
    placed(host, "vrrp.51 " + LAN_VIP);
    assertThat(dumped(host, process))
        .containsExactly(
            "     10.1.80.90 dev enp0s3 scope global set",
            "     10.9.0.90/24 dev vrrp.51@lan0 use_vmac scope global set");
    unused = process.stop(SOON);
  }

  private static List<String> dumped(Host host, RunningProcess process) {
    host.sh("rm -f /tmp/keepalived.data");
    process.signal("USR1");
    return Await.value(
        "what the dump says of the addresses",
        SOON,
        () ->
            host.sh(
                    "grep -E '^   Use VMAC|vmac on|^   Gratuitous ARP for each|^     .* dev '"
                        + " /tmp/keepalived.data || :")
                .lines()
                .toList(),
        lines -> lines.stream().filter(line -> line.endsWith(" set")).count() == 2);
  }

  private static String file(int priority, String more) {
    return Daemon.instance(priority, VIP + "\n" + LAN_VIP + "/24 dev lan0", "use_vmac\n" + more);
  }

  private static List<String> virtual(Host host) {
    return host.addresses().stream()
        .filter(each -> each.address().equals(LAN_VIP))
        .map(each -> each.device() + " " + each.address())
        .toList();
  }

  private static void placed(Host host, String... wanted) {
    Await.value(
        "addresses on " + host, SOON, () -> virtual(host), all -> all.equals(List.of(wanted)));
  }
}

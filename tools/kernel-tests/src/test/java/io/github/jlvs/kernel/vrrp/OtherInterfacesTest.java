// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.InterfaceAddress;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Directors with further interfaces beside the one that their instance names: jkeepalived and
 * keepalived run the same file in turn, beside the other where nothing else is said, and do the
 * same.
 */
@KernelTest
@WithoutIpvs
class OtherInterfacesTest {
  private static final Duration SOON = Duration.ofSeconds(25);

  /** Longer than a master may be silent. */
  private static final Duration WHILE = Duration.ofSeconds(5);

  private static final String ON_LAN0 = "10.9.0.90/24 dev lan0";
  private static final String EXCLUDED = "virtual_ipaddress_excluded { 10.9.1.90/24 dev lan1 }";

  /** keepalived #2383. */
  @Together
  @ParameterizedTest
  @EnumSource
  void addresses_on_interfaces_that_the_new_file_does_not_name_go_at_a_reload(
      Daemon daemon, Network network) {
    Host ds1 = director(network, "ds1", "10.1.80.91/24");
    Host ds2 = director(network, "ds2", "10.1.80.92/24");
    RunningProcess better = daemon.start(ds1, addresses(150, ON_LAN0, EXCLUDED));
    placed(ds1, "enp0s3 10.1.80.90", "lan0 10.9.0.90", "lan1 10.9.1.90");
    RunningProcess worse = backup(daemon.other(), ds2, addresses(100, ON_LAN0, EXCLUDED));
    placed(ds2);

    reloadBoth(ds1, better, ds2, worse, "10.9.0.90/24 dev lan1", EXCLUDED);
    placed(ds1, "enp0s3 10.1.80.90", "lan1 10.9.0.90", "lan1 10.9.1.90");

    reloadBoth(ds1, better, ds2, worse, "", "");
    placed(ds1, "enp0s3 10.1.80.90");
    assertThat(virtual(ds2)).isEmpty();

    int unused = better.stop(SOON);
    placed(ds2, "enp0s3 10.1.80.90");
    assertThat(virtual(ds1)).isEmpty();
    unused = worse.stop(SOON);
    assertThat(virtual(ds2)).isEmpty();
  }

  /** keepalived #2651; both directors run one program. */
  @Together
  @ParameterizedTest
  @EnumSource
  void unicast_from_an_address_of_another_interface_has_one_master(Daemon daemon, Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    String pid = ds2.networkNamespace().getName(1).toString();
    ds1.sh(
        "ip link add lan0 type veth peer name lan0 netns %s; ip link set lan0 up;".formatted(pid)
            + " ip addr add 10.8.0.91/24 dev lan0");
    ds2.sh("ip link set lan0 up; ip addr add 10.8.0.92/24 dev lan0");
    // An intended difference: jkeepalived sends by the host's routes, keepalived by the
    // instance's interface, on which the other answers for its other address.
    Capture wire =
        daemon == Daemon.JKEEPALIVED ? ds1.capture("lan0", "vrrp") : network.capture("vrrp");

    RunningProcess better = daemon.start(ds1, unicast(150, "91", "92"));
    placed(ds1, "enp0s3 10.1.80.90");
    RunningProcess worse = backup(daemon, ds2, unicast(100, "92", "91"));
    Await.pause(WHILE);
    assertThat(wire.adverts()).extracting(VrrpAdvert::source).containsOnly("10.8.0.91");
    assertThat(virtual(ds2)).isEmpty();

    int unused = better.stop(SOON);
    placed(ds2, "enp0s3 10.1.80.90");
    better = daemon.start(ds1, unicast(150, "91", "92"));
    placed(ds1, "enp0s3 10.1.80.90");
    placed(ds2);
    assertThat(worse.running()).isTrue();
    assertThat(better.running()).isTrue();
  }

  /** keepalived #2602. */
  @Together
  @ParameterizedTest
  @EnumSource
  void the_interface_of_an_address_that_goes_down_or_is_deleted_is_a_fault(
      Daemon daemon, Network network) {
    Host ds1 = director(network, "ds1", "10.1.80.91/24");
    Host ds2 = director(network, "ds2", "10.1.80.92/24");
    RunningProcess better = daemon.start(ds1, addresses(150, ON_LAN0, ""));
    placed(ds1, "enp0s3 10.1.80.90", "lan0 10.9.0.90");
    RunningProcess worse = backup(daemon.other(), ds2, addresses(100, ON_LAN0, ""));

    ds1.sh("ip link set lan0p down");
    placed(ds2, "enp0s3 10.1.80.90", "lan0 10.9.0.90");
    placed(ds1);
    ds1.sh("ip link set lan0p up");
    placed(ds1, "enp0s3 10.1.80.90", "lan0 10.9.0.90");
    placed(ds2);

    ds1.sh("ip link del lan0");
    placed(ds2, "enp0s3 10.1.80.90", "lan0 10.9.0.90");
    placed(ds1);
    assertThat(worse.running()).isTrue();
    assertThat(better.running()).isTrue();
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void with_no_track_the_interface_of_an_address_is_no_fault(Daemon daemon, Network network) {
    Host ds1 = director(network, "ds1", "10.1.80.91/24");
    Host ds2 = director(network, "ds2", "10.1.80.92/24");
    Capture wire = network.capture("vrrp");
    RunningProcess better = daemon.start(ds1, addresses(150, ON_LAN0 + " no_track", ""));
    placed(ds1, "enp0s3 10.1.80.90", "lan0 10.9.0.90");
    RunningProcess worse = backup(daemon.other(), ds2, addresses(100, ON_LAN0 + " no_track", ""));

    Instant before = Instant.now();
    ds1.sh("ip link set lan0p down");
    Await.pause(WHILE);

    assertThat(wire.adverts().stream().filter(a -> a.time().isAfter(before)))
        .hasSizeGreaterThan(3)
        .allSatisfy(a -> assertThat(a.source()).isEqualTo("10.1.80.91"))
        .allSatisfy(a -> assertThat(a.priority()).isEqualTo(150));
    assertThat(virtual(ds1)).contains("enp0s3 10.1.80.90");
    assertThat(virtual(ds2)).isEmpty();
    assertThat(worse.running()).isTrue();
    assertThat(better.running()).isTrue();
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void a_reload_that_tracks_no_more_what_is_down_ends_the_fault(Daemon daemon, Network network) {
    Host ds1 = director(network, "ds1", "10.1.80.91/24");
    Host ds2 = director(network, "ds2", "10.1.80.92/24");
    RunningProcess better =
        daemon.start(ds1, Daemon.instance(150, VIP, "track_interface {\n lan0\n }"));
    placed(ds1, "enp0s3 10.1.80.90");
    RunningProcess worse = backup(daemon.other(), ds2, Daemon.instance(100, VIP, ""));
    ds1.sh("ip link set lan0p down");
    placed(ds2, "enp0s3 10.1.80.90");
    placed(ds1);

    Daemon.reload(ds1, better, Daemon.instance(150, VIP, ""));

    placed(ds1, "enp0s3 10.1.80.90");
    placed(ds2);
    assertThat(ds1.sh("cat /sys/class/net/lan0/carrier").strip()).isEqualTo("0");
    assertThat(worse.running()).isTrue();
  }

  @Together
  @ParameterizedTest
  @EnumSource
  void an_interface_with_a_weight_lowers_the_priority_and_is_no_fault(
      Daemon daemon, Network network) {
    Host ds1 = director(network, "ds1", "10.1.80.91/24");
    Host ds2 = director(network, "ds2", "10.1.80.92/24");
    Capture wire = network.capture("vrrp");
    String tracking = "track_interface {\n lan0 weight -20\n }";
    RunningProcess better = daemon.start(ds1, Daemon.instance(100, VIP, tracking));
    wire.awaitAdvert("priority 100", Instant.EPOCH, a -> a.priority() == 100, SOON);
    placed(ds1, "enp0s3 10.1.80.90");
    RunningProcess worse = backup(daemon.other(), ds2, Daemon.instance(70, VIP, tracking));

    Instant before = Instant.now();
    ds1.sh("ip link set lan0p down");
    wire.awaitAdvert("priority 80", before, a -> a.priority() == 80, SOON);
    Await.pause(WHILE);
    ds1.sh("ip link set lan0p up");
    wire.awaitAdvert("priority 100", before.plus(WHILE), a -> a.priority() == 100, SOON);

    assertThat(wire.adverts())
        .allSatisfy(a -> assertThat(a.source()).isEqualTo("10.1.80.91"))
        .allSatisfy(a -> assertThat(a.priority()).isIn(100, 80));
    assertThat(virtual(ds1)).containsExactly("enp0s3 10.1.80.90");
    assertThat(virtual(ds2)).isEmpty();
    assertThat(worse.running()).isTrue();
    assertThat(better.running()).isTrue();
  }

  /** A director with two interfaces beside the usual one; the other ends are lan0p and lan1p. */
  private static Host director(Network network, String name, String address) {
    Host host = network.host(name, address);
    host.sh(
        """
        for lan in lan0 lan1; do
          ip link add $lan type veth peer name ${lan}p
          ip link set ${lan}p up
          ip link set $lan up
        done
        """);
    return host;
  }

  /** Starts a director beside a master. */
  private static RunningProcess backup(Daemon daemon, Host host, String file) {
    RunningProcess process = daemon.start(host, file);
    process.awaitLine("Entering BACKUP STATE", SOON);
    return process;
  }

  private static String addresses(int priority, String line, String more) {
    return Daemon.instance(priority, VIP + "\n" + line, more);
  }

  private static String unicast(int priority, String own, String peer) {
    return Daemon.instance(
        priority,
        VIP,
        "unicast_src_ip 10.8.0.%s\n unicast_peer {\n 10.8.0.%s\n }".formatted(own, peer));
  }

  /** Both at once: a master with other addresses is not heard by its backup. */
  private static void reloadBoth(
      Host ds1, RunningProcess better, Host ds2, RunningProcess worse, String line, String more) {
    Daemon.reload(ds1, better, addresses(150, line, more));
    Daemon.reload(ds2, worse, addresses(100, line, more));
  }

  /** Waits for a host's virtual addresses to be these, each behind its interface. */
  private static void placed(Host host, String... wanted) {
    Await.value(
        "virtual addresses " + List.of(wanted) + " on " + host,
        SOON,
        () -> virtual(host),
        seen -> seen.equals(List.of(wanted)));
  }

  /** What ip(8) shows of virtual addresses; it is seen to show the host's own ones beside them. */
  private static List<String> virtual(Host host) {
    List<InterfaceAddress> all = host.addresses();
    assertThat(all).anyMatch(each -> each.device().equals(Network.INTERFACE));
    return all.stream()
        .filter(each -> each.address().endsWith(".90"))
        .map(each -> each.device() + " " + each.address())
        .sorted()
        .toList();
  }
}

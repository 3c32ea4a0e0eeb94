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

/**
 * What goes wrong with whole machines: cloned, dead, without rights, with another network card,
 * frozen. jkeepalived and keepalived run the same file in turn; where they differ, docs/vrrp.md
 * says why.
 */
@KernelTest
@WithoutIpvs
class TroubleTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Longer than a master may be silent. */
  private static final Duration WHILE = Duration.ofSeconds(5);

  /** keepalived #2216: a file that was copied as it is. */
  @Together
  @ParameterizedTest
  @EnumSource
  void of_two_directors_that_send_from_one_address_the_lower_stays_backup(
      Daemon daemon, Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Capture wire = network.capture("vrrp");
    String copied = "mcast_src_ip 10.1.80.91";
    RunningProcess better = daemon.other().start(ds1, Daemon.instance(150, VIP, copied));
    awaitAddress(ds1, VIP, true);
    RunningProcess lower = daemon.start(ds2, Daemon.instance(100, VIP, copied));
    lower.awaitLine("Entering BACKUP STATE", SOON);
    Await.pause(WHILE);

    assertThat(wire.adverts()).extracting(VrrpAdvert::sourceMac).containsOnly(ds1.mac());
    assertThat(ds2.hasAddress("10.1.80.92")).isTrue();
    assertThat(ds2.hasAddress(VIP)).isFalse();
    if (daemon == Daemon.JKEEPALIVED) {
      lower.awaitLine("MISMATCH, danger of two masters: another router sends from", SOON);
    }

    int unused = better.stop(SOON);
    awaitAddress(ds2, VIP, true);
  }

  /** Each is the other's backup (RFC 3768 section 4.2). */
  @Together
  @Test
  void of_two_owners_the_survivor_takes_the_dead_ones_address_and_keeps_its_own(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    RunningProcess first = Daemon.JKEEPALIVED.start(ds1, owner(255, 100));
    RunningProcess second = Daemon.JKEEPALIVED.start(ds2, owner(100, 255));
    first.awaitLine("(VI_91) Entering MASTER STATE", SOON);
    first.awaitLine("(VI_92) Entering BACKUP STATE", SOON);
    second.awaitLine("(VI_92) Entering MASTER STATE", SOON);
    Await.pause(WHILE);
    assertThat(addresses(ds1)).containsExactly("10.1.80.91/24");
    assertThat(addresses(ds2)).containsExactly("10.1.80.92/24");

    first.crash();
    ds1.link().cut();
    awaitAddress(ds2, "10.1.80.91", true);
    assertThat(addresses(ds2)).containsExactlyInAnyOrder("10.1.80.92/24", "10.1.80.91/24");

    assertThat(second.stop(SOON)).isZero();
    assertThat(addresses(ds2)).containsExactly("10.1.80.92/24");
  }

  /** What becomes of that with keepalived: an intended difference. */
  @Together
  @Test
  void keepaliveds_owner_leaves_the_other_owner_without_a_backup(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    RunningProcess first = Daemon.KEEPALIVED.start(ds1, owner(255, 100));
    RunningProcess second = Daemon.KEEPALIVED.start(ds2, owner(100, 255));
    second.awaitLine("(VI_91) entering FAULT state", SOON);

    first.crash();
    ds1.link().cut();
    Await.pause(WHILE);

    assertThat(ds2.addresses()).isNotEmpty();
    assertThat(ds2.hasAddress("10.1.80.91")).isFalse();
    assertThat(second.running()).isTrue();
  }

  @Together
  @Test
  void without_the_right_to_change_addresses_it_is_never_master_and_says_why(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Capture wire = network.capture("vrrp");
    RunningProcess powerless = startWithoutRight(Daemon.JKEEPALIVED, ds1);
    RunningProcess peer = Daemon.KEEPALIVED.start(ds2, Daemon.instance(100, VIP, ""));
    awaitAddress(ds2, VIP, true);
    Await.pause(WHILE);

    assertThat(wire.adverts()).extracting(VrrpAdvert::source).containsOnly("10.1.80.92");
    assertThat(ds2.hasAddress(VIP)).isTrue();
    assertThat(peer.running()).isTrue();
    assertThat(powerless.awaitExit(SOON)).isNotZero();
    assertThat(powerless.output()).contains("CAP_NET_ADMIN");
  }

  /** An intended difference: it keeps a better one away from an address that nobody has. */
  @Together
  @Test
  void without_that_right_keepalived_is_master_without_the_address(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Capture wire = network.capture("vrrp");
    RunningProcess powerless = startWithoutRight(Daemon.KEEPALIVED, ds1);
    wire.awaitAdvert("a master", Instant.EPOCH, a -> a.source().equals("10.1.80.91"), SOON);
    assertThat(ds1.hasAddress("10.1.80.91")).isTrue();
    assertThat(ds1.hasAddress(VIP)).isFalse();
    assertThat(powerless.running()).isTrue();
  }

  /** keepalived #1112, #2298; an intended difference: keepalived waits for its next refresh. */
  @Together
  @ParameterizedTest
  @EnumSource
  void another_hardware_address_of_the_master_is_announced_at_once(Daemon daemon, Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Capture wire = network.capture("vrrp or arp");
    RunningProcess better = daemon.start(ds1, Daemon.instance(150, VIP, ""));
    awaitAnnouncements(wire, ds1.mac(), Instant.EPOCH);
    RunningProcess worse = daemon.other().start(ds2, Daemon.instance(100, VIP, ""));
    worse.awaitLine("Entering BACKUP STATE", SOON);
    String other = "02:00:00:00:01:01";

    Instant before = Instant.now();
    ds1.sh("ip link set enp0s3 address " + other);

    wire.awaitAdvert("by the new card", before, a -> a.sourceMac().equals(other), SOON);
    if (daemon == Daemon.JKEEPALIVED) {
      ArpFrame frame =
          wire.await(
              "the announcement",
              ArpFrame.class,
              before,
              arp -> arp.gratuitous() && arp.senderAddress().equals(VIP),
              SOON);
      assertThat(frame.senderMac()).isEqualTo(other);
      assertThat(frame.sourceMac()).isEqualTo(other);
      assertThat(Duration.between(before, frame.time())).isLessThan(Duration.ofSeconds(2));
    } else {
      Await.pause(WHILE);
      assertThat(announced(wire, before)).isEmpty();
    }
    assertThat(wire.adverts())
        .filteredOn(a -> a.time().isAfter(before))
        .extracting(VrrpAdvert::source)
        .containsOnly("10.1.80.91");
    assertThat(better.running()).isTrue();
    assertThat(worse.running()).isTrue();
  }

  /** keepalived #542, #1927; an intended difference: keepalived's neighbours are left wrong. */
  @Together
  @ParameterizedTest
  @EnumSource
  void a_master_that_wakes_announces_its_addresses_again(Daemon daemon, Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    Capture wire = network.capture("vrrp or arp");
    RunningProcess frozen = daemon.start(ds1, Daemon.instance(150, VIP, ""));
    awaitAnnouncements(wire, ds1.mac(), Instant.EPOCH);
    RunningProcess peer = daemon.other().start(ds2, Daemon.instance(100, VIP, ""));
    peer.awaitLine("Entering BACKUP STATE", SOON);
    Await.pause(WHILE);

    // All that the other says meanwhile is lost, and it is gone when the master wakes.
    Instant freezing = Instant.now();
    ds1.link().silence();
    List<Long> pids = frozen.pids();
    signal(ds1, "STOP", pids);
    awaitAnnouncements(wire, ds2.mac(), freezing);
    peer.crash();
    ds2.link().cut();
    ds1.link().mend();
    Instant waking = Instant.now();
    signal(ds1, "CONT", pids);

    wire.awaitAdvert("the master", waking, a -> a.source().equals("10.1.80.91"), SOON);
    if (daemon == Daemon.JKEEPALIVED) {
      wire.await(
          "the announcement",
          ArpFrame.class,
          waking,
          arp -> arp.gratuitous() && arp.senderMac().equals(ds1.mac()),
          SOON);
      frozen.awaitLine("announcing the addresses again", SOON);
    } else {
      Await.pause(WHILE);
      assertThat(announced(wire, waking)).isEmpty();
    }
    assertThat(ds1.hasAddress(VIP)).isTrue();
  }

  /** An intended difference: keepalived loses addresses that are exchanged. */
  @Together
  @Test
  void two_instances_exchange_their_addresses_in_a_reload(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    RunningProcess daemon = Daemon.JKEEPALIVED.start(ds1, pair("10.1.80.81", "10.1.80.82"));
    awaitAddress(ds1, "10.1.80.81", true);
    awaitAddress(ds1, "10.1.80.82", true);
    Capture wire = network.capture("vrrp");

    Instant before = Instant.now();
    Daemon.reload(ds1, daemon, pair("10.1.80.82", "10.1.80.81"));
    wire.awaitAdvert(
        "the exchange",
        before,
        a -> a.vrid() == 51 && a.addresses().equals(List.of("10.1.80.82")),
        SOON);
    wire.awaitAdvert(
        "the exchange",
        before,
        a -> a.vrid() == 52 && a.addresses().equals(List.of("10.1.80.81")),
        SOON);
    Await.pause(Duration.ofSeconds(2));
    assertThat(addresses(ds1))
        .containsExactlyInAnyOrder("10.1.80.91/24", "10.1.80.81/32", "10.1.80.82/32");
    String said = daemon.output();

    // It does say so when it is so.
    ds1.sh("ip addr del 10.1.80.81/32 dev enp0s3");
    daemon.awaitLine("(VI_2) address 10.1.80.81 was removed by somebody else", SOON);
    assertThat(said).contains("Entering MASTER STATE").doesNotContain("removed by somebody else");
  }

  private static String pair(String first, String second) {
    return Daemon.instance("VI_1", 51, 100, first, "")
        + Daemon.instance("VI_2", 52, 100, second, "");
  }

  private static String owner(int firstPriority, int secondPriority) {
    return Daemon.instance("VI_91", 91, firstPriority, "10.1.80.91/24", "")
        + Daemon.instance("VI_92", 92, secondPriority, "10.1.80.92/24", "");
  }

  private static RunningProcess startWithoutRight(Daemon daemon, Host host) {
    return daemon.start(
        host,
        Daemon.instance(150, VIP, ""),
        "setpriv",
        "--bounding-set",
        "-net_admin",
        "--inh-caps",
        "-net_admin");
  }

  private static void signal(Host host, String signal, List<Long> pids) {
    String words = String.join(" ", pids.stream().map(String::valueOf).toList());
    host.sh("kill -%s %s".formatted(signal, words));
  }

  private static void awaitAddress(Host host, String address, boolean wanted) {
    Await.until(
        address + (wanted ? " on " : " away from ") + host,
        SOON,
        () -> host.hasAddress(address) == wanted);
  }

  /** Waits for the ten frames with which a new master announces its address. */
  private static void awaitAnnouncements(Capture wire, String mac, Instant since) {
    Await.until(
        "the announcements by " + mac,
        SOON,
        () ->
            announced(wire, since).stream().filter(arp -> arp.senderMac().equals(mac)).count()
                >= 10);
  }

  private static List<ArpFrame> announced(Capture wire, Instant since) {
    return wire.gratuitousArps().stream().filter(arp -> !arp.time().isBefore(since)).toList();
  }

  /** The IPv4 addresses of the usual interface, by ip(8). */
  private static List<String> addresses(Host host) {
    return host.addresses().stream()
        .filter(each -> each.device().equals(Network.INTERFACE) && !each.label().isEmpty())
        .map(each -> each.address() + "/" + each.prefixLength())
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import static io.github.jlvs.kernel.vrrp.Directors.SOON;
import static io.github.jlvs.kernel.vrrp.Directors.VIP;
import static io.github.jlvs.kernel.vrrp.Directors.onlyFrom;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.ExitStatuses;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RouterSetup;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * FRR's vrrpd as the other router: VRRPv2 without authentication and VRRPv3, a macvlan for the
 * address.
 */
@KernelTest
@WithoutIpvs
class FrrTest {
  private static final String OURS = "10.1.80.91";
  private static final String FRR = "10.1.80.92";

  /** 3 x 1 s and the largest skew; a good-bye is followed sooner. */
  private static final Duration MASTER_DOWN = Duration.ofSeconds(3);

  @Together
  @Test
  void a_better_frr_leads_says_good_bye_comes_back_and_dies(Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    Frr frr = new Frr(hosts.ds2(), 200);
    RunningProcess vrrpd = frr.start();
    wire.awaitAdvert("FRR", Instant.EPOCH, a -> a.source().equals(FRR), SOON);
    try (Ours ours = Ours.start(hosts.ds1(), setup(100))) {
      ours.awaitState(State.BACKUP, SOON);
      Await.pause(Duration.ofSeconds(5));
      assertThat(ours.state()).isEqualTo(State.BACKUP);
      assertThat(ours.status().master()).contains(Directors.ip(FRR));

      Instant left = Instant.now();
      int unused = vrrpd.stop(SOON);
      VrrpAdvert zero = wire.awaitAdvert("good-bye", left, a -> a.priority() == 0, SOON);
      assertThat(zero.source()).isEqualTo(FRR);
      VrrpAdvert successor = wire.awaitAdvert("ours", left, a -> a.source().equals(OURS), SOON);
      assertThat(Duration.between(zero.time(), successor.time())).isLessThan(MASTER_DOWN);

      Instant back = Instant.now();
      vrrpd = frr.start();
      wire.awaitAdvert("FRR again", back, a -> a.source().equals(FRR), SOON);
      ours.awaitState(State.BACKUP, SOON);

      vrrpd.crash();
      Instant dead = Instant.now();
      wire.awaitAdvert("ours", dead, a -> a.source().equals(OURS), SOON);
      ours.awaitState(State.MASTER, SOON);
      assertThat(hosts.ds1().hasAddress(VIP)).isTrue();
      assertThat(ours.events())
          .extracting(Object::toString)
          .isNotEmpty()
          .noneMatch(text -> text.contains("PacketRefused"));
    }
  }

  @Together
  @Test
  void a_worse_frr_yields_to_ours_and_follows_it(Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp");
    Frr frr = new Frr(hosts.ds2(), 100);
    RunningProcess vrrpd = frr.start();
    wire.awaitAdvert("FRR", Instant.EPOCH, a -> a.source().equals(FRR), SOON);
    Instant joined = Instant.now();
    try (Ours ours = Ours.start(hosts.ds1(), setup(250))) {
      wire.awaitAdvert("ours", joined, a -> a.source().equals(OURS), SOON);
      frr.awaitState("Backup");
      onlyFrom(OURS, wire, SOON);
      assertThat(ours.state()).isEqualTo(State.MASTER);
    }
    VrrpAdvert zero = wire.awaitAdvert("good-bye", joined, a -> a.priority() == 0, SOON);
    VrrpAdvert successor = wire.awaitAdvert("FRR", zero.time(), a -> a.source().equals(FRR), SOON);
    assertThat(Duration.between(zero.time(), successor.time())).isLessThan(MASTER_DOWN);

    Instant back = Instant.now();
    try (Ours ours = Ours.start(hosts.ds1(), setup(250))) {
      wire.awaitAdvert("ours", back, a -> a.source().equals(OURS), SOON);
      frr.awaitState("Backup");
      hosts.ds1().link().silence();
      Instant dead = Instant.now();
      wire.awaitAdvert("FRR", dead, a -> a.source().equals(FRR), SOON);
      frr.awaitState("Master");

      hosts.ds1().link().mend();
      frr.awaitState("Backup");
      onlyFrom(OURS, wire, SOON);
      assertThat(ours.state()).isEqualTo(State.MASTER);
    }
    assertThat(vrrpd.running()).isTrue();
  }

  /** FRR is the better one and speaks four times a second, ours once; then the other way round. */
  @Together
  @ParameterizedTest
  @EnumSource(names = {"VERSION_3", "VERSION_3_IPV6"})
  void version_3_leads_follows_and_takes_over(VrrpKind kind, Network network) {
    Directors hosts = Directors.in(network);
    Capture wire = network.capture("vrrp or ip6 proto 112");
    Frr frr = new Frr(hosts.ds2(), 200, kind);
    RunningProcess vrrpd = frr.start();
    VrrpAdvert first = wire.awaitAdvert("FRR", Instant.EPOCH, a -> a.priority() == 200, SOON);
    assertThat(first.version()).isEqualTo(3);
    String theirs = first.source();
    AdvertisementInterval second = AdvertisementInterval.ofSeconds(1);
    try (Ours ours =
        Ours.start(hosts.ds1(), Directors.setup(kind.config(100).interval(second).build()))) {
      Await.value("FRR followed", SOON, ours::status, each -> each.master().isPresent());
      assertThat(ours.status().master()).contains(Directors.ip(theirs));
      assertThat(ours.status().masterInterval()).isEqualTo(new AdvertisementInterval(25));
      assertThat(ours.state()).isEqualTo(State.BACKUP);

      vrrpd.crash();
      ours.awaitState(State.MASTER, SOON);
      assertThat(hosts.ds1().hasAddress(kind.virtualAddress())).isTrue();

      vrrpd = frr.start();
      ours.awaitState(State.BACKUP, SOON);
      int unused = vrrpd.stop(SOON);
      ours.awaitState(State.MASTER, SOON);
    }

    Frr worse = new Frr(hosts.ds2(), 50, kind);
    RunningProcess follower = worse.start();
    try (Ours ours = Ours.start(hosts.ds1(), Directors.setup(kind.config(250).build()))) {
      ours.awaitState(State.MASTER, SOON);
      worse.awaitState("Backup");
      onlyFrom(kind.own(hosts.ds1()).getHostAddress(), wire, SOON);
    }
    worse.awaitState("Master");
    assertThat(follower.running()).isTrue();
    assertThat(wire.text("-n", "-vv", "vrrp or ip6 proto 112"))
        .isNotEmpty()
        .noneMatch(line -> line.contains("bad"));
  }

  private static RouterSetup setup(int priority) {
    VirtualRouterConfig config =
        VirtualRouterConfig.builder(Directors.VRID, Directors.ip(VIP)).priority(priority).build();
    return Directors.setup(config);
  }

  /** FRR's two daemons on a host. */
  private record Frr(Host host, int priority, VrrpKind kind) {
    Frr(Host host, int priority) {
      this(host, priority, VrrpKind.VERSION_2);
    }

    RunningProcess start() {
      // The address stands on a macvlan with the virtual router's own MAC; without the settings
      // the host would answer ARP for it even as a backup.
      host.sh(
          """
          if [ ! -e /sys/class/net/vrrp4 ]; then
            ip link add vrrp4 link enp0s3 type macvlan mode bridge
            ip link set vrrp4 address 00:00:5e:00:01:33
            ip addr add 10.1.80.90/24 dev vrrp4
            ip link set vrrp4 up
            ip link add vrrp6 link enp0s3 type macvlan mode bridge
            ip link set vrrp6 address 00:00:5e:00:02:33
            ip addr add fe80::90/64 dev vrrp6 nodad
            ip link set vrrp6 up
            echo 1 >/proc/sys/net/ipv4/conf/all/arp_ignore
            echo 2 >/proc/sys/net/ipv4/conf/all/arp_announce
            install -d -o frr -g frr /run/frr
          fi
          """);
      host.write(
          "/run/frr/frr.conf",
          """
          interface enp0s3
           vrrp 51 version %d
           vrrp 51 priority %d
           vrrp 51 advertisement-interval %d
           vrrp 51 %s %s
          """
              .formatted(
                  kind.config(1).build().protocol().version(),
                  priority,
                  kind.config(1).build().interval().centiseconds() * 10,
                  isIpv6() ? "ipv6" : "ip",
                  kind.virtualAddress()));
      if (!zebraListens()) {
        daemon("zebra");
        Await.until("zebra", SOON, this::zebraListens);
      }
      return daemon("vrrpd");
    }

    private boolean zebraListens() {
      return host.attempt(ExitStatuses.of(0, 1), "test", "-S", "/run/frr/zserv.api").ok();
    }

    private RunningProcess daemon(String name) {
      return host.start(
          "/usr/lib/frr/" + name,
          "-A",
          "127.0.0.1",
          "-f",
          "/run/frr/frr.conf",
          "-i",
          "/run/frr/" + name + ".pid",
          "--vty_socket",
          "/run/frr",
          "-z",
          "/run/frr/zserv.api",
          "--log",
          "stdout");
    }

    private boolean isIpv6() {
      return kind.virtualAddress().indexOf(':') >= 0;
    }

    void awaitState(String state) {
      Await.value("FRR as " + state, SOON, this::state, state::equals);
    }

    /** Columns: interface, VRID, priority, addresses of IPv4 and IPv6, state of IPv4 and IPv6. */
    private String state() {
      // 1: the daemon does not listen yet.
      return host.attempt(
              ExitStatuses.of(0, 1), "vtysh", "--vty_socket", "/run/frr", "-c", "show vrrp summary")
          .out()
          .lines()
          .map(line -> line.strip().split(" +"))
          .filter(columns -> columns[0].equals(Network.INTERFACE))
          .map(columns -> columns[isIpv6() ? 6 : 5])
          .findFirst()
          .orElse("not there");
    }
  }
}

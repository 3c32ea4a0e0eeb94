// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.linux.HealthRunner;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ProbeResult.Cause;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.direct.TcpPacket;
import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.TcpSegment;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.net.IpAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking a real server as the virtual address: one try at a time, of each way and family. */
@KernelTest
@WithoutIpvs
class DirectChecksTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<DirectPair.Family> FAMILIES = DirectPair.FAMILIES;

  @Test
  void a_real_server_answers_as_the_virtual_address_on_master_and_on_backup(Network network) {
    DirectPair pair = new DirectPair(network);
    for (DirectPair.Family family : FAMILIES) {
      pair.well(family, new Way.Link());
    }
    pair.director()
        .sh(
            "ip addr add 10.1.80.90/32 dev %1$s; ip addr add 2001:db8::90/128 dev %1$s nodad"
                .formatted(Network.INTERFACE));
    for (DirectPair.Family family : FAMILIES) {
      pair.well(family, new Way.Link());
    }
    pair.nothingLeft();
  }

  /** What closes it is our own RST, to the real server itself: a capture there shows both. */
  @Test
  void a_connection_is_ended_half_open_and_the_program_never_hears_of_it(Network network) {
    DirectPair pair = new DirectPair(network);
    DirectPair.Family family = FAMILIES.get(0);
    pair.director().sh("ip addr add 10.1.80.90/32 dev " + Network.INTERFACE);
    try (Capture capture = pair.server().capture("tcp port 80")) {
      pair.well(family, new Way.Link());
      Await.until("SYN, SYN-ACK and RST", SOON, () -> capture.frames().size() >= 3);
      assertThat(capture.frames()).hasSize(3);
    }
    pair.nothingLeft();
    assertThat(counter(pair.server(), "TcpExt", "EmbryonicRsts")).isEqualTo(1);
    assertThat(counter(pair.server(), "Tcp", "PassiveOpens")).isZero();
    assertThat(pair.run(family.connect(), LIMIT)).isEqualTo(ProbeResult.SUCCESS);
    assertThat(counter(pair.server(), "Tcp", "PassiveOpens")).isEqualTo(1);
  }

  /** A reload, or the end of the daemon: the check lets its ear go, and the try goes before it. */
  @Test
  void a_check_that_ends_in_the_middle_of_a_try_leaves_nothing_half_open(Network network) {
    DirectPair pair = new DirectPair(network);
    DirectPair.Family family = FAMILIES.get(0);
    pair.server().sh("ip addr del 10.1.80.90/32 dev lo");
    ServiceAddress server = ServiceAddress.tcp(family.server(), 80);
    CheckPolicy policy = CheckPolicy.every(LIMIT).withWarmup(Duration.ZERO);
    VirtualServer virtual =
        VirtualServer.at(ServiceAddress.tcp(family.vip(), 80))
            .with(RealServer.of(server, 1).with(new Check(policy, family.probe())));
    try (Capture capture = pair.server().capture("tcp port 80")) {
      Integer rounds =
          new NetworkNamespace(pair.director().networkNamespace())
              .call(
                  () -> {
                    try (EventLoop loop = EventLoop.open();
                        HealthRunner runner = HealthRunner.open(loop, event -> {})) {
                      runner.reconfigure(List.of(virtual));
                      int turns = 0;
                      while (capture.frames().isEmpty()) {
                        loop.turn(1_000_000);
                        turns++;
                      }
                      runner.reconfigure(List.of());
                      return turns;
                    }
                  });
      assertThat(rounds).isPositive();
      Await.until("the reset behind the SYN", SOON, () -> !resets(capture).isEmpty());
    }
  }

  private static List<TcpSegment> resets(Capture capture) {
    return capture.frames().stream()
        .filter(TcpSegment.class::isInstance)
        .map(TcpSegment.class::cast)
        .filter(segment -> segment.flags() == TcpPacket.RST)
        .toList();
  }

  @Test
  void without_the_virtual_address_behind_a_filter_or_bound_elsewhere_it_does_not(Network network) {
    DirectPair pair = new DirectPair(network);
    for (DirectPair.Family family : FAMILIES) {
      pair.server().sh("ip addr del %s/%s dev lo".formatted(family.vip(), family.whole()));
      pair.silent(family);
      pair.server().sh("ip addr add %s/%s dev lo".formatted(family.vip(), family.whole()));
      pair.well(family, new Way.Link());
    }
    pair.server()
        .sh(
            """
        nft add table inet t
        nft add chain inet t in '{ type filter hook input priority 0; }'
        nft add rule inet t in ip daddr 10.1.80.90 drop
        nft add rule inet t in ip6 daddr 2001:db8::90 drop
        """);
    FAMILIES.forEach(pair::silent);
    pair.server().sh("nft delete table inet t");
    FAMILIES.forEach(family -> pair.well(family, new Way.Link()));

    pair.stopServing();
    pair.listen("10.1.80.93:80", "[2001:db8::93]:80");
    for (DirectPair.Family family : FAMILIES) {
      assertThat(pair.run(family.connect(), LIMIT)).isEqualTo(ProbeResult.SUCCESS);
      refused(pair, family);
    }
    pair.stopServing();
    FAMILIES.forEach(family -> refused(pair, family));
    pair.nothingLeft();
  }

  private static void refused(DirectPair pair, DirectPair.Family family) {
    assertThat(pair.run(family.probe(), LIMIT))
        .isEqualTo(
            ProbeResult.failed(
                "Connection refused as "
                    + IpAddresses.format(IpAddresses.literal(family.vip()), 80)));
  }

  @Test
  void one_that_cannot_be_asked_is_told_apart_from_one_that_does_not_answer(Network network) {
    DirectPair pair = new DirectPair(network);
    DirectProbe nobody =
        DirectProbe.of(IpAddresses.literal("10.1.80.99"), new InetSocketAddress("10.1.80.90", 80));
    ProbeResult absent = pair.run(nobody, SHORT);
    assertThat(absent)
        .isEqualTo(
            ProbeResult.timeout("Nobody on enp0s3 says that it has 10.1.80.99 within 400 ms"));

    DirectProbe far =
        DirectProbe.of(IpAddresses.literal("10.9.9.9"), new InetSocketAddress("10.1.80.90", 80));
    assertThat(pair.run(far, SHORT)).isEqualTo(ProbeResult.failed("Network is unreachable"));
    pair.director().sh("ip route add 10.9.9.0/24 via 10.1.80.93");
    ProbeResult.Failure behind = (ProbeResult.Failure) pair.run(far, SHORT);
    assertThat(behind.cause()).isEqualTo(Cause.FAILED);
    assertThat(behind.detail()).contains("behind the router 10.1.80.93");

    for (String own : List.of("10.1.80.91", "127.0.0.1")) {
      DirectProbe self =
          DirectProbe.of(IpAddresses.literal(own), new InetSocketAddress("10.1.80.90", 80));
      assertThatThrownBy(() -> pair.run(self, SHORT))
          .isInstanceOf(LinuxException.class)
          .hasMessageContaining("this host itself");
    }
    DirectProbe asItself =
        DirectProbe.of(IpAddresses.literal("10.1.80.93"), new InetSocketAddress("10.1.80.91", 80));
    assertThatThrownBy(() -> pair.run(asItself, SHORT))
        .isInstanceOf(LinuxException.class)
        .hasMessageContaining("no address of this host to come from");
  }

  private static long counter(Host host, String table, String name) {
    List<String[]> rows =
        host.procNet(table.equals("Tcp") ? "snmp" : "netstat")
            .lines()
            .filter(line -> line.startsWith(table + ":"))
            .map(line -> line.split(" "))
            .toList();
    return Long.parseLong(rows.get(1)[List.of(rows.get(0)).indexOf(name)]);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.linux.SingleCheck;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.net.IpAddresses;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** A director, and a real server with the virtual addresses on lo which serves on all. */
final class DirectPair {
  static final Duration LIMIT = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration SOON = Duration.ofSeconds(30);

  static final List<Family> FAMILIES =
      List.of(
          new Family("10.1.80.90", "10.1.80.91", "10.1.80.93", "32"),
          new Family("2001:db8::90", "2001:db8::91", "2001:db8::93", "128"));

  private final Host director;
  private final Host server;

  /** Addresses of one family. */
  record Family(String vip, String director, String server, String whole) {
    DirectProbe probe(Way way) {
      return DirectProbe.of(IpAddresses.literal(server), new InetSocketAddress(vip, 80)).by(way);
    }

    DirectProbe probe() {
      return probe(new Way.Link());
    }

    TcpProbe connect() {
      return TcpProbe.to(new InetSocketAddress(server, 80));
    }

    String noAnswer() {
      return "No answer as " + IpAddresses.format(IpAddresses.literal(vip), 80) + " within 400 ms";
    }
  }

  DirectPair(Network network) {
    director = host(network, "ds1", FAMILIES.get(0).director(), FAMILIES.get(1).director());
    server = host(network, "rs1", FAMILIES.get(0).server(), FAMILIES.get(1).server());
    server.sh(
        """
        sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2
        ip addr add 10.1.80.90/32 dev lo
        ip addr add 2001:db8::90/128 dev lo nodad
        """);
    listen("80", "[::]:80 ipv6only=on");
  }

  private static Host host(Network network, String name, String ipv4, String ipv6) {
    Host host = network.host(name, ipv4 + "/24");
    host.sh(
        "ip link set lo up; ip address add %s/64 dev %s nodad".formatted(ipv6, Network.INTERFACE));
    return host;
  }

  void listen(String... places) {
    GuideNetwork.serve(server, places);
    Await.until("nginx", SOON, () -> listens());
  }

  boolean listens() {
    return !server.sh("ss -Hltn sport = :80").isEmpty();
  }

  void stopServing() {
    server.sh("kill $(cat /run/nginx.pid)");
    Await.until("no nginx", SOON, () -> !listens());
  }

  ProbeResult run(Probe probe, Duration limit) {
    return new NetworkNamespace(director.networkNamespace())
        .call(() -> SingleCheck.run(probe, limit))
        .result();
  }

  void well(Family family, Way way) {
    assertThat(run(family.probe(way), LIMIT))
        .as("%s %s", family, way)
        .isEqualTo(ProbeResult.SUCCESS);
  }

  /** Not as the virtual address, and the address of its own accepts all the same. */
  void silent(Family family) {
    assertThat(run(family.connect(), LIMIT)).as("%s", family).isEqualTo(ProbeResult.SUCCESS);
    assertThat(run(family.probe(), SHORT))
        .as("%s", family)
        .isEqualTo(ProbeResult.timeout(family.noAnswer()));
  }

  /** Both ends: of the server a connection half open, of the director one of any kind. */
  void nothingLeft() {
    assertThat(server.sh("ss -Htn state syn-recv")).isEmpty();
    assertThat(director.sh("ss -Htan")).isEmpty();
  }

  Host director() {
    return director;
  }

  Host server() {
    return server;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.linux.SingleCheck;
import io.github.jlvs.healthcheck.probe.PingProbe;
import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.UdpProbe;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.NetworkNamespace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks by datagrams, where this host lets them out and where it does not. */
@KernelTest
@WithoutIpvs
class DatagramsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final int IPPROTO_ICMP = 1;

  private static final String NOBODY = "1 0";
  private static final String EVERYBODY = "0 2147483647";

  private static final List<String> DIRECTOR = List.of("10.1.80.91", "2001:db8::91");
  private static final List<String> SERVER = List.of("10.1.80.93", "2001:db8::93");

  /** Of its own address a raw socket sees the request too. */
  @ParameterizedTest
  @ValueSource(strings = {EVERYBODY, NOBODY})
  void a_ping_finds_who_answers_with_a_ping_socket_and_with_a_raw_one(
      String mayHavePingSockets, Network network) throws UnknownHostException {
    Host director = host(network, "ds1", DIRECTOR);
    Host server = host(network, "rs1", SERVER);
    director.exec("sysctl", "-w", "net.ipv4.ping_group_range=" + mayHavePingSockets);
    assertThat(hasPingSockets(director)).isEqualTo(mayHavePingSockets.equals(EVERYBODY));

    for (String address : List.of(DIRECTOR.get(0), DIRECTOR.get(1), SERVER.get(0), SERVER.get(1))) {
      assertThat(run(director, ping(address), LIMIT)).as(address).isEqualTo(ProbeResult.SUCCESS);
    }
    server.exec("sysctl", "-w", "net.ipv4.icmp_echo_ignore_all=1");
    server.exec("sysctl", "-w", "net.ipv6.icmp.echo_ignore_all=1");
    for (String address : SERVER) {
      assertThat(run(director, ping(address), SHORT))
          .as(address)
          .isEqualTo(ProbeResult.unanswered("No answer within 200 ms"));
    }
  }

  @Test
  void what_a_rule_of_this_host_forbids_says_nothing_of_the_server(Network network)
      throws UnknownHostException {
    Host director = host(network, "ds1", DIRECTOR);
    Host server = host(network, "rs1", SERVER);
    for (String address : SERVER) {
      assertThat(run(director, udp(address), LIMIT))
          .as("nobody listens at " + address)
          .isEqualTo(ProbeResult.failed("Connection refused"));
    }

    director.exec("nft", "add table inet t");
    director.exec("nft", "add chain inet t out { type filter hook output priority 0; }");
    director.exec("nft", "add rule inet t out udp dport 53 drop");
    director.exec("nft", "add rule inet t out icmp type echo-request drop");
    director.exec("nft", "add rule inet t out icmpv6 type echo-request drop");
    for (String address : SERVER) {
      for (Probe probe : List.of(udp(address), ping(address))) {
        assertThatThrownBy(() -> run(director, probe, LIMIT))
            .as("%s", probe)
            .isInstanceOf(LinuxException.class)
            .hasMessageContaining("a rule of this host forbids");
      }
    }

    director.exec("nft", "delete table inet t");
    assertThat(run(director, ping(SERVER.get(0)), LIMIT)).isEqualTo(ProbeResult.SUCCESS);
    assertThat(server.hasAddress(SERVER.get(0))).isTrue();
  }

  private static Host host(Network network, String name, List<String> addresses) {
    Host host = network.host(name, addresses.get(0) + "/24");
    host.sh(
        """
        ip link set lo up
        ip address add %s/64 dev %s nodad
        """
            .formatted(addresses.get(1), Network.INTERFACE));
    return host;
  }

  private static boolean hasPingSockets(Host host) {
    return new NetworkNamespace(host.networkNamespace())
        .call(
            () -> {
              try (LinuxSocket socket =
                  LinuxSocket.open(
                      "ping", LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, IPPROTO_ICMP)) {
                return true;
              } catch (LinuxException e) {
                assertThat(e.errno()).isEqualTo(Errno.EACCES);
                return false;
              }
            });
  }

  private static ProbeResult run(Host host, Probe probe, Duration limit) {
    return new NetworkNamespace(host.networkNamespace())
        .call(() -> SingleCheck.run(probe, limit))
        .result();
  }

  private static PingProbe ping(String address) throws UnknownHostException {
    return PingProbe.of(InetAddress.getByName(address));
  }

  private static UdpProbe udp(String address) {
    return UdpProbe.to(new InetSocketAddress(address, 53));
  }
}

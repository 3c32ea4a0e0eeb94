// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckPolicy;
import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.keepalived.conf.model.DirectWays;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What DR_CHECK becomes; what it refuses is in bad-input.txt. */
class DirectCheckTest {
  private static final InetAddress SERVER = IpAddresses.literal("10.0.0.3");
  private static final InetSocketAddress VIRTUAL = new InetSocketAddress("10.0.0.1", 80);

  private static Check check(String virtual, String method, String... lines) {
    String text =
        """
        virtual_server_group G {
          10.0.0.1 80
          fwmark 7
        }
        virtual_server_group H {
          10.0.0.1 80
          10.0.0.2 80
        }
        virtual_server %s {
          protocol TCP
          lb_algo rr
          lb_kind %s
          real_server 10.0.0.3 80 {
            DR_CHECK {
              %s
            }
          }
        }
        """
            .formatted(virtual, method, String.join("\n", lines));
    ReadResult result = ConfigurationReader.read("t.conf", text);
    List<Check> checks =
        result
            .configuration()
            .orElseThrow(() -> new AssertionError(result.diagnostics()))
            .virtualServers()
            .get(0)
            .checks()
            .realServers()
            .get(0)
            .checks();
    assertThat(checks).hasSize(1);
    return checks.get(0);
  }

  @Test
  void it_asks_as_its_virtual_server_with_the_defaults_of_other_checks() {
    assertThat(check("10.0.0.1 80", "DR"))
        .isEqualTo(new Check(CheckPolicy.DEFAULT, DirectProbe.of(SERVER, VIRTUAL)));
  }

  @Test
  void what_the_block_says_counts() {
    Check check =
        check(
            "10.0.0.1 80",
            "DR",
            "connect_ip 10.0.0.2",
            "connect_port 8080",
            "bindto 10.0.0.9",
            "bind_if eth1",
            "connect_timeout 2",
            "retry 4",
            "delay_before_retry 3",
            "alpha");
    assertThat(check.probe())
        .isEqualTo(
            new DirectProbe(
                SERVER,
                new InetSocketAddress("10.0.0.2", 8080),
                new Way.Link(),
                Optional.of(IpAddresses.literal("10.0.0.9")),
                Optional.of("eth1")));
    assertThat(check.policy())
        .isEqualTo(
            CheckPolicy.DEFAULT
                .withConnectTimeout(Duration.ofSeconds(2))
                .withRetry(4, Duration.ofSeconds(3))
                .withAlpha(true));
  }

  @Test
  void a_mark_a_group_and_another_protocol_are_asked_where_the_block_says() {
    assertThat(check("fwmark 7", "DR", "connect_ip 10.0.0.1", "connect_port 80").probe())
        .isEqualTo(DirectProbe.of(SERVER, VIRTUAL));
    assertThat(check("group G", "DR").probe()).isEqualTo(DirectProbe.of(SERVER, VIRTUAL));
    assertThat(check("group H", "DR", "connect_ip 10.0.0.1").probe())
        .isEqualTo(DirectProbe.of(SERVER, VIRTUAL));
  }

  @Test
  void it_goes_the_way_of_the_packets() {
    for (String method :
        List.of("TUN", "TUN type gre csum", "TUN type gre", "TUN type gue port 6")) {
      Way way =
          switch (method) {
            case "TUN" -> new Way.IpInIp();
            case "TUN type gre csum" -> new Way.Gre(true);
            case "TUN type gre" -> new Way.Gre(false);
            default -> new Way.Gue(6);
          };
      assertThat(check("10.0.0.1 80", method).probe())
          .isEqualTo(DirectProbe.of(SERVER, VIRTUAL).by(way));
    }
    assertThat(DirectWays.of(Forwarding.MASQUERADE)).isEmpty();
    assertThat(
            DirectWays.of(
                new Forwarding.Tunnel(new Encapsulation.Other(9, 0, TunnelFlags.NO_CHECKSUM))))
        .isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Network;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real server whose packet filter stops clients: which rule, and what opens it. */
@KernelTest
@WithoutIpvs
class ServiceFirewallTest {
  private static final String CHECK = "service-firewall";

  static Stream<Planted> filters() {
    return Stream.of(
        new Planted(
            "a rule of nft that rejects, before one that accepts",
            """
            nft add table ip t
            nft add chain ip t in '{ type filter hook input priority 0; }'
            nft add rule ip t in ip daddr 10.1.80.90 tcp dport '{ 80, 443 }' counter reject with tcp reset
            nft add rule ip t in tcp dport 80 accept
            """,
            "table ip t, chain in: ip daddr 10.1.80.90 tcp dport { 80, 443 } counter packets",
            "nft insert rule ip t in tcp dport 80 accept"),
        new Planted(
            "a policy of nft that only the own address is let pass",
            """
            nft add table inet t
            nft add set inet t open '{ type inet_service; flags interval; elements = { 22, 80-90 }; }'
            nft add chain inet t in '{ type filter hook input priority 0; policy drop; }'
            nft add rule inet t in ct state established,related accept
            nft add rule inet t in iifname lo accept
            nft add rule inet t in ip daddr 10.1.80.93 tcp dport @open accept
            nft add rule inet t in meta l4proto icmp accept
            """,
            "table inet t, chain in: policy drop",
            "nft insert rule inet t in tcp dport 80 accept"),
        new Planted(
            "a chain of the older iptables",
            """
            iptables-legacy -N web
            iptables-legacy -A INPUT -p tcp -m multiport --dports 80,443 -j web
            iptables-legacy -A web -d 10.1.80.93 -j ACCEPT
            iptables-legacy -A web -j DROP
            """,
            "table filter of iptables-legacy, chain web: -A web -j DROP (it has counted",
            "iptables-legacy -I INPUT -p tcp --dport 80 -j ACCEPT"));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void the_rule_that_stops_clients_is_named_and_opened(Planted planted, Network network) {
    Guide guide = Guide.running(network);
    Doctor director = Doctor.ofDirector(guide.ds1());
    Doctor server = Doctor.ofRealServer(guide.rs1());
    var unusedBefore = server.healthy(CHECK);
    guide.rs1().sh(planted.script());
    // Its own address is well, and clients get no answer.
    assertThat(director.examine().only("direct-answer").path("fault").asText())
        .matches(
            "real server 10.1.80.93 (refuses what comes for|does not answer as) 10.1.80.90:80");

    JsonNode finding = server.examine().only(CHECK);

    assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(finding.path("seen").toString()).contains(planted.rule());
    assertThat(Doctor.Report.commands(finding)).containsExactly(planted.command());
    var unusedAfter = server.mend(finding);
    var unusedAnswer = director.healthy("direct-answer");
  }
}

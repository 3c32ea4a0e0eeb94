// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A packet filter that keeps advertisements from the daemon: which rule, and what opens it. */
@KernelTest
@WithoutIpvs
class FirewallTest {
  static Stream<Planted> filters() {
    return Stream.of(
        new Planted(
            "a rule of nft that counts",
            """
            nft add table inet filter
            nft add chain inet filter input '{ type filter hook input priority 0; policy accept; }'
            nft add rule inet filter input ct state established,related accept
            nft add rule inet filter input meta l4proto 112 counter drop
            """,
            "table inet filter, chain input: meta l4proto vrrp counter packets",
            "nft insert rule inet filter input meta l4proto 112 accept"),
        new Planted(
            "a policy of nft, by way of another chain",
            """
            nft add table ip fw
            nft add chain ip fw services
            nft add rule ip fw services tcp dport '{ 22, 80 }' accept
            nft add rule ip fw services icmp type echo-request accept
            nft add chain ip fw in '{ type filter hook input priority 10; policy drop; }'
            nft add rule ip fw in iifname lo accept
            nft add rule ip fw in ct state vmap '{ established : accept, related : accept, invalid : drop }'
            nft add rule ip fw in jump services
            """,
            "table ip fw, chain in: policy drop (it does not count)",
            "nft insert rule ip fw in meta l4proto 112 accept"),
        new Planted(
            "iptables, which writes into nftables",
            """
            iptables-nft -A INPUT -i lo -j ACCEPT
            iptables-nft -A INPUT -d 224.0.0.0/8 -j DROP
            """,
            "table filter of iptables, chain INPUT: ip daddr 224.0.0.0/8 counter packets",
            "iptables -I INPUT -p vrrp -j ACCEPT"),
        new Planted(
            "iptables, where nft is not installed",
            """
            mount --bind /dev/null /usr/sbin/nft
            iptables-nft -A INPUT -p vrrp -j DROP
            """,
            "table filter of iptables, chain INPUT: -A INPUT -p vrrp -j DROP (it has counted",
            "iptables -I INPUT -p vrrp -j ACCEPT"),
        new Planted(
            "a chain of the older iptables",
            """
            iptables-legacy -N deny
            iptables-legacy -A INPUT -p tcp --dport 22 -j ACCEPT
            iptables-legacy -A INPUT ! -i lo -j deny
            iptables-legacy -A deny -p vrrp -j DROP
            """,
            "table filter of iptables-legacy, chain deny: -A deny -p vrrp -j DROP (it has counted",
            "iptables-legacy -I INPUT -p vrrp -j ACCEPT"),
        new Planted(
            "the older iptables' policy",
            "iptables-legacy -P INPUT DROP",
            "table filter of iptables-legacy, chain INPUT: policy drop (it has counted",
            "iptables-legacy -I INPUT -p vrrp -j ACCEPT"),
        new Planted(
            "the older iptables' table raw",
            "iptables-legacy -t raw -A PREROUTING -m pkttype --pkt-type multicast -j DROP",
            "table raw of iptables-legacy, chain PREROUTING: -A PREROUTING -m pkttype",
            "iptables-legacy -t raw -I PREROUTING -p vrrp -j ACCEPT"));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void the_rule_that_makes_a_second_master_is_named_and_opened(Planted planted, Network network) {
    Guide guide = Guide.running(network);
    guide.ds2().sh(planted.script());
    Await.until("ds2 to be master too", Guide.SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));

    Doctor.Report report = Doctor.ofDirector(guide.ds2()).examine();

    JsonNode finding = report.json().path("findings").path(0);
    assertThat(report.found().get(0)).as("%s", report.json()).isEqualTo("vrrp-firewall");
    assertThat(finding.path("check").asText()).isEqualTo("vrrp-firewall");
    assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(finding.path("seen").toString())
        .contains("came to enp0s3 (packet socket), 0 came through to a raw socket", planted.rule());
    assertThat(Doctor.Report.commands(finding)).containsExactly(planted.command());
    guide.ds2().sh(planted.command());
    Await.until("ds2 to give way", Guide.SOON, () -> !guide.ds2().hasAddress(GuideNetwork.VIP));
    Doctor.ofDirector(guide.ds2()).healthy("vrrp-firewall");
  }

  @Test
  void a_filter_is_told_before_it_does_harm(Network network) {
    Guide guide = Guide.running(network);
    // ds1 is master: nobody sends it anything.
    guide.ds1().sh("iptables-legacy -A INPUT -p vrrp -j DROP");

    JsonNode finding = Doctor.ofDirector(guide.ds1()).examine().only("vrrp-firewall");

    assertThat(finding.path("severity").asText()).isEqualTo("WARNING");
    assertThat(finding.path("fault").asText()).contains("would throw");
    Doctor.ofDirector(guide.ds1()).mend(finding);
  }

  @Test
  void a_filter_that_lets_nothing_out_makes_a_silent_master(Network network) {
    Guide guide = Guide.running(network);
    guide
        .ds1()
        .sh(
            """
            nft add table inet out
            nft add chain inet out output '{ type filter hook output priority 0; policy accept; }'
            nft add rule inet out output ip daddr 224.0.0.18 counter reject
            """);
    Await.until("ds2 to be master too", Guide.SOON, () -> guide.ds2().hasAddress(GuideNetwork.VIP));

    Doctor.Report report = Doctor.ofDirector(guide.ds1()).examine();

    assertThat(report.found()).contains("vrrp-sending");
    JsonNode finding = report.finding("vrrp-sending");
    assertThat(finding.path("seen").toString())
        .contains(
            "no advertisement left enp0s3", "table inet out, chain output: ip daddr 224.0.0.18");
    List<String> commands = Doctor.Report.commands(finding);
    assertThat(commands).containsExactly("nft insert rule inet out output meta l4proto 112 accept");
    guide.ds1().sh(commands.get(0));
    Await.until("one master", Guide.SOON, () -> !both(guide));
    Doctor.ofDirector(guide.ds1()).healthy("vrrp-sending");
  }

  @Test
  void what_keeps_igmp_from_switches_is_told_before_one_forgets_this_host(Network network) {
    Guide guide = Guide.running(network);
    Host ds2 = guide.ds2();
    ds2.sh(
        """
        nft add table inet out
        nft add chain inet out output '{ type filter hook output priority 0; policy accept; }'
        nft add rule inet out output meta l4proto igmp counter drop
        """);
    try (Capture wire = ds2.capture("igmp")) {
      ds2.sh("ip addr add 239.1.1.1/32 dev enp0s3 autojoin");
      Await.until(
          "the rule to take a report",
          Guide.SOON,
          () -> !ds2.sh("nft list ruleset").contains("counter packets 0 "));
      assertThat(wire.frames()).isEmpty();

      JsonNode finding = Doctor.ofDirector(ds2).examine().only("igmp-firewall");

      assertThat(finding.path("severity").asText()).isEqualTo("WARNING");
      assertThat(finding.path("seen").toString())
          .contains("VI_1 hears 224.0.0.18 on enp0s3", "chain output: meta l4proto igmp counter");
      var unused = Doctor.ofDirector(ds2).mend(finding);
      ds2.sh("ip addr add 239.1.1.2/32 dev enp0s3 autojoin");
      Await.until("a report on the wire", Guide.SOON, () -> !wire.frames().isEmpty());
    }
  }

  private static boolean both(Guide guide) {
    return guide.ds1().hasAddress(GuideNetwork.VIP) && guide.ds2().hasAddress(GuideNetwork.VIP);
  }
}

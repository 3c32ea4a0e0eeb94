// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rules of a real server that stop clients. */
class ServiceFirewallCheckTest {
  private static final String CHECK = "service-firewall";
  private static final String DROP = "INPUT -d 10.1.80.90/32 -p tcp -m tcp --dport 80 -j DROP";

  @Test
  void aRuleForTheVirtualAddressIsToldWithWhatOpensIt() {
    Finding finding = Patient.realServer().filter(DROP).finding(CHECK);

    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.fault())
        .isEqualTo(
            "a packet filter of this real server throws away what clients send to TCP"
                + " 10.1.80.90:80");
    assertThat(finding.seen())
        .containsExactly(
            "table filter of iptables-legacy, chain INPUT: -A "
                + DROP
                + " (it has counted 4, 0 of them meanwhile)");
    assertThat(Patient.commands(finding))
        .containsExactly("iptables-legacy -I INPUT -p tcp --dport 80 -j ACCEPT");
  }

  @Test
  void rulesForOthersAreNone() {
    for (String rule :
        new String[] {
          "INPUT -d 10.1.80.93/32 -p tcp -j DROP",
          "INPUT -p tcp -m tcp --dport 22 -j DROP",
          "INPUT -i enp0s9 -j DROP",
          "INPUT -s 10.1.80.0/24 -j DROP",
          "INPUT -m conntrack --ctstate INVALID -j DROP",
          "OUTPUT -j DROP"
        }) {
      assertThat(Patient.realServer().filter(rule).found()).as(rule).isEmpty();
    }
  }

  @Test
  void ofATunnelBothWhatIsAroundAndWhatIsInsideMustPass() {
    String tunnels = Patient.FILE.replace("lb_kind DR", "lb_kind TUN");

    for (String rule : new String[] {"INPUT -p ipencap -j DROP", "INPUT -i tunl0 -j DROP"}) {
      Patient patient =
          Patient.realServer(tunnels).tunnel("tunl0", "ipip", true, "10.1.80.90/32").filter(rule);
      assertThat(patient.finding(CHECK).seen().get(0)).as(rule).contains("-A " + rule);
    }
    assertThat(
            Patient.commands(
                Patient.realServer(tunnels).filter("INPUT -p ipencap -j DROP").finding(CHECK)))
        .containsExactly("iptables-legacy -I INPUT -p ipencap -j ACCEPT");
    assertThat(
            Patient.realServer(tunnels.replace("lb_kind TUN", "lb_kind TUN type gue port 6080"))
                .filter(DROP)
                .found())
        .doesNotContain(CHECK);
  }

  @Test
  void withoutAPortOrAListNothingIsSaid() {
    assertThat(Patient.realServerWithoutFile().filter(DROP).leftOut(CHECK))
        .isEqualTo("no service and port is known here: give the directors' file by -f");
    assertThat(Patient.realServer().withoutTools("nft failed").leftOut(CHECK))
        .isEqualTo("nft failed");
  }
}

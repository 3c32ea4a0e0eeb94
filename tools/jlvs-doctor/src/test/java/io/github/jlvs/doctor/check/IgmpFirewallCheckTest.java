// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rules that keep from switches what this host listens to. */
class IgmpFirewallCheckTest {
  private static final String CHECK = "igmp-firewall";
  private static final String DROP = "OUTPUT -p igmp -j DROP";

  @Test
  void aRuleForWhatLeavesIsAWarning() {
    Finding finding = Patient.backup().filter(DROP).finding(CHECK);

    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.fault()).endsWith("which groups it is in, on enp0s3");
    assertThat(finding.seen())
        .containsExactly(
            "VI_1 hears 224.0.0.18 on enp0s3 (/etc/ds2.conf)",
            "table filter of iptables-legacy, chain OUTPUT: -A OUTPUT -p igmp -j DROP (it has"
                + " counted 4, 0 of them meanwhile)");
    assertThat(Patient.commands(finding))
        .containsExactly("iptables-legacy -I OUTPUT -p igmp -j ACCEPT");
  }

  @Test
  void whatElseIsDroppedIsNoMatterOfIgmp() {
    for (String rule :
        new String[] {
          "INPUT -p igmp -j DROP",
          "OUTPUT -p igmp -m limit --limit 1/sec -j DROP",
          "OUTPUT -d 224.0.0.22/32 -o enp0s9 -j DROP",
          "OUTPUT -p udp -j DROP"
        }) {
      assertThat(Patient.backup().filter(rule).found()).as(rule).isEmpty();
    }
  }

  @Test
  void whoHearsNoGroupNeedsNone() {
    String unicast =
        Patient.FILE.replace(
            "advert_int 1", "advert_int 1\nunicast_peer {\n" + Patient.PEER + "\n}");

    assertThat(Patient.master(unicast).filter(DROP).leftOut(CHECK))
        .isEqualTo("no virtual router multicasts over IPv4");
    assertThat(Patient.master().withoutTools("nft failed").leftOut(CHECK)).isEqualTo("nft failed");
  }
}

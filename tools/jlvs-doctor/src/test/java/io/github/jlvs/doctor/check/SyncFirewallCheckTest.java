// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.SyncMessage;
import io.github.jlvs.net.IpAddresses;
import org.junit.jupiter.api.Test;

/** Rules that keep two directors from telling each other their connections. */
class SyncFirewallCheckTest {
  private static final String CHECK = "sync-firewall";
  private static final String FILE =
      "global_defs {\n lvs_sync_daemon enp0s3 VI_1 id 51\n}\n" + Patient.FILE;
  private static final String IN = "INPUT -p udp -m udp --dport 8848 -j DROP";
  private static final String OUT = "OUTPUT -d 224.0.0.81/32 -j DROP";

  @Test
  void aMasterMustBeAbleToSend() {
    Finding finding = Patient.master(FILE).filter(OUT).finding(CHECK);

    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.fault())
        .isEqualTo(
            "a packet filter of this host throws away the connections that it tells the other"
                + " director");
    assertThat(finding.seen())
        .containsExactly(
            "lvs_sync_daemon enp0s3: UDP to 224.0.0.81:8848 (/etc/ds1.conf)",
            "table filter of iptables-legacy, chain OUTPUT: -A OUTPUT -d 224.0.0.81/32 -j DROP (it"
                + " has counted 4, 0 of them meanwhile)");
    assertThat(finding.why()).startsWith("The other director gets to know no connection");
    assertThat(Patient.commands(finding))
        .containsExactly("iptables-legacy -I OUTPUT -p udp --dport 8848 -j ACCEPT");
    assertThat(Patient.backup(FILE).filter(OUT).finding(CHECK))
        .satisfies(
            later -> {
              assertThat(later.severity()).isEqualTo(Severity.WARNING);
              assertThat(later.fault()).contains("would throw away");
              assertThat(later.why())
                  .startsWith("Not yet, but as soon as VI_1 is master here. The other");
            });
  }

  @Test
  void aBackupMustBeAbleToTake() {
    SyncMessage heard = new SyncMessage(IpAddresses.literal(Patient.PEER), 51);
    Finding finding =
        Patient.backup(FILE)
            .synchronised(heard)
            .filter("INPUT -s " + Patient.PEER + "/32 -p udp -j DROP")
            .finding(CHECK);

    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.seen()).contains("messages of 10.1.80.92 come to this host (packet socket)");
    assertThat(Patient.commands(finding))
        .containsExactly("iptables-legacy -I INPUT -p udp --dport 8848 -j ACCEPT");
    Finding later = Patient.master(FILE).filter(IN).finding(CHECK);
    assertThat(later.severity()).isEqualTo(Severity.WARNING);
    assertThat(later.why()).startsWith("Not yet, but as soon as VI_1 is not master here. This");
  }

  @Test
  void groupAndPortAreThoseOfTheFile() {
    String other = FILE.replace("id 51", "id 51 port 9000 group 224.0.0.99");

    assertThat(Patient.master(other).filter(IN, OUT).found()).isEmpty();
    assertThat(Patient.commands(Patient.master(other).filter("OUTPUT -j DROP").finding(CHECK)))
        .containsExactly("iptables-legacy -I OUTPUT -p udp --dport 9000 -j ACCEPT");
  }

  @Test
  void whatIsNotCertainIsNotTold() {
    Patient limited = Patient.master(FILE).filter("OUTPUT -m limit --limit 1/sec -j DROP");

    assertThat(limited.found()).isEmpty();
    assertThat(Patient.master(FILE).found()).isEmpty();
    assertThat(Patient.master().filter(OUT).leftOut(CHECK)).contains("lvs_sync_daemon");
    assertThat(Patient.master(FILE).withoutTools("nft failed").leftOut(CHECK))
        .isEqualTo("nft failed");
  }
}

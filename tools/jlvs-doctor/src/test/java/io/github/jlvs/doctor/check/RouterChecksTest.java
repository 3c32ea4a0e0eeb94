// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Rejection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is concluded of what was heard. */
class RouterChecksTest {
  private static final Optional<Rejection> NONE = Optional.empty();

  @Test
  void masterAndBackupInGoodHealthHaveNoFault() {
    assertThat(Patient.master().found()).isEmpty();
    assertThat(Patient.backup().found()).isEmpty();
    assertThat(Patient.backup().examined().checked())
        .containsExactly(
            "vrrp-firewall",
            "vrrp-sending",
            "vrrp-silence",
            "vrrp-interface",
            "daemon",
            "vrrp-mismatch",
            "two-masters",
            "arp-answers",
            "ipvs-kernel",
            "direct-answer",
            "capabilities",
            "rights",
            "expire-nodest-conn",
            "igmp-firewall",
            "interface-manager",
            "scheduler",
            "services",
            "weights",
            "conn-table");
  }

  @Test
  void whatTheWireHasAndTheSocketHasNotIsAFirewallHereAndNothingElse() {
    Patient patient =
        Patient.master().heard(4, 3, 0, Patient.received(3, NONE)).filter("INPUT -p vrrp -j DROP");

    assertThat(patient.found()).containsExactly("vrrp-firewall");
    Finding finding = patient.finding("vrrp-firewall");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.seen().get(1))
        .isEqualTo(
            "table filter of iptables-legacy, chain INPUT: -A INPUT -p vrrp -j DROP (it has counted"
                + " 4, 0 of them meanwhile)");
    assertThat(Patient.commands(finding))
        .containsExactly("iptables-legacy -I INPUT -p vrrp -j ACCEPT");
  }

  @Test
  void anInterfaceThatIsAbsentOrDownIsTold() {
    Patient absent = Patient.master(Patient.FILE.replace("interface enp0s3", "interface bond0"));

    Finding finding = absent.deaf("there is no interface bond0").finding("vrrp-interface");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.fault()).isEqualTo("there is no interface bond0, which VI_1 needs");
    assertThat(finding.seen())
        .containsExactly(
            "vrrp_instance VI_1: interface bond0 (/etc/ds1.conf)",
            "this host has enp0s3 (ip link)");
    assertThat(finding.remedies().toString()).contains("Write the name of one of these");

    Finding alone = absent.down("enp0s3").finding("vrrp-interface");
    assertThat(alone.seen()).last().isEqualTo("this host has none that is up (ip link)");
    assertThat(alone.remedies())
        .singleElement()
        .asString()
        .contains("See what should have made bond0");

    Patient down = Patient.backup().down("enp0s3").heard(0, 0, 0);
    assertThat(down.found()).containsExactly("vrrp-interface");
    assertThat(Patient.commands(down.finding("vrrp-interface")))
        .containsExactly("ip link set enp0s3 up");
  }

  @Test
  void aBackupWithoutADaemonIsTold() {
    Patient dead = Patient.backup().heard(0, 4, 4, Patient.received(4, NONE)).listening();

    assertThat(dead.found()).containsExactly("daemon");
    Finding finding = dead.finding("daemon");
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.seen().get(1)).isEqualTo("10.1.80.92 advertises VI_1 (VRID 51 on enp0s3)");
    assertThat(finding.remedies())
        .singleElement()
        .asString()
        .contains("systemctl start keepalived");
  }

  @Test
  void whereOtherChecksTellOrSomethingIsSentNoDaemonIsMissed() {
    assertThat(Patient.backup().heard(0, 0, 0).listening().found())
        .contains("vrrp-silence")
        .doesNotContain("daemon");
    assertThat(Patient.master().heard(0, 4, 4).listening().found())
        .contains("vrrp-sending")
        .doesNotContain("daemon");
    assertThat(Patient.backup().heard(1, 4, 4).listening().found()).doesNotContain("daemon");
    assertThat(Patient.backup().deaf("CAP_NET_RAW").leftOut("daemon")).isEqualTo("CAP_NET_RAW");
  }

  @Test
  void whereNoRuleIsFoundThatIsSaid() {
    Finding finding = Patient.master().heard(4, 3, 0).finding("vrrp-firewall");

    assertThat(finding.seen().get(1)).contains("no rule of nft or iptables");
    assertThat(Patient.commands(finding)).isEmpty();
    assertThat(finding.remedies().toString()).contains("bpftool");
  }

  @Test
  void whereFiltersCannotBeReadOnlyWhatCameIsJudged() {
    String why = "nft is not installed";

    assertThat(Patient.master().withoutTools(why).leftOut("vrrp-firewall")).contains(why);
    assertThat(Patient.backup().withoutTools(why).examined().checked()).contains("vrrp-firewall");
    assertThat(Patient.master().withoutTools(why).heard(4, 3, 0).finding("vrrp-firewall").seen())
        .last()
        .isEqualTo("the packet filters could not be read: " + why);
  }

  @Test
  void aFilterThatOnlyWouldDropIsAWarning() {
    assertThat(Patient.master().filter("INPUT -p vrrp -j DROP").finding("vrrp-firewall").severity())
        .isEqualTo(Severity.WARNING);
    assertThat(Patient.master().filter("INPUT -m limit --limit 1/sec -j DROP").found()).isEmpty();
    assertThat(Patient.backup().filter("INPUT -p vrrp -j DROP").found())
        .as("what came through shows that it does not concern them")
        .isEmpty();
  }

  @Test
  void anAddressThatNobodyAdvertisesIsTakenAwayOrTheFilterOpened() {
    Patient orphan = Patient.master().heard(0, 0, 0);
    Patient closed = Patient.master().heard(0, 0, 0).filter("OUTPUT -p vrrp -j REJECT");

    assertThat(orphan.found()).containsExactly("vrrp-sending");
    assertThat(Patient.commands(orphan.finding("vrrp-sending")))
        .containsExactly("ip addr del 10.1.80.90/32 dev enp0s3");
    assertThat(Patient.commands(closed.finding("vrrp-sending")))
        .containsExactly("iptables-legacy -I OUTPUT -p vrrp -j ACCEPT");
  }

  @Test
  void silenceIsToldWhereThereIsNeitherAddressNorAdvertisement() {
    assertThat(Patient.backup().heard(0, 0, 0).found()).containsExactly("vrrp-silence");
    assertThat(Patient.backup().heard(0, 0, 0).answer().found())
        .containsExactly("vrrp-silence", "arp-answers");
  }

  @Test
  void aMismatchIsToldWithWhatToWriteWhereAndExplainsAStarvedSender() {
    Patient patient =
        Patient.master()
            .heard(
                0,
                3,
                3,
                Patient.refused(
                    new Rejection.Interval(
                        AdvertisementInterval.ofSeconds(1), AdvertisementInterval.ofSeconds(2))));

    assertThat(patient.found()).containsExactly("vrrp-mismatch");
    Finding finding = patient.finding("vrrp-mismatch");
    assertThat(finding.seen().get(0))
        .contains("mine 1 s, theirs 2 s", Patient.PEER_MAC, "/etc/ds1.conf, vrrp_instance VI_1");
    assertThat(finding.remedies().get(0).toString()).contains("advert_int 2", "advert_int 1 there");
  }

  @Test
  void whatIsNoMismatchIsNone() {
    assertThat(
            Patient.backup()
                .heard(0, 4, 4, Patient.refused(new Rejection.Ttl(255, 255, 254)))
                .found())
        .isEmpty();
  }

  @Test
  void aDifferenceThatCountsAllTheSameIsAWarning() {
    Rejection list =
        new Rejection.AddressList(List.of(Patient.VIP), List.of(IpAddresses.literal("10.1.80.89")));
    Patient patient = Patient.backup().heard(0, 4, 4, Patient.received(4, Optional.of(list)));

    assertThat(patient.finding("vrrp-mismatch").severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void anotherMasterIsOneThatGoesOnSayingSo() {
    assertThat(Patient.master().heard(4, 3, 3, Patient.received(3, NONE)).found())
        .containsExactly("two-masters");
    assertThat(Patient.master().heard(4, 1, 1, Patient.received(1, NONE)).found())
        .as("the last word of one that gives way")
        .isEmpty();
    assertThat(Patient.backup().heard(0, 4, 4, Patient.received(4, NONE)).found()).isEmpty();
  }

  @Test
  void whoMayNotListenConcludesNothing() {
    Patient patient = Patient.master().deaf("it takes CAP_NET_RAW");

    assertThat(patient.found()).isEmpty();
    assertThat(patient.leftOut("vrrp-firewall")).isEqualTo("it takes CAP_NET_RAW");
    assertThat(patient.leftOut("arp-answers")).isEqualTo("it takes CAP_NET_RAW");
  }

  @Test
  void withoutVirtualRoutersThereIsNothingToListenFor() {
    Patient patient = Patient.master();
    String servers = Patient.FILE.substring(Patient.FILE.indexOf("virtual_server"));
    assertThat(patient.found()).isEmpty();

    var task = io.github.jlvs.doctor.seen.Task.director("x", Patient.configuration(servers));

    assertThat(task.routers()).isEmpty();
    assertThat(task.virtualAddresses()).containsExactly(Patient.VIP);
  }
}

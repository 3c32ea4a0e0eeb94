// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.Listener;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import org.junit.jupiter.api.Test;

/** What is concluded of a real server. */
class RealServerChecksTest {
  @Test
  void aSilentOneHasNoFaultAndEachCheckHasLooked() {
    Report report = Patient.realServer().examined();

    assertThat(report.findings()).isEmpty();
    assertThat(report.severity()).isEqualTo(Severity.OK);
    assertThat(report.checked())
        .containsExactly("arp-settings", "vip-on-loopback", "arp-answers", "listener");
    assertThat(Patient.realServer().leftOut("rp-filter")).contains("no tunnel");
  }

  @Test
  void theLargerOfBothValuesCounts() {
    Patient byInterface =
        Patient.realServer()
            .set("net/ipv4/conf/all/arp_ignore", 0)
            .set("net/ipv4/conf/enp0s3/arp_ignore", 1);
    Patient outdone = Patient.realServer().set("net/ipv4/conf/enp0s3/arp_ignore", 3);
    Patient stricter = Patient.realServer().set("net/ipv4/conf/enp0s3/arp_ignore", 8);

    assertThat(byInterface.found()).isEmpty();
    assertThat(stricter.found()).isEmpty();
    assertThat(outdone.found()).containsExactly("arp-settings");
    assertThat(Patient.commands(outdone.finding("arp-settings")))
        .containsExactly("sysctl -w net.ipv4.conf.enp0s3.arp_ignore=1");
  }

  @Test
  void bothValuesAreMendedWhereBothAreWrong() {
    Patient patient =
        Patient.realServer()
            .set("net/ipv4/conf/all/arp_ignore", 0)
            .set("net/ipv4/conf/enp0s3/arp_ignore", 4);

    assertThat(Patient.commands(patient.finding("arp-settings")))
        .containsExactly(
            "sysctl -w net.ipv4.conf.all.arp_ignore=1",
            "sysctl -w net.ipv4.conf.enp0s3.arp_ignore=1");
  }

  @Test
  void aNameWithDotsIsWrittenWithSlashes() {
    Patient patient =
        Patient.realServer()
            .with("eth0.5", true, "10.5.0.1/24")
            .set("net/ipv4/conf/eth0.5/arp_announce", 3);

    assertThat(Patient.commands(patient.finding("arp-settings")))
        .containsExactly("sysctl -w net/ipv4/conf/eth0.5/arp_announce=2");
  }

  @Test
  void theAddressMayBeOnADummyButNotOnALinkNorWide() {
    assertThat(
            Patient.realServer().with("lo", false).with("dummy0", false, "10.1.80.90/32").found())
        .isEmpty();
    assertThat(Patient.realServer().with("lo", false).found()).containsExactly("vip-on-loopback");
    assertThat(Patient.realServer().with("lo", false, "10.1.80.90/24").found())
        .containsExactly("vip-on-loopback");
    Patient onALink = Patient.realServer().link("10.1.80.93/24", "10.1.80.90/32").answer();
    assertThat(Patient.commands(onALink.finding("vip-on-loopback")))
        .containsExactly("ip addr del 10.1.80.90/32 dev enp0s3");
  }

  @Test
  void aRealServerBehindTranslationNeedsNoVirtualAddress() {
    Patient patient = Patient.realServer(Patient.FILE.replace("lb_kind DR", "lb_kind NAT"));

    assertThat(patient.seen().task().virtualAddresses()).isEmpty();
    assertThat(patient.leftOut("arp-settings")).contains("no virtual address");
    assertThat(patient.leftOut("listener")).contains("no service");
  }

  @Test
  void aListenerOfAnotherAddressPortOrProtocolTakesNothing() {
    Listener own = new Listener(IpProtocol.TCP, IpAddresses.literal("10.1.80.93"), 80);
    Listener udp = new Listener(IpProtocol.UDP, IpAddresses.literal("0.0.0.0"), 80);
    Listener vip = new Listener(IpProtocol.TCP, IpAddresses.literal("10.1.80.90"), 80);

    assertThat(Patient.realServer().listening(own, vip).found()).isEmpty();
    assertThat(Patient.realServer().listening(udp).finding("listener").seen())
        .containsExactly("no socket is bound to port 80 (ss -lntp)");
    assertThat(Patient.realServer().listening(own).finding("listener").seen())
        .containsExactly("bound to port 80 is only TCP 10.1.80.93:80 (ss -lntp)");
  }

  @Test
  void theStrictTestOfReversePathsCountsWhereThereIsATunnel() {
    String file = Patient.FILE.replace("lb_kind DR", "lb_kind TUN");
    String path = "net/ipv4/conf/tunl0/rp_filter";

    assertThat(Patient.realServer(file).with("tunl0", false).set(path, 1).found())
        .containsExactly("rp-filter");
    assertThat(
            Patient.realServer(file)
                .with("tunl0", false)
                .set(path, 2)
                .set("net/ipv4/conf/all/rp_filter", 1)
                .found())
        .as("2 is the larger, and loose")
        .isEmpty();
    assertThat(Patient.realServer().set(path, 1).found()).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.ArpAnswers;
import io.github.jlvs.linux.Capability;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is concluded of a director's links, kernel and configuration. */
class DirectorChecksTest {
  @Test
  void whoAnswersBesideTheMasterIsNamedWithTheCommandThatSilencesIt() {
    Finding finding =
        Patient.master().answer(Patient.RS1_MAC, "02:00:00:00:00:99").finding("arp-answers");

    assertThat(finding.fault()).isEqualTo("3 hosts answer ARP requests for 10.1.80.90");
    assertThat(finding.seen())
        .containsExactly(
            "this host answers for it, on enp0s3",
            "02:00:00:00:00:03 answers for it: 10.1.80.93, a real server",
            "02:00:00:00:00:99 answers for it: whose address is not known here (ip neigh)");
    assertThat(finding.remedies())
        .containsExactly(
            Remedy.on(
                "10.1.80.93",
                "sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2"));
  }

  @Test
  void anAddressOfNoNetworkOfThisHostNeedsNoAnswer() {
    assertThat(Patient.backup().answer().found()).containsExactly("arp-answers");
    assertThat(Patient.backup().link("192.168.0.2/24").answer().found()).isEmpty();
  }

  @Test
  void whoAnswersInAnotherNetworkThanTheAddressesOwnIsNoOther() {
    ArpAnswers inside = new ArpAnswers(Patient.VIP, "eth1", Set.of("02:00:00:00:00:98"));
    assertThat(Patient.backup().with("eth1", true, "10.7.0.2/24").asked(inside).found()).isEmpty();
    assertThat(Patient.backup().with("eth1", true, "10.1.80.2/24").asked(inside).found())
        .containsExactly("arp-answers");
    // As Patient#link has it: a host that hears itself.
    assertThat(Patient.backup().answer(Patient.PEER_MAC, "02:00:00:00:00:01").found()).isEmpty();
  }

  @Test
  void translationNeedsForwardingAndNoRedirects() {
    String file = Patient.FILE.replace("lb_kind DR", "lb_kind NAT");
    String redirects = "net/ipv4/conf/enp0s3/send_redirects";

    assertThat(Patient.master(file).found()).containsExactly("ip-forward");
    String ipv6 =
        file.replace("virtual_server 10.1.80.90", "virtual_server fd00::90")
            .replace("real_server 10.1.80.9", "real_server fd00::9");
    assertThat(Patient.commands(Patient.master(ipv6).finding("ip-forward")))
        .containsExactly("sysctl -w net.ipv6.conf.all.forwarding=1");
    assertThat(Patient.master(ipv6).set("net/ipv6/conf/all/forwarding", 1).found()).isEmpty();
    assertThat(Patient.master(file).set("net/ipv4/ip_forward", 1).found()).isEmpty();
    assertThat(Patient.master(file).set("net/ipv4/ip_forward", 1).set(redirects, 1).found())
        .containsExactly("send-redirects");
    assertThat(
            Patient.master(file.replace("10.1.80.9", "10.7.0.9").replace("10.7.0.90", "10.1.80.90"))
                .set("net/ipv4/ip_forward", 1)
                .set(redirects, 1)
                .found())
        .as("real servers on another link")
        .isEmpty();
    assertThat(Patient.master().set(redirects, 1).found()).isEmpty();
  }

  @Test
  void aKernelWithoutIpvsAndRightsThatAreMissingAreTold() {
    assertThat(Patient.master().kernel(false, true).found()).containsExactly("ipvs-kernel");
    assertThat(Patient.commands(Patient.master().kernel(false, true).finding("ipvs-kernel")))
        .containsExactly("modprobe ip_vs");
    assertThat(
            Patient.master()
                .kernel(true, true, Capability.NET_ADMIN, Capability.NET_RAW)
                .finding("capabilities")
                .remedies()
                .toString())
        .contains("--cap-add NET_ADMIN --cap-add NET_RAW");
    assertThat(
            Patient.master().kernel(true, true, Capability.NET_RAW).finding("capabilities").why())
        .startsWith("A daemon here does not get the capability CAP_NET_RAW either: ");
    Patient nobody = Patient.master().kernel(true, false, Capability.NET_RAW);
    assertThat(nobody.found()).containsExactly("rights");
    assertThat(nobody.leftOut("capabilities")).contains("not run as root", "CAP_NET_RAW");
  }

  @Test
  void aRunThatMayNotLookIsNoCleanBillOfHealth() {
    Finding user =
        Patient.backup()
            .kernel(true, false, Capability.NET_ADMIN, Capability.NET_RAW)
            .deaf("CAP_NET_RAW is missing")
            .finding("rights");
    assertThat(user.severity()).isEqualTo(Severity.WARNING);
    assertThat(user.fault()).endsWith("it was not run as root");
    assertThat(user.seen())
        .containsExactly(
            "CapEff of /proc/self/status is without CAP_NET_ADMIN, CAP_NET_RAW",
            "who answers ARP: CAP_NET_RAW is missing",
            "advertisements: CAP_NET_RAW is missing");
    assertThat(user.remedies()).singleElement().asString().contains("CAP_NET_RAW", "sudo");

    assertThat(Patient.realServer().kernel(true, false, Capability.NET_RAW).found())
        .containsExactly("rights");
    assertThat(
            Patient.realServer().kernel(true, true, Capability.NET_RAW).finding("rights").fault())
        .endsWith("its root has not all rights");
    assertThat(Patient.realServer().kernel(true, false, Capability.NET_ADMIN).found())
        .as("a real server needs no more than packet sockets")
        .isEmpty();
    assertThat(Patient.master().kernel(true, true, Capability.NET_RAW).found())
        .as("a container that lacks them is told of once")
        .containsExactly("capabilities");
  }

  @Test
  void parametersOfIpvsCountWhereTheConfigurationMakesUseOfThem() {
    String inhibiting = Patient.FILE.replaceAll("weight 100", "weight 100\n inhibit_on_failure");
    String template = "net/ipv4/vs/expire_quiescent_template";

    assertThat(Patient.master().set("net/ipv4/vs/expire_nodest_conn", 0).found())
        .containsExactly("expire-nodest-conn");
    assertThat(
            Patient.master(inhibiting)
                .set("net/ipv4/vs/expire_nodest_conn", 0)
                .set(template, 1)
                .found())
        .as("no real server leaves the table")
        .isEmpty();
    assertThat(Patient.master(inhibiting).set(template, 0).found())
        .containsExactly("expire-quiescent-template");
    assertThat(
            Patient.master(inhibiting.replace("persistence_timeout 5", ""))
                .set(template, 0)
                .found())
        .isEmpty();
    assertThat(Patient.master(inhibiting).leftOut("expire-quiescent-template"))
        .contains("this kernel has no net.ipv4.vs.expire_quiescent_template");
  }

  @Test
  void aHashWithoutAnotherChoiceIsAWarning() {
    String hashed = Patient.FILE.replace("lb_algo wrr", "lb_algo mh");

    assertThat(Patient.master(hashed).found()).containsExactly("mh-fallback");
    assertThat(Patient.master(hashed).examined().severity()).isEqualTo(Severity.WARNING);
    assertThat(Patient.master(hashed.replace("lb_algo mh", "lb_algo mh\n mh-fallback")).found())
        .isEmpty();
  }

  @Test
  void theWorstComesFirst() {
    String file =
        Patient.FILE.replace("lb_algo wrr", "lb_algo mh").replace("lb_kind DR", "lb_kind NAT");
    Patient patient = Patient.master(file).filter("INPUT -p vrrp -j DROP").answer(Patient.PEER_MAC);

    assertThat(patient.found())
        .containsExactly("arp-answers", "ip-forward", "vrrp-firewall", "mh-fallback");
    assertThat(patient.examined().severity()).isEqualTo(Severity.CRITICAL);
  }
}

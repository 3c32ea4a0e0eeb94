// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.Listener;
import io.github.jlvs.doctor.seen.Task;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is concluded of a real server. */
class RealServerChecksTest {
  private static final String TUNNELS = Patient.FILE.replace("lb_kind DR", "lb_kind TUN");

  @Test
  void aSilentOneHasNoFaultAndEachCheckHasLooked() {
    Report report = Patient.realServer().examined();

    assertThat(report.findings()).isEmpty();
    assertThat(report.severity()).isEqualTo(Severity.OK);
    assertThat(report.checked())
        .containsExactly(
            "arp-settings",
            "vip-on-loopback",
            "arp-answers",
            "listener",
            "service-firewall",
            "rights");
    assertThat(Patient.realServer().leftOut("rp-filter")).contains("no tunnel");
    assertThat(Patient.realServer().leftOut("tunnel-device")).contains("through a tunnel");
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
    String path = "net/ipv4/conf/tunl0/rp_filter";

    assertThat(Patient.realServer(TUNNELS).with("tunl0", false).set(path, 1).found())
        .containsExactly("rp-filter");
    assertThat(
            Patient.realServer(TUNNELS)
                .with("tunl0", false)
                .set(path, 2)
                .set("net/ipv4/conf/all/rp_filter", 1)
                .found())
        .as("2 is the larger, and loose")
        .isEmpty();
    assertThat(Patient.realServer().set(path, 1).found()).isEmpty();
    assertThat(
            Patient.realServer(TUNNELS)
                .tunnel("tunl0", "ipip", false)
                .set(path, 1)
                .leftOut("rp-filter"))
        .isEqualTo("tunl0 is down, and takes nothing");
  }

  @Test
  void ofSeveralPoolsThoseCountThatTheHostIsIn() {
    String another =
        Patient.FILE
            .substring(Patient.FILE.indexOf("virtual_server "))
            .replace("10.1.80.90", "10.1.80.89")
            .replaceAll("real_server 10\\.1\\.80\\.9", "real_server 10.1.80.7");
    InetAddress first = IpAddresses.literal("10.1.80.90");
    InetAddress second = IpAddresses.literal("10.1.80.89");
    String file = Patient.FILE + another;

    Task ofFirst = task(file, List.of(), "10.1.80.93");
    assertThat(ofFirst.virtualAddresses()).containsExactly(first);
    assertThat(ofFirst.servicesHere())
        .allMatch(service -> service.address().equals(first))
        .isNotEmpty();
    assertThat(task(file, List.of(), "10.1.80.99").virtualAddresses())
        .as("in none: its address may be translated on the way")
        .containsExactly(first, second);
    assertThat(task(file, List.of(first, second), "10.1.80.93").virtualAddresses())
        .as("what a person names counts")
        .containsExactly(first, second);
  }

  private static Task task(String file, List<InetAddress> named, String own) {
    return Task.realServer(
        Optional.of("/etc/ds1.conf"),
        Optional.of(Patient.configuration(file)),
        named,
        Set.of(IpAddresses.literal(own)));
  }

  @Test
  void theDeviceThatTakesPacketsOutOfTheTunnelIsToBeThereAndUp() {
    Patient absent = Patient.realServer(TUNNELS);
    Finding none = absent.finding("tunnel-device");
    Finding down =
        Patient.realServer(TUNNELS).tunnel("tunl0", "ipip", false).finding("tunnel-device");

    assertThat(absent.found()).containsExactly("tunnel-device");
    assertThat(absent.leftOut("rp-filter")).isEqualTo("there is no interface tunl0");
    assertThat(none.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(none.seen()).containsExactly("there is no interface tunl0 (ip link show dev tunl0)");
    assertThat(Patient.commands(none)).containsExactly("modprobe ipip", "ip link set tunl0 up");
    assertThat(down.fault()).endsWith("tunl0 is down");
    assertThat(Patient.commands(down)).containsExactly("ip link set tunl0 up");
    assertThat(Patient.realServer(TUNNELS).tunnel("tunl0", "ipip", true).examined().checked())
        .contains("tunnel-device", "rp-filter");
  }

  @Test
  void packetsOfIpv6ComeOutOfAnotherDevice() {
    String file =
        TUNNELS
            .replace("virtual_server 10.1.80.90", "virtual_server fd00::90")
            .replaceAll("real_server 10\\.1\\.80\\.", "real_server fd00::");
    Patient absent = Patient.realServer(file).link("fd00::93/64").with("lo", false, "fd00::90/128");

    assertThat(Patient.commands(absent.finding("tunnel-device")))
        .containsExactly("modprobe ip6_tunnel", "ip link set ip6tnl0 up");
    assertThat(absent.tunnel("ip6tnl0", "ip6tnl", true).examined().checked())
        .contains("tunnel-device");
  }

  @Test
  void aTunnelWhoseDeviceNobodyKnowsIsLeftOut() {
    String gue = Patient.FILE.replace("lb_kind DR", "lb_kind TUN type gue port 6080");
    String mixed = TUNNELS.replace("virtual_server 10.1.80.90", "virtual_server fd00::90");
    Patient own =
        Patient.realServer(TUNNELS).tunnel("tunl0", "ipip", false).tunnel("ipip1", "ipip", true);

    assertThat(Patient.realServer(gue).leftOut("tunnel-device")).contains("by gue may have");
    assertThat(Patient.realServer(mixed).leftOut("tunnel-device")).contains("by IPv6 in IPv4 may");
    assertThat(own.leftOut("tunnel-device")).endsWith("may be ipip1");
    assertThat(Patient.realServer(TUNNELS).link("10.1.80.99/24").leftOut("tunnel-device"))
        .as("the file's real servers are other hosts")
        .contains("not known");
  }

  @Test
  void withoutTheDirectorsFileAnAddressOnTheTunnelTellsWhatItIsFor() {
    assertThat(
            Patient.realServerWithoutFile()
                .with("lo", false)
                .tunnel("tunl0", "ipip", false, "10.1.80.90/32")
                .found())
        .containsExactly("tunnel-device");
    assertThat(Patient.realServerWithoutFile().tunnel("tunl0", "ipip", false).found()).isEmpty();
  }
}

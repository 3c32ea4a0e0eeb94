// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.lab.ArpFrame;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Frame;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.TcpSegment;
import io.github.jlvs.lab.VrrpAdvert;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All that leaves a host while it is looked at is what the manual says. */
@KernelTest
@WithoutIpvs
class WhatIsSentTest {
  private static final String VIP = GuideNetwork.VIP;
  private static final Set<String> REAL_SERVERS = Set.of("10.1.80.93", "10.1.80.95");
  private static final int ACK = 0x10;
  private static final int RST = 0x04;
  private static final int HTTP = 80;

  /**
   * What left a host by one link.
   *
   * @param frames oldest first
   * @param data lines of tcpdump of those segments that have any
   * @param igmp lines of tcpdump of what says which groups this host is in
   * @param others lines of tcpdump of what is neither ARP, TCP, IGMP nor an advertisement
   */
  private record Sent(
      List<Frame> frames, List<String> data, List<String> igmp, List<String> others) {
    private <T extends Frame> Stream<T> of(Class<T> kind) {
      return frames.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Asks who has an address, as nobody (RFC 5227). */
    List<String> probes() {
      return requests()
          .filter(each -> each.senderAddress().equals("0.0.0.0"))
          .map(ArpFrame::targetAddress)
          .sorted()
          .toList();
    }

    /** What the kernel asks so that it can send. */
    Set<String> resolved() {
      Set<String> asked = new TreeSet<>();
      requests()
          .filter(each -> !each.gratuitous() && !each.senderAddress().equals("0.0.0.0"))
          .forEach(each -> asked.add(each.targetAddress()));
      return asked;
    }

    private Stream<ArpFrame> requests() {
      return of(ArpFrame.class).filter(each -> each.operation() == 1);
    }

    /** Where connections are opened to, with the Ethernet address. */
    List<String> openings() {
      return of(TcpSegment.class)
          .filter(TcpSegment::opens)
          .map(
              each ->
                  each.destination() + ":" + each.destinationPort() + " " + each.destinationMac())
          .sorted()
          .toList();
    }

    /** What of TCP is neither an opening nor an end or confirmation of one of those. */
    List<TcpSegment> otherSegments() {
      List<Integer> opened =
          of(TcpSegment.class).filter(TcpSegment::opens).map(TcpSegment::sourcePort).toList();
      return of(TcpSegment.class)
          .filter(each -> !each.opens())
          .filter(
              each ->
                  !opened.contains(each.sourcePort())
                      || each.destinationPort() != HTTP
                      || !Set.of(ACK, RST, RST | ACK).contains(each.flags()))
          .toList();
    }

    long segmentsWith(int flag) {
      return of(TcpSegment.class).filter(each -> (each.flags() & flag) != 0).count();
    }
  }

  @Test
  void a_director_sends_arp_probes_and_openings_that_it_ends(Network network) {
    Guide guide = prepared(network);
    List<String> openings =
        Stream.of(
                "10.1.80.93:80 " + guide.rs1().mac(),
                "10.1.80.95:80 " + guide.rs2().mac(),
                VIP + ":80 " + guide.rs1().mac(),
                VIP + ":80 " + guide.rs2().mac())
            .sorted()
            .toList();

    // Where no daemon is in the group of the advertisements, the kernel tells of the doctor.
    Sent alone = sent(Doctor.ofDirector(guide.ds1()));
    assertThat(alone.igmp()).isNotEmpty();
    assertThat(alone.others()).isEmpty();
    guide.startBackup();
    guide.startMaster();
    for (Host each : List.of(guide.ds1(), guide.ds2())) {
      Sent sent = sent(Doctor.ofDirector(each));

      boolean master = each.hasAddress(VIP);
      assertThat(sent.probes()).isEqualTo(thrice());
      assertThat(sent.openings()).as("%s", each).isEqualTo(openings);
      assertThat(sent.otherSegments()).as("%s", each).isEmpty();
      assertThat(sent.segmentsWith(RST)).isGreaterThanOrEqualTo(openings.size());
      assertThat(sent.data()).isEmpty();
      // A backup's kernel answers the real servers' answers, which come from the virtual address.
      Set<String> asked = new TreeSet<>(REAL_SERVERS);
      asked.add(VIP);
      assertThat(master ? REAL_SERVERS : asked).containsAll(sent.resolved());
      assertThat(sent.of(VrrpAdvert.class).findAny().isPresent()).isEqualTo(master);
      assertThat(sent.others()).isEmpty();
    }
  }

  @Test
  void a_real_server_sends_arp_probes_alone(Network network) {
    Guide guide = prepared(network);
    guide.startBackup();
    guide.startMaster();

    Sent sent = sent(Doctor.ofRealServer(guide.rs1()));

    assertThat(sent.probes()).isEqualTo(thrice());
    assertThat(sent.resolved()).isEmpty();
    assertThat(sent.of(TcpSegment.class)).isEmpty();
    assertThat(sent.igmp()).isEmpty();
    assertThat(sent.others()).isEmpty();
  }

  /** Each address that is known of the service, three times. */
  private static List<String> thrice() {
    List<String> asked = new ArrayList<>();
    for (String each : List.of(VIP, "10.1.80.93", "10.1.80.95")) {
      asked.addAll(List.of(each, each, each));
    }
    return asked;
  }

  /** With a second link of each that is looked at; the kernel says nothing by IPv6. */
  private static Guide prepared(Network network) {
    Guide guide = Guide.in(network);
    link(guide.ds1(), guide.rs1());
    link(guide.ds2(), guide.rs2());
    return guide;
  }

  private static void link(Host director, Host server) {
    String there = server.networkNamespace().getName(1).toString();
    director.sh("ip link add lan0 type veth peer name lan0 netns " + there);
    for (Host each : List.of(director, server)) {
      each.sh("sysctl -qw net.ipv6.conf.all.disable_ipv6=1; ip link set lan0 up");
    }
    director.sh("ip addr add 10.8.0.91/24 dev lan0");
    server.sh("ip addr add 10.8.0.93/24 dev lan0");
  }

  /** What leaves the host while it is looked at by the link of the service; by no other does. */
  private static Sent sent(Doctor doctor) {
    Host host = doctor.host();
    String loopback = loopback(host);
    try (Capture wire = host.capture("");
        Capture other = host.capture("lan0", "")) {
      Doctor.Report report = doctor.examine();
      assertThat(report.checked()).contains("arp-answers");
      // It would show what is sent there: its own marker has come through.
      assertThat(other.frames()).isEmpty();
      assertThat(loopback(host)).isEqualTo(loopback);
      // What counts the packets of the loopback does count them.
      host.sh("bash -c 'echo >/dev/udp/127.0.0.1/9'");
      assertThat(loopback(host)).isNotEqualTo(loopback);
      String own = host.mac();
      return new Sent(
          wire.frames().stream().filter(each -> each.sourceMac().equals(own)).toList(),
          wire.text("-n", "tcp and ether src " + own).stream()
              .filter(line -> !line.endsWith("length 0"))
              .toList(),
          wire.text("-n", "igmp and ether src " + own),
          wire.text("-n", "not (arp or tcp or igmp or ip proto 112) and ether src " + own));
    }
  }

  private static String loopback(Host host) {
    return host.procNet("dev")
        .lines()
        .filter(line -> line.strip().startsWith("lo:"))
        .findFirst()
        .orElseThrow();
  }
}

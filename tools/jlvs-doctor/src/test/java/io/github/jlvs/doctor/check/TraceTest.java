// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.Attempt;
import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.Segment;
import io.github.jlvs.doctor.seen.Sight;
import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Where a client's attempt ends, by what came by. */
class TraceTest {
  private static final InetAddress CLIENT = IpAddresses.literal("10.1.80.62");
  private static final InetAddress RS1 = IpAddresses.literal("10.1.80.93");

  /** What came by: SYNs in and out, what followed an answer. */
  private static Attempt attempt(int in, int out, int goingOn, String state) {
    return attempt(in, out, goingOn, Optional.of(state), BalancerChecksTest.table(1, 1, List.of()));
  }

  private static Attempt attempt(
      int in, int out, int goingOn, Optional<String> state, Balancer balancer) {
    return attempt(in, out, 0, 0, goingOn, state, balancer);
  }

  private static Attempt attempt(
      int in,
      int out,
      int answers,
      int refusals,
      int goingOn,
      Optional<String> state,
      Balancer balancer) {
    return new Attempt(
        CLIENT,
        ServiceId.tcp("10.1.80.90", 80),
        Duration.ofSeconds(4),
        in == 0 ? Optional.empty() : Optional.of("02:00:00:00:00:05 on enp0s3"),
        in,
        out,
        answers,
        refusals,
        goingOn,
        true,
        new Sight.Taken<>(balancer),
        state.map(TraceTest::connection),
        Map.of(RS1, Patient.RS1_MAC));
  }

  private static Connection connection(String state) {
    return new Connection(
        IpProtocol.TCP,
        CLIENT,
        40_000,
        Patient.VIP,
        80,
        DestinationId.of("10.1.80.93", 80),
        state,
        58,
        Optional.empty());
  }

  @Test
  void aClientThatGoesOnWasAnswered() {
    Trace trace = Trace.of(attempt(1, 1, 2, "ESTABLISHED"));

    assertThat(trace.end()).isEmpty();
    assertThat(trace.steps())
        .containsExactly(
            "1 SYN of 10.1.80.62 for TCP 10.1.80.90:80 came in within 4 s, from 02:00:00:00:00:05 on"
                + " enp0s3",
            "IPVS has sent it to 10.1.80.93:80 by Route, state ESTABLISHED",
            "1 SYN left for 10.1.80.93 (02:00:00:00:00:03)",
            "the client was answered, and goes on");
  }

  @Test
  void whoTriesAgainHeardNothingAndWhoDoesNotWasRefused() {
    Finding silent = Trace.of(attempt(3, 3, 0, "SYN_RECV")).end().orElseThrow();
    assertThat(silent.fault())
        .isEqualTo("it ends at the real server 10.1.80.93:80, or on the way back");
    assertThat(silent.remedies().get(0))
        .isEqualTo(Remedy.on("10.1.80.93", "jlvs-doctor --real-server --vip 10.1.80.90"));
    assertThat(fault(attempt(1, 1, 0, "SYN_RECV"))).endsWith("it refuses");
  }

  @Test
  void aRealServerBehindNatIsNotAskedForTheVirtualAddress() {
    Balancer translated = BalancerChecksTest.table(Forwarding.MASQUERADE, 1, 1, List.of());
    for (Attempt attempt :
        List.of(
            attempt(3, 3, 0, Optional.of("SYN_RECV"), translated),
            attempt(1, 1, 0, Optional.of("SYN_RECV"), translated))) {
      assertThat(Trace.of(attempt).end().orElseThrow().remedies().toString())
          .contains("ip route")
          .doesNotContain("--real-server");
    }
  }

  @Test
  void aResetThatComesByEndsItUnlessTheClientWasAnsweredBefore() {
    Balancer well = BalancerChecksTest.table(1, 1, List.of());

    assertThat(fault(attempt(1, 1, 0, 2, 0, Optional.of("CLOSE"), well))).endsWith("it refuses");
    assertThat(Trace.of(attempt(1, 1, 2, 2, 1, Optional.of("CLOSE"), well)).end()).isEmpty();
  }

  @Test
  void eachStepOfTheDirectorIsToldApart() {
    assertThat(fault(attempt(0, 0, 0, "SYN_RECV"))).startsWith("nothing of 10.1.80.62 gets");
    assertThat(fault(attempt(3, 0, 0, "SYN_RECV"))).contains("nothing leaves for 10.1.80.93");
    Balancer none = BalancerChecksTest.table(1, 0, List.of());
    assertThat(fault(attempt(3, 0, 0, Optional.empty(), none))).contains("no real server");
    Balancer well = BalancerChecksTest.table(1, 1, List.of());
    assertThat(fault(attempt(3, 0, 0, Optional.empty(), well))).endsWith("before IPVS");
    Balancer empty = new Balancer(1, new Snapshot(List.of()), List.of(), List.of());
    assertThat(fault(attempt(3, 0, 0, Optional.empty(), empty))).contains("nothing is balanced");
  }

  @Test
  void aServiceOfAllPortsOrOfAMarkTakesItToo() {
    Balancer every = balancing("virtual_server 10.1.80.90 0", "DR");
    Balancer marked = balancing("virtual_server fwmark 7", "TUN");

    assertThat(Trace.of(attempt(1, 1, 2, Optional.of("ESTABLISHED"), every)).steps())
        .contains(
            "IPVS has sent it to 10.1.80.93:80 by Route, state ESTABLISHED, by the service TCP"
                + " 10.1.80.90:0");
    assertThat(Trace.of(attempt(1, 1, 2, Optional.of("ESTABLISHED"), marked)).steps())
        .contains(
            "IPVS has sent it to 10.1.80.93:80 by Tunnel, state ESTABLISHED, by the service FWM 7");
    assertThat(fault(attempt(3, 0, 0, Optional.empty(), every))).endsWith("before IPVS");
    Finding unmarked = Trace.of(attempt(3, 0, 0, Optional.empty(), marked)).end().orElseThrow();
    assertThat(unmarked.fault())
        .isEqualTo("it ends at this director: no service of a firewall mark has taken it");
    assertThat(unmarked.why()).contains("but of marks: FWM 7");
  }

  /** The guide's real servers, with the ports that clients want. */
  private static Balancer balancing(String head, String kind) {
    String file =
        Patient.FILE
            .replace("virtual_server 10.1.80.90 80", head)
            .replace("lb_kind DR", "lb_kind " + kind)
            .replaceAll("(real_server \\S+) 80", "$1 0")
            .replace("TCP_CHECK {", "TCP_CHECK {\nconnect_port 80");
    return Patient.balancer(Patient.configuration(file).virtualServers());
  }

  private static String fault(Attempt attempt) {
    return Trace.of(attempt).end().orElseThrow().fault();
  }

  @Test
  void aSegmentIsReadFromEitherVersionOfIp() {
    ByteBuffer ipv4 = ByteBuffer.allocate(40);
    ipv4.put(0, (byte) 0x45).put(9, (byte) 6).putInt(12, 0x0a01503e).putInt(16, 0x0a01505a);
    ipv4.putShort(20, (short) 40_000).putShort(22, (short) 80).put(33, (byte) 0x02);
    assertThat(Segment.parse(ipv4))
        .contains(new Segment(CLIENT, 40_000, Patient.VIP, 80, 0x02))
        .get()
        .matches(Segment::isOpening)
        .matches(each -> !each.isAnswer() && !each.isGoingOn() && !each.isRefusal());
    assertThat(Segment.parse(ipv4.putShort(6, (short) 1))).as("a later fragment").isEmpty();
    ByteBuffer ipv6 = ByteBuffer.allocate(60);
    ipv6.put(0, (byte) 0x60).put(6, (byte) 6).put(23, (byte) 1).put(39, (byte) 2);
    ipv6.putShort(42, (short) 80).put(53, (byte) 0x12);
    assertThat(Segment.parse(ipv6))
        .get()
        .matches(Segment::isAnswer)
        .matches(each -> each.source().equals(IpAddresses.literal("::1")));
  }

  @Property
  void noPacketMakesItFail(@ForAll byte[] packet) {
    assertThat(Segment.parse(ByteBuffer.wrap(packet))).isNotNull();
  }
}

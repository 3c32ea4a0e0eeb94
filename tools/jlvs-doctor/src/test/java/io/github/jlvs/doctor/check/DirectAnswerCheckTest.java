// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.Balancer;
import io.github.jlvs.doctor.seen.DirectAnswer;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from what real servers answer as themselves and as the virtual address. */
class DirectAnswerCheckTest {
  private static final ProbeResult SILENCE =
      ProbeResult.timeout("No answer as 10.1.80.90:80 within 1000 ms");
  private static final ProbeResult REFUSED =
      ProbeResult.failed("Connection refused as 10.1.80.90:80");

  private static DirectAnswer answer(boolean tunnel, ProbeResult itself, ProbeResult virtual) {
    return new DirectAnswer(
        new InetSocketAddress("10.1.80.93", 80),
        new InetSocketAddress("10.1.80.90", 80),
        tunnel,
        itself,
        virtual);
  }

  @Test
  void one_that_accepts_as_itself_alone_is_a_fault() {
    Finding finding =
        Patient.master()
            .direct(answer(false, ProbeResult.SUCCESS, SILENCE))
            .finding("direct-answer");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.fault())
        .isEqualTo("real server 10.1.80.93 does not answer as 10.1.80.90:80");
    assertThat(finding.seen())
        .containsExactly(
            "a connection to 10.1.80.93:80 from here is accepted",
            "a SYN for 10.1.80.90:80 in a frame to it alone: No answer as 10.1.80.90:80 within"
                + " 1000 ms");
    assertThat(Patient.commands(finding))
        .containsExactly("jlvs-doctor --real-server --vip 10.1.80.90", "nft list ruleset");
    assertThat(finding.remedies().toString()).doesNotContain("tunnel");

    Finding inTunnel =
        Patient.master()
            .direct(answer(true, ProbeResult.SUCCESS, SILENCE))
            .finding("direct-answer");
    assertThat(inTunnel.seen().get(1)).contains("in its tunnel: No answer");
    assertThat(inTunnel.remedies().toString()).contains("its tunnel device and rp_filter");
  }

  @Test
  void one_that_refuses_has_the_address_and_no_listener_on_it() {
    Finding finding =
        Patient.master()
            .direct(answer(false, ProbeResult.SUCCESS, REFUSED))
            .finding("direct-answer");
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.fault())
        .isEqualTo("real server 10.1.80.93 refuses what comes for 10.1.80.90:80");
    assertThat(finding.seen().get(1)).endsWith("Connection refused as 10.1.80.90:80");
    assertThat(Patient.commands(finding))
        .containsExactly("ss -Hltn sport = :80", "nft list ruleset");
    assertThat(finding.remedies().get(1).toString())
        .contains("listen on 10.1.80.90:80 or on all addresses");
  }

  @Test
  void one_that_listens_on_the_virtual_address_alone_and_is_silent_there_is_a_fault() {
    DirectAnswer silent = answer(false, ProbeResult.failed("Connection refused"), SILENCE);

    Finding used = Patient.master().direct(silent).finding("direct-answer");
    assertThat(used.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(used.seen().get(0))
        .isEqualTo("a connection to 10.1.80.93:80 from here: Connection refused");
    assertThat(used.why()).contains("is not even refused");
    Balancer drained = BalancerChecksTest.table(0, 0, List.of());
    assertThat(
            Patient.master().balancing(drained).direct(silent).finding("direct-answer").severity())
        .as("no client is sent there")
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void one_behind_a_router_gets_no_packets_of_direct_routing() {
    ProbeResult behind = ProbeResult.failed("it is behind the router 10.1.80.1, and so on");

    Finding finding =
        Patient.master()
            .direct(answer(false, ProbeResult.SUCCESS, behind))
            .finding("direct-answer");
    assertThat(finding.fault())
        .isEqualTo("packets for 10.1.80.90:80 do not get to real server 10.1.80.93");
    assertThat(finding.remedies()).singleElement().asString().contains("lvs_method TUN");
    assertThat(
            Patient.master()
                .direct(answer(false, ProbeResult.failed("No route to host"), behind))
                .found())
        .isEmpty();
  }

  @Test
  void one_that_is_well_or_down_is_none() {
    assertThat(
            Patient.master()
                .direct(
                    answer(false, ProbeResult.SUCCESS, ProbeResult.SUCCESS),
                    answer(false, REFUSED, ProbeResult.SUCCESS),
                    answer(false, REFUSED, REFUSED),
                    answer(false, SILENCE, REFUSED),
                    answer(false, SILENCE, SILENCE))
                .found())
        .isEmpty();
  }

  @Test
  void where_nobody_could_be_asked_nothing_is_concluded() {
    Patient patient = Patient.backup().unasked("no packet socket");
    assertThat(patient.found()).isEmpty();
    assertThat(patient.leftOut("direct-answer")).isEqualTo("no packet socket");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.doctor.seen.DirectAnswer;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** What follows from what real servers answer as themselves and as the virtual address. */
class DirectAnswerCheckTest {
  private static final ProbeResult SILENCE =
      ProbeResult.timeout("No answer as 10.1.80.90:80 within 1000 ms");

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
        .containsExactly("jlvs-doctor --real-server --vip 10.1.80.90");

    Finding inTunnel =
        Patient.master()
            .direct(answer(true, ProbeResult.SUCCESS, ProbeResult.failed("Connection refused")))
            .finding("direct-answer");
    assertThat(inTunnel.seen().get(1)).contains("in its tunnel: Connection refused");
  }

  @Test
  void one_that_is_well_or_down_is_none() {
    ProbeResult refused = ProbeResult.failed("Connection refused");
    assertThat(
            Patient.master()
                .direct(
                    answer(false, ProbeResult.SUCCESS, ProbeResult.SUCCESS),
                    answer(false, refused, SILENCE))
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

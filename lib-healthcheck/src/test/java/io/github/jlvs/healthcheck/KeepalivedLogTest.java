// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.TcpProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log of one check through the loss and the return of its server, as keepalived has it. */
class KeepalivedLogTest {
  private static final ServiceAddress RS1 = ServiceAddress.tcp("10.1.80.93", 80);
  private static final TcpProbe PROBE = TcpProbe.to(RS1.socketAddress());
  private static final ProbeResult REFUSED = ProbeResult.failed("Connection refused");
  private static final ProbeResult TIMEOUT = ProbeResult.timeout("no answer in 3 s");
  private static final CheckPolicy POLICY = CheckPolicy.every(Duration.ofSeconds(6));

  @Test
  void nginxIsStoppedAndStartedAgain() {
    assertThat(log(POLICY, ProbeResult.SUCCESS, REFUSED, REFUSED, REFUSED, ProbeResult.SUCCESS))
        .containsExactly(
            "TCP connection to [10.1.80.93]:tcp:80 success.",
            "TCP connection to [10.1.80.93]:tcp:80 failed.",
            "TCP connection to [10.1.80.93]:tcp:80 failed.",
            "TCP_CHECK on service [10.1.80.93]:tcp:80 failed after 1 retries.",
            "TCP connection to [10.1.80.93]:tcp:80 success.");
  }

  @Test
  void aMachineThatIsOffAnswersNothing() {
    CheckPolicy threeRetries = POLICY.withRetry(3, Duration.ofSeconds(1));
    assertThat(log(threeRetries, ProbeResult.SUCCESS, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT))
        .containsExactly(
            "TCP connection to [10.1.80.93]:tcp:80 success.",
            "TCP connection to [10.1.80.93]:tcp:80 timeout.",
            "TCP connection to [10.1.80.93]:tcp:80 timeout.",
            "TCP connection to [10.1.80.93]:tcp:80 timeout.",
            "TCP connection to [10.1.80.93]:tcp:80 timeout.",
            "TCP_CHECK on service [10.1.80.93]:tcp:80 failed after 3 retries.");
  }

  @Test
  void aServerThatIsDownFromTheStartGetsNoRetryAndTheLineNamesNone() {
    assertThat(log(POLICY, REFUSED, REFUSED))
        .containsExactly(
            "TCP connection to [10.1.80.93]:tcp:80 failed.",
            "TCP_CHECK on service [10.1.80.93]:tcp:80 failed.");
  }

  @Test
  void withoutLogAllFailuresTheVerdictAloneIsLogged() {
    CheckPolicy quiet =
        new CheckPolicy(
            POLICY.delayLoop(),
            POLICY.connectTimeout(),
            1,
            POLICY.delayBeforeRetry(),
            POLICY.warmup(),
            false,
            false);
    assertThat(log(quiet, ProbeResult.SUCCESS, REFUSED, REFUSED))
        .containsExactly(
            "TCP connection to [10.1.80.93]:tcp:80 success.",
            "TCP_CHECK on service [10.1.80.93]:tcp:80 failed after 1 retries.");
  }

  @Test
  void aCheckIsAnnounced() {
    assertThat(
            KeepalivedLog.activating(
                RS1, new VirtualServerName.Address(ServiceAddress.tcp("10.1.80.90", 80))))
        .isEqualTo(
            "Activating healthchecker for service [10.1.80.93]:tcp:80"
                + " for VS [10.1.80.90]:tcp:80");
  }

  private static List<String> log(CheckPolicy policy, ProbeResult... results) {
    RealServerCheck check = new RealServerCheck(policy);
    check.handle(0, new CheckInput.Start(Duration.ZERO));
    List<String> lines = new ArrayList<>();
    for (ProbeResult result : results) {
      check.nextDeadline().ifPresent(at -> check.handle(at, CheckInput.TICK));
      for (CheckAction action : check.handle(0, new CheckInput.Result(result))) {
        if (action instanceof CheckEvent event) {
          KeepalivedLog.line(RS1, new Check(policy, PROBE), event).ifPresent(lines::add);
        }
      }
    }
    return lines;
  }
}

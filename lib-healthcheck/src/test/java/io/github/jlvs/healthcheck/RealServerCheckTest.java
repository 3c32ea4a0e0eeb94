// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.WeightAdvice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check from its start to the loss and the return of its server. Times are seconds here. */
class RealServerCheckTest {
  private static final ProbeResult.Failure REFUSED = ProbeResult.failed("Connection refused");
  private static final CheckPolicy EVERY_6_S =
      CheckPolicy.every(Duration.ofSeconds(6)).withRetry(1, Duration.ofSeconds(1));

  private RealServerCheck check = new RealServerCheck(EVERY_6_S);

  @Test
  void theFirstTryWaitsForTheWarmupDrawnForIt() {
    assertThat(start(0, 4)).isEmpty();
    assertThat(check.nextDeadline()).isEqualTo(seconds(4));
    assertThat(tick(3)).isEmpty();
    assertThat(tick(4)).containsExactly(new CheckAction.StartTry());
    assertThat(check.trying()).isTrue();
    assertThat(check.nextDeadline()).isEqualTo(RealServerCheck.NEVER);
  }

  @Test
  void withoutWarmupTheFirstTryStartsAtOnce() {
    assertThat(start(0, 0)).containsExactly(new CheckAction.StartTry());
  }

  @Test
  void aServerIsTakenForUpUntilItsFirstFailureWhichGetsNoRetry() {
    start(0, 0);
    assertThat(check.state()).isEqualTo(CheckState.UP);
    assertThat(result(1, REFUSED))
        .containsExactly(
            new CheckEvent.TryFailed(1, 0, REFUSED), new CheckEvent.WentDown(0, REFUSED));
    assertThat(check.state()).isEqualTo(CheckState.DOWN);
    assertThat(check.nextDeadline()).isEqualTo(seconds(7));
  }

  @Test
  void withAlphaAServerIsDownUntilItsFirstSuccess() {
    check = new RealServerCheck(EVERY_6_S.withAlpha(true));
    start(0, 0);
    assertThat(check.state()).isEqualTo(CheckState.DOWN);
    assertThat(result(0, ProbeResult.SUCCESS))
        .containsExactly(new CheckEvent.WentUp(CheckState.DOWN));
    assertThat(check.state()).isEqualTo(CheckState.UP);
  }

  @Test
  void withAlphaTheFirstFailureIsToldAllTheSame() {
    check = new RealServerCheck(EVERY_6_S.withAlpha(true));
    start(0, 0);
    assertThat(result(0, REFUSED)).contains(new CheckEvent.WentDown(0, REFUSED));
  }

  @Test
  void theFirstSuccessIsToldAndTheNextOnesAreNot() {
    start(0, 0);
    assertThat(result(0, ProbeResult.SUCCESS))
        .containsExactly(new CheckEvent.WentUp(CheckState.UP));
    tick(6);
    assertThat(result(6, ProbeResult.SUCCESS)).isEmpty();
  }

  @Test
  void aServerThatWasUpGoesDownWhenTheRetryFailsToo() {
    provenUp();
    assertThat(result(6, REFUSED)).containsExactly(new CheckEvent.TryFailed(1, 1, REFUSED));
    assertThat(check.state()).isEqualTo(CheckState.UP);
    assertThat(check.nextDeadline()).isEqualTo(seconds(7));
    tick(7);
    assertThat(result(7, REFUSED))
        .containsExactly(
            new CheckEvent.TryFailed(2, 0, REFUSED), new CheckEvent.WentDown(1, REFUSED));
    assertThat(check.state()).isEqualTo(CheckState.DOWN);
    assertThat(check.nextDeadline()).isEqualTo(seconds(13));
  }

  @Test
  void aRetryThatSucceedsPassesInSilenceAndTheNextFailureGetsAllItsRetriesAgain() {
    provenUp();
    result(6, REFUSED);
    tick(7);
    assertThat(result(7, ProbeResult.SUCCESS)).isEmpty();
    assertThat(check.nextDeadline()).isEqualTo(seconds(13));
    tick(13);
    assertThat(result(13, REFUSED)).containsExactly(new CheckEvent.TryFailed(1, 1, REFUSED));
  }

  @Test
  void aServerThatIsDownFailsInSilenceEveryDelayLoopAndReturnsWithOneSuccess() {
    start(0, 0);
    result(0, REFUSED);
    tick(6);
    assertThat(result(6, REFUSED)).isEmpty();
    assertThat(check.nextDeadline()).isEqualTo(seconds(12));
    tick(12);
    assertThat(result(12, ProbeResult.SUCCESS))
        .containsExactly(new CheckEvent.WentUp(CheckState.DOWN));
  }

  @Test
  void theDelaysRunFromTheEndOfATry() {
    start(0, 0);
    result(3, ProbeResult.timeout("no answer"));
    assertThat(check.nextDeadline()).isEqualTo(seconds(9));
  }

  @Test
  void aResultThatNobodyWaitsForIsIgnored() {
    assertThat(result(0, REFUSED)).isEmpty();
    start(0, 0);
    check.handle(0, CheckInput.STOP);
    assertThat(result(1, REFUSED)).isEmpty();
    assertThat(tick(100)).isEmpty();
    assertThat(check.nextDeadline()).isEqualTo(RealServerCheck.NEVER);
    assertThat(check.state()).isEqualTo(CheckState.UP);
  }

  @Test
  void afterAReloadAServerKnownToBeUpKeepsItsRetriesAndAlphaDoesNotTakeItDown() {
    check = RealServerCheck.resumed(EVERY_6_S.withAlpha(true), CheckState.UP);
    start(0, 0);
    assertThat(check.state()).isEqualTo(CheckState.UP);
    assertThat(result(0, REFUSED)).containsExactly(new CheckEvent.TryFailed(1, 1, REFUSED));
    assertThat(check.state()).isEqualTo(CheckState.UP);
  }

  @Test
  void aWeightIsToldWhenTheProbeReportsAnotherThanBefore() {
    WeightAdvice five = new WeightAdvice.Exactly(5);
    ProbeResult weight5 = new ProbeResult.Success(five);
    start(0, 0);
    assertThat(result(0, weight5))
        .containsExactly(new CheckEvent.WeightReported(five), new CheckEvent.WentUp(CheckState.UP));
    tick(6);
    assertThat(result(6, weight5)).isEmpty();
    tick(12);
    assertThat(result(12, ProbeResult.SUCCESS))
        .containsExactly(new CheckEvent.WeightReported(WeightAdvice.AS_CONFIGURED));
  }

  @Test
  void aWeightIsForgottenWithAFailureAndToldAnewAfterIt() {
    WeightAdvice five = new WeightAdvice.Exactly(5);
    start(0, 0);
    result(0, new ProbeResult.Success(five));
    tick(6);
    result(6, REFUSED);
    tick(7);
    result(7, REFUSED);
    tick(13);
    assertThat(result(13, new ProbeResult.Success(five)))
        .containsExactly(
            new CheckEvent.WeightReported(five), new CheckEvent.WentUp(CheckState.DOWN));
  }

  @Test
  void aClockThatWrapsAroundDelaysNothing() {
    long nearTheEnd = Long.MAX_VALUE - seconds(1);
    check.handle(nearTheEnd, new CheckInput.Start(Duration.ofSeconds(3)));
    assertThat(check.handle(nearTheEnd + seconds(2), CheckInput.TICK)).isEmpty();
    assertThat(check.handle(nearTheEnd + seconds(3), CheckInput.TICK))
        .containsExactly(new CheckAction.StartTry());
  }

  @Test
  void aPolicyOutOfRangeSaysWhichSettingIsWrong() {
    assertThatThrownBy(() -> CheckPolicy.every(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delay_loop");
    assertThatThrownBy(() -> EVERY_6_S.withRetry(-1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retry");
    assertThatThrownBy(() -> EVERY_6_S.withConnectTimeout(Duration.ofDays(366)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("connect_timeout");
  }

  private void provenUp() {
    start(0, 0);
    result(0, ProbeResult.SUCCESS);
    tick(6);
  }

  private List<CheckAction> start(int at, int warmup) {
    return check.handle(seconds(at), new CheckInput.Start(Duration.ofSeconds(warmup)));
  }

  private List<CheckAction> tick(int at) {
    return check.handle(seconds(at), CheckInput.TICK);
  }

  private List<CheckAction> result(int at, ProbeResult result) {
    return check.handle(seconds(at), new CheckInput.Result(result));
  }

  private static long seconds(int n) {
    return Duration.ofSeconds(n).toNanos();
  }
}

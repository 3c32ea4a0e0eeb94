// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of a check whatever the results are. */
class RealServerCheckProperties {

  @Property
  void theStateIsAFunctionOfTheLastResults(
      @ForAll @Size(min = 1, max = 60) List<Boolean> results,
      @ForAll @IntRange(max = 5) int retry,
      @ForAll boolean alpha) {
    RealServerCheck check = check(retry, alpha);
    for (int i = 0; i < results.size(); i++) {
      run(check, results.get(i));
      List<Boolean> last = results.subList(Math.max(0, i - retry), i + 1);
      assertThat(check.state() == CheckState.UP)
          .as("up after %s", results.subList(0, i + 1))
          .isEqualTo(last.contains(true));
    }
  }

  @Property
  void eventsAlternateAndEndInTheState(
      @ForAll @Size(max = 60) List<Boolean> results,
      @ForAll @IntRange(max = 5) int retry,
      @ForAll boolean alpha) {
    RealServerCheck check = check(retry, alpha);
    List<CheckState> changes = new ArrayList<>();
    for (boolean result : results) {
      for (CheckAction action : run(check, result)) {
        if (action instanceof CheckEvent.WentUp) {
          changes.add(CheckState.UP);
        } else if (action instanceof CheckEvent.WentDown) {
          changes.add(CheckState.DOWN);
        }
      }
    }
    for (int i = 1; i < changes.size(); i++) {
      assertThat(changes.get(i)).isNotEqualTo(changes.get(i - 1));
    }
    assertThat(changes.isEmpty()).isEqualTo(results.isEmpty());
    if (!changes.isEmpty()) {
      assertThat(check.state()).isEqualTo(changes.get(changes.size() - 1));
    }
  }

  @Property
  void aStartedCheckAlwaysHasATryUnderWayOrADeadlineAhead(
      @ForAll @Size(max = 60) List<Boolean> results, @ForAll long begin) {
    RealServerCheck check = new RealServerCheck(CheckPolicy.DEFAULT);
    long now = begin;
    check.handle(now, new CheckInput.Start(Duration.ofSeconds(3)));
    for (boolean result : results) {
      assertThat(check.trying()).isFalse();
      long deadline = check.nextDeadline();
      assertThat(deadline - now).isPositive();
      assertThat(check.handle(deadline - 1, CheckInput.TICK)).isEmpty();
      now = deadline;
      assertThat(check.handle(now, CheckInput.TICK)).containsExactly(new CheckAction.StartTry());
      assertThat(check.trying()).isTrue();
      assertThat(check.handle(now, CheckInput.TICK)).isEmpty();
      check.handle(now, new CheckInput.Result(of(result)));
    }
  }

  private static RealServerCheck check(int retry, boolean alpha) {
    RealServerCheck check =
        new RealServerCheck(
            CheckPolicy.DEFAULT.withRetry(retry, Duration.ofSeconds(1)).withAlpha(alpha));
    check.handle(0, new CheckInput.Start(Duration.ofSeconds(1)));
    return check;
  }

  private static List<CheckAction> run(RealServerCheck check, boolean success) {
    long now = check.nextDeadline();
    check.handle(now, CheckInput.TICK);
    return check.handle(now, new CheckInput.Result(of(success)));
  }

  private static ProbeResult of(boolean success) {
    return success ? ProbeResult.SUCCESS : ProbeResult.failed("refused");
  }
}

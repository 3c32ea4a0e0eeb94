// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.time.Duration;
import java.util.Objects;

/** What can happen to a {@link RealServerCheck}. */
public sealed interface CheckInput {

  /** Time has passed: due at or after {@link RealServerCheck#nextDeadline()}. Early is harmless. */
  CheckInput TICK = new Tick();

  /** Something has changed: the next try is due now. Without effect while one is under way. */
  CheckInput NOW = new Now();

  /** Make no more tries; a result still to come is ignored. */
  CheckInput STOP = new Stop();

  /**
   * Begin. The wait comes from outside, since chance has no place in here.
   *
   * @param warmup how long to wait before the first try, 0 or more; drawn from 0 to the policy's
   *     warmup by the caller
   */
  record Start(Duration warmup) implements CheckInput {
    /**
     * Refuses a negative wait.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Start {
      Objects.requireNonNull(warmup, "warmup");
      if (warmup.isNegative()) {
        throw new IllegalArgumentException(
            "the wait before the first try is 0 or more, got " + warmup);
      }
    }
  }

  /** Time has passed. */
  record Tick() implements CheckInput {}

  /** The next try is due now. */
  record Now() implements CheckInput {}

  /** Make no more tries. */
  record Stop() implements CheckInput {}

  /**
   * The try that {@link CheckAction.StartTry} asked for is over. Ignored when none is under way.
   *
   * @param result what it found
   */
  record Result(ProbeResult result) implements CheckInput {
    public Result {
      Objects.requireNonNull(result, "result");
    }
  }
}

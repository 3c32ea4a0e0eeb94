// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.WeightAdvice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One check of one real server: when the next try is due, and what the tries so far mean.
 *
 * <p>The rules, as keepalived 2.2.7 shows them:
 *
 * <ul>
 *   <li>One success makes the server up, whatever went before.
 *   <li>A failure of a server that was up gets {@code retry} further tries, {@code
 *       delay_before_retry} apart; if all fail, the server is down. So after the first result the
 *       server is up exactly when one of its last {@code retry + 1} results was a success.
 *   <li>The very first result gets no retry: a failure there takes the server down at once.
 *   <li>While the server is down, tries are {@code delay_loop} apart and failures are not told.
 *   <li>The delays run from the end of a try, so a try that takes its full time limit comes later
 *       than one that is refused at once.
 * </ul>
 *
 * <p>Not thread-safe. Holds no clock: every input brings its time.
 */
public final class RealServerCheck {
  /** What a deadline is when nothing is due. */
  public static final long NEVER = Long.MAX_VALUE;

  private enum Phase {
    STOPPED,
    WAITING,
    TRYING
  }

  private final CheckPolicy policy;
  private Phase phase = Phase.STOPPED;
  private long deadline;
  private CheckState state;
  private boolean hasRun;
  private int failures;
  private WeightAdvice weight = WeightAdvice.AS_CONFIGURED;

  /**
   * A check that has not run yet.
   *
   * @param policy its policy
   */
  public RealServerCheck(CheckPolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.state = policy.alpha() ? CheckState.DOWN : CheckState.UP;
  }

  private RealServerCheck(CheckPolicy policy, CheckState known) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.state = Objects.requireNonNull(known, "known");
    this.hasRun = true;
  }

  /**
   * A check of a server whose state is known from a check before it: after a reload that changed
   * the policy, a server that is up keeps its retries, and {@code alpha} does not take it down.
   *
   * @param policy the new policy
   * @param known the state of the server
   * @return a check that takes the state for the result of its first run
   */
  public static RealServerCheck resumed(CheckPolicy policy, CheckState known) {
    return new RealServerCheck(policy, known);
  }

  /**
   * Takes in what happened.
   *
   * @param now the time, nanoseconds of the caller's monotonic clock
   * @param input what happened
   * @return what to do and what to tell, in order; often empty
   */
  public List<CheckAction> handle(long now, CheckInput input) {
    if (input instanceof CheckInput.Result result) {
      return phase == Phase.TRYING ? judge(now, result.result()) : List.of();
    }
    if (input instanceof CheckInput.Start start) {
      waitFor(now, start.warmup());
      return tick(now);
    }
    if (input instanceof CheckInput.Stop) {
      phase = Phase.STOPPED;
      return List.of();
    }
    if (input instanceof CheckInput.Tick) {
      return tick(now);
    }
    if (input instanceof CheckInput.Now) {
      deadline = phase == Phase.WAITING ? now : deadline;
      return tick(now);
    }
    throw new IllegalStateException("a check does not know the input " + input);
  }

  private List<CheckAction> tick(long now) {
    if (phase != Phase.WAITING || now - deadline < 0) {
      return List.of();
    }
    phase = Phase.TRYING;
    return List.of(new CheckAction.StartTry());
  }

  private List<CheckAction> judge(long now, ProbeResult result) {
    if (result instanceof ProbeResult.Failure failure) {
      return failed(now, failure);
    }
    boolean news = !hasRun || state == CheckState.DOWN;
    CheckState before = state;
    hasRun = true;
    failures = 0;
    state = CheckState.UP;
    waitFor(now, policy.delayLoop());
    WeightAdvice reported = ((ProbeResult.Success) result).weight();
    List<CheckAction> told = new ArrayList<>(2);
    if (!reported.equals(weight)) {
      weight = reported;
      told.add(new CheckEvent.WeightReported(reported));
    }
    if (news) {
      told.add(new CheckEvent.WentUp(before));
    }
    return List.copyOf(told);
  }

  private List<CheckAction> failed(long now, ProbeResult.Failure failure) {
    boolean firstRun = !hasRun;
    hasRun = true;
    if (state == CheckState.DOWN && !firstRun) {
      waitFor(now, policy.delayLoop());
      return List.of();
    }
    failures++;
    int retriesLeft = firstRun ? 0 : policy.retry() + 1 - failures;
    CheckEvent tryFailed = new CheckEvent.TryFailed(failures, retriesLeft, failure);
    if (retriesLeft > 0) {
      waitFor(now, policy.delayBeforeRetry());
      return List.of(tryFailed);
    }
    int retries = failures - 1;
    failures = 0;
    state = CheckState.DOWN;
    weight = WeightAdvice.AS_CONFIGURED;
    waitFor(now, policy.delayLoop());
    return List.of(tryFailed, new CheckEvent.WentDown(retries, failure));
  }

  private void waitFor(long now, Duration wait) {
    phase = Phase.WAITING;
    deadline = now + wait.toNanos();
  }

  /**
   * When the next {@link CheckInput#TICK} is due.
   *
   * @return nanoseconds of the caller's clock, or {@link #NEVER} while stopped or while a try is
   *     under way
   */
  public long nextDeadline() {
    return phase == Phase.WAITING ? deadline : NEVER;
  }

  /**
   * Whether a try is under way, that is, a result is expected.
   *
   * @return true between {@link CheckAction.StartTry} and its result
   */
  public boolean trying() {
    return phase == Phase.TRYING;
  }

  /**
   * What this check holds of its server.
   *
   * @return up or down
   */
  public CheckState state() {
    return state;
  }

  /**
   * The policy.
   *
   * @return the policy
   */
  public CheckPolicy policy() {
    return policy;
  }
}

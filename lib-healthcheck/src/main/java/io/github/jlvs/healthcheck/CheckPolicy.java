// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.time.Duration;
import java.util.Objects;

/**
 * When a check is made, and how many failures it takes. keepalived's vocabulary, and its defaults
 * ({@link #DEFAULT}).
 *
 * @param delayLoop from the end of a try to the start of the next ({@code delay_loop});
 *     keepalived's default is 60 s
 * @param connectTimeout the time limit of one try, of each connection where a try needs several
 *     ({@code connect_timeout}); bytes that come put it off, up to ten times as long in all; 5 s
 * @param retry how many further tries a failure gets before the server counts as down ({@code
 *     retry}), 0 or more; 1 (3 for DNS_CHECK, 0 for MISC_CHECK)
 * @param delayBeforeRetry from a failed try to the retry ({@code delay_before_retry}), 0 for none;
 *     1 s (3 s for HTTP_GET and SSL_GET)
 * @param warmup the longest wait before the very first try ({@code warmup}); the actual wait is
 *     drawn from 0 to this, so that many checks do not start at once; 0 for none; keepalived's
 *     default is {@code delayLoop}
 * @param alpha whether the server is down until its first success ({@code alpha}); false: it is
 *     taken for up until its first failure
 * @param logAllFailures whether the log shows the tries that a retry follows ({@code
 *     log_all_failures}); keepalived's default is false, ours true: the first failed try is the one
 *     an operator wants to see
 */
public record CheckPolicy(
    Duration delayLoop,
    Duration connectTimeout,
    int retry,
    Duration delayBeforeRetry,
    Duration warmup,
    boolean alpha,
    boolean logAllFailures) {

  // Before DEFAULT, whose making needs it.
  private static final Duration LONGEST = Duration.ofDays(365);

  /** keepalived's defaults for a TCP check, and every failed try in the log. */
  public static final CheckPolicy DEFAULT =
      new CheckPolicy(
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          1,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          false,
          true);

  /**
   * Checks the ranges: durations above zero (warmup and the delay before a retry may be zero) and
   * at most 365 days.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public CheckPolicy {
    requireRange("delay_loop", delayLoop, false);
    requireRange("connect_timeout", connectTimeout, false);
    requireRange("delay_before_retry", delayBeforeRetry, true);
    requireRange("warmup", warmup, true);
    if (retry < 0) {
      throw new IllegalArgumentException("retry is 0 or more, got " + retry);
    }
  }

  private static void requireRange(String name, Duration value, boolean zeroAllowed) {
    Objects.requireNonNull(value, name);
    boolean tooShort = value.isNegative() || (value.isZero() && !zeroAllowed);
    if (tooShort || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name
              + " is "
              + (zeroAllowed ? "0" : "more than 0")
              + " and at most 365 days, got "
              + value);
    }
  }

  /**
   * The defaults with another {@code delay_loop}, which is the default of {@code warmup} too.
   *
   * @param delayLoop from the end of a try to the start of the next
   * @return the policy
   */
  public static CheckPolicy every(Duration delayLoop) {
    return new CheckPolicy(
        delayLoop,
        DEFAULT.connectTimeout,
        DEFAULT.retry,
        DEFAULT.delayBeforeRetry,
        delayLoop,
        DEFAULT.alpha,
        DEFAULT.logAllFailures);
  }

  /**
   * This policy with another time limit.
   *
   * @param limit the time limit of one try
   * @return the policy
   */
  public CheckPolicy withConnectTimeout(Duration limit) {
    return new CheckPolicy(
        delayLoop, limit, retry, delayBeforeRetry, warmup, alpha, logAllFailures);
  }

  /**
   * This policy with other retries.
   *
   * @param retries how many further tries a failure gets, 0 or more
   * @param delay from a failed try to the retry
   * @return the policy
   */
  public CheckPolicy withRetry(int retries, Duration delay) {
    return new CheckPolicy(
        delayLoop, connectTimeout, retries, delay, warmup, alpha, logAllFailures);
  }

  /**
   * This policy with another warmup.
   *
   * @param longest the longest wait before the first try, 0 for none
   * @return the policy
   */
  public CheckPolicy withWarmup(Duration longest) {
    return new CheckPolicy(
        delayLoop, connectTimeout, retry, delayBeforeRetry, longest, alpha, logAllFailures);
  }

  /**
   * This policy with another start.
   *
   * @param downUntilFirstSuccess whether the server is down until its first success
   * @return the policy
   */
  public CheckPolicy withAlpha(boolean downUntilFirstSuccess) {
    return new CheckPolicy(
        delayLoop,
        connectTimeout,
        retry,
        delayBeforeRetry,
        warmup,
        downUntilFirstSuccess,
        logAllFailures);
  }
}

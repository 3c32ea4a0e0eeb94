// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.time.Duration;

/** The protocol's intervals (RFC 3768 section 6.1), in nanoseconds and exact. */
public final class Timers {
  /** What a deadline is when nothing is due. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long SECOND = 1_000_000_000L;
  private static final Duration LONGEST = Duration.ofDays(366);

  private Timers() {}

  /**
   * Skew_Time: (256 - priority) / 256 seconds.
   *
   * @param priority 1 to 255
   * @return nanoseconds
   */
  public static long skewNanos(int priority) {
    return (256 - priority) * (SECOND / 256);
  }

  /**
   * Advertisement_Interval.
   *
   * @param seconds 1 to 255
   * @return nanoseconds
   */
  public static long intervalNanos(int seconds) {
    return seconds * SECOND;
  }

  /**
   * Master_Down_Interval: 3 x Advertisement_Interval + Skew_Time, where keepalived's
   * down_timer_adverts may stand for the 3.
   *
   * @param missed advertisements that may be missed, 3 in the RFC
   * @param intervalSeconds 1 to 255
   * @param priority 1 to 255
   * @return nanoseconds
   */
  public static long masterDownNanos(int missed, int intervalSeconds, int priority) {
    return missed * intervalNanos(intervalSeconds) + skewNanos(priority);
  }

  static Duration requireUsable(String what, Duration duration) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what + " is " + duration + ", it must be zero or more and at most " + LONGEST);
    }
    return duration;
  }
}

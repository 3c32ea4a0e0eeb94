// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.time.Duration;

/** The protocol's intervals (RFC 3768 and RFC 9568, section 6.1), in nanoseconds and exact. */
public final class Timers {
  /** What a deadline is when nothing is due. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final Duration LONGEST = Duration.ofDays(366);

  private Timers() {}

  /**
   * Master_Down_Interval: 3 x Advertisement_Interval + Skew_Time, in VRRPv3 by the master's
   * interval (Active_Down_Interval); keepalived's down_timer_adverts may stand for the 3.
   *
   * @param protocol which VRRP
   * @param missed advertisements that may be missed, 3 in the RFC
   * @param interval the master's
   * @param priority the backup's, 1 to 255
   * @return nanoseconds
   */
  public static long masterDownNanos(
      Protocol protocol, int missed, AdvertisementInterval interval, int priority) {
    return missed * interval.nanos() + protocol.skewNanos(priority, interval);
  }

  static Duration requireUsable(String what, Duration duration) {
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          what + " is " + duration + ", it must be zero or more and at most " + LONGEST);
    }
    return duration;
  }
}

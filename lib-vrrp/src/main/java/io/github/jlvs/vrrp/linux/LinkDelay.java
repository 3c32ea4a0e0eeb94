// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.time.Duration;

/**
 * How long an interface must have been down, or up, before that counts.
 *
 * @param down time for which it must have been down, at most a day
 * @param up time for which it must have been up, at most a day
 */
public record LinkDelay(Duration down, Duration up) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a delay is negative or above a day
   */
  public LinkDelay {
    for (Duration delay : new Duration[] {down, up}) {
      if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "delay of an interface " + delay + " is negative or above " + LONGEST);
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.hadr.scenario;

import java.time.Duration;

/**
 * How long a protocol lets something take.
 *
 * @param atLeast not before; zero where it may come at once
 * @param atMost not after
 * @param reckoning how that comes about, such as {@code 3 x 1 s + (256-100)/256 s}
 */
public record Allowed(Duration atLeast, Duration atMost, String reckoning) {

  /** A timer that must expire first: not sooner, not later. */
  public static Allowed exactly(Duration time, String reckoning) {
    return new Allowed(time, time, reckoning);
  }

  /** Something that may come at any moment up to a limit. */
  public static Allowed atMost(Duration time, String reckoning) {
    return new Allowed(Duration.ZERO, time, reckoning);
  }

  /** The same with time for a program to start, of which the protocol knows nothing. */
  public Allowed plus(Duration more, String why) {
    return new Allowed(atLeast, atMost.plus(more), reckoning + " + " + why);
  }

  /**
   * Whether it took as long as it may.
   *
   * @param took how long it took
   * @param slack how much later a loaded machine may be
   */
  public boolean permits(Duration took, Duration slack) {
    return took.compareTo(atLeast.minus(EARLY)) >= 0 && took.compareTo(atMost.plus(slack)) <= 0;
  }

  /** Time stamps are taken where packets pass, not where timers start. */
  private static final Duration EARLY = Duration.ofMillis(50);
}

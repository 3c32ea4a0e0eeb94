// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

/**
 * What one virtual router does with HMAC; the same on all its routers, but for the mode while it
 * changes.
 *
 * @param keys the keys, and which of them signs
 * @param mode what is signed and what is asked for
 * @param antiReplay what makes a captured advertisement worthless
 * @param windowSeconds how far a message's time may be from the receiver's clock either way, 1 to
 *     300 s; without meaning for {@link AntiReplay#MONOTONIC}
 */
public record HmacSettings(HmacKeys keys, HmacMode mode, AntiReplay antiReplay, int windowSeconds) {
  /** Shortest window in seconds. */
  public static final int SHORTEST_WINDOW = 1;

  /** Longest window in seconds. */
  public static final int LONGEST_WINDOW = 300;

  private static final int LEAST_DEFAULT_WINDOW = 5;

  /**
   * Checks the window.
   *
   * @throws IllegalArgumentException if the window is out of its range
   */
  public HmacSettings {
    if (windowSeconds < SHORTEST_WINDOW || windowSeconds > LONGEST_WINDOW) {
      throw new IllegalArgumentException(
          "time window in seconds is "
              + windowSeconds
              + ", it must be "
              + SHORTEST_WINDOW
              + " to "
              + LONGEST_WINDOW);
    }
  }

  /**
   * keepalived's defaults: enforce, by time, with the window of {@link #defaultWindowSeconds}.
   *
   * @param keys the keys
   * @param intervalCentiseconds the advertisement interval, in hundredths of a second, at least 1
   * @return the settings
   */
  public static HmacSettings of(HmacKeys keys, int intervalCentiseconds) {
    return new HmacSettings(
        keys, HmacMode.ENFORCE, AntiReplay.TIME, defaultWindowSeconds(intervalCentiseconds));
  }

  /**
   * The window where none is given: three intervals, 5 s at least. Rounded up to whole seconds, and
   * never more than the longest.
   *
   * @param intervalCentiseconds the advertisement interval, in hundredths of a second, at least 1
   * @return 5 to 300 s
   */
  public static int defaultWindowSeconds(int intervalCentiseconds) {
    long seconds = (3L * intervalCentiseconds + 99) / 100;
    return (int) Math.min(Math.max(seconds, LEAST_DEFAULT_WINDOW), LONGEST_WINDOW);
  }

  /**
   * The same in another mode.
   *
   * @param other the mode
   * @return settings that differ in nothing else
   */
  public HmacSettings withMode(HmacMode other) {
    return new HmacSettings(keys, other, antiReplay, windowSeconds);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.math.BigDecimal;

/**
 * How often a master advertises. VRRPv3 counts it in hundredths of a second (RFC 9568 section
 * 5.2.7), VRRPv2 in whole seconds (RFC 3768 section 5.3.7); which of them a virtual router may have
 * is its {@link Protocol}'s to say.
 *
 * @param centiseconds hundredths of a second, 0 to 25,500; 0 stands only in packets that are
 *     refused
 */
public record AdvertisementInterval(int centiseconds) {
  private static final int A_SECOND = 100;
  private static final int LONGEST = 255 * A_SECOND;
  private static final long NANOS = 10_000_000L;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException when it is out of its range
   */
  public AdvertisementInterval {
    Ranges.within("advertisement interval in hundredths of a second", centiseconds, 0, LONGEST);
  }

  /**
   * An interval in whole seconds.
   *
   * @param seconds 0 to 255
   * @return the interval
   * @throws IllegalArgumentException when it is out of its range
   */
  public static AdvertisementInterval ofSeconds(int seconds) {
    return new AdvertisementInterval(
        Ranges.within("advertisement interval in seconds", seconds, 0, 255) * A_SECOND);
  }

  /**
   * The interval for timers.
   *
   * @return nanoseconds
   */
  public long nanos() {
    return centiseconds * NANOS;
  }

  /**
   * Whether VRRPv2 can say it.
   *
   * @return whether it is in whole seconds
   */
  public boolean isWholeSeconds() {
    return centiseconds % A_SECOND == 0;
  }

  /**
   * The interval in seconds, without zeros at its end.
   *
   * @return for example {@code 1} or {@code 0.25}
   */
  public String seconds() {
    return BigDecimal.valueOf(centiseconds, 2).stripTrailingZeros().toPlainString();
  }

  /**
   * With its unit.
   *
   * @return for example {@code 0.25 s}
   */
  @Override
  public String toString() {
    return seconds() + " s";
  }
}

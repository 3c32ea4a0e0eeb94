// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

/**
 * How long an address stays ({@code struct ifa_cacheinfo} of linux/if_addr.h): it is deprecated, so
 * that new connections take another one, and later removed.
 *
 * @param validSeconds after how many seconds the kernel removes it, 0 to 4294967295, which is
 *     {@link #FOREVER_SECONDS}: never
 * @param preferredSeconds after how many seconds it is deprecated, 0 where it is now; not above
 *     {@code validSeconds}, and {@link #FOREVER_SECONDS} for never
 */
public record Lifetime(long validSeconds, long preferredSeconds) {
  /** The number that stands for no end. */
  public static final long FOREVER_SECONDS = 0xffff_ffffL;

  /** An address that stays, and is never deprecated. */
  public static final Lifetime FOREVER = new Lifetime(FOREVER_SECONDS, FOREVER_SECONDS);

  /** An address that stays, and is deprecated. */
  public static final Lifetime DEPRECATED = new Lifetime(FOREVER_SECONDS, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Lifetime {
    Require.range("valid lifetime", validSeconds, FOREVER_SECONDS);
    Require.range("preferred lifetime", preferredSeconds, FOREVER_SECONDS);
  }

  private static String text(long seconds) {
    return seconds == FOREVER_SECONDS ? "forever" : seconds + "sec";
  }

  @Override
  public String toString() {
    return "valid_lft " + text(validSeconds) + " preferred_lft " + text(preferredSeconds);
  }
}

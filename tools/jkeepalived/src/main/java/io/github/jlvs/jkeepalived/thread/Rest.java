// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.thread;

import java.time.Duration;

/**
 * How long to rest after each of something that is done again and again, so that it has no more
 * than a share of the time. Not thread-safe.
 *
 * <p>One that another process held up is no measure of that: of the last two the shorter counts.
 */
public final class Rest {
  private final long shortest;
  private final int share;
  private long before;

  private Rest(Duration shortest, int share, long before) {
    this.shortest = shortest.toNanos();
    this.share = share;
    this.before = before;
  }

  /**
   * One for which the first counts by itself.
   *
   * @param shortest the rest, at the least
   * @param share the rest is so many times what one has taken, at the least
   */
  public static Rest of(Duration shortest, int share) {
    return new Rest(shortest, share, Long.MAX_VALUE);
  }

  /** One for which the first counts nothing: it loads classes. */
  public static Rest passingOverTheFirst(Duration shortest, int share) {
    return new Rest(shortest, share, 0);
  }

  /**
   * One has been done.
   *
   * @param taken what that took, in nanoseconds
   * @return how long to rest, in nanoseconds
   */
  public long after(long taken) {
    long usual = Math.min(taken, before);
    before = taken;
    return Math.max(shortest, usual * share);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.thread;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When something is due that is done again and again: at an interval, and less often where it takes
 * long, so that it has no more than a share of the time. Not thread-safe.
 */
public final class Rhythm {
  private final long interval;
  private final Rest rest;
  private final LongSupplier clock;
  private long next;

  /**
   * Due at once.
   *
   * @param interval from the end of one to the beginning of the next, at the least
   * @param share that pause is so many times what one has taken, at the least
   * @param clock such as {@link System#nanoTime}
   */
  public Rhythm(Duration interval, int share, LongSupplier clock) {
    this.interval = interval.toNanos();
    this.rest = Rest.of(interval, share);
    this.clock = clock;
    this.next = clock.getAsLong();
  }

  /** Until it is due, in nanoseconds; 0 or less: it is. */
  public long left() {
    return next - clock.getAsLong();
  }

  /** Whether it is to be done now. */
  public boolean isDue() {
    return left() <= 0;
  }

  /**
   * It has been done.
   *
   * @param begin when that began, by the clock
   */
  public void done(long begin) {
    long end = clock.getAsLong();
    next = end + rest.after(end - begin);
  }

  /** It is due within the interval, however long it took. */
  public void soon() {
    next -= Math.max(0, left() - interval);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

/**
 * A machine's monotonic clock: it started anywhere, and runs too fast or too slow.
 *
 * @param offset what it showed at the beginning, nanoseconds
 * @param ppm how many millionths too fast, negative for too slow
 */
record Clock(long offset, int ppm) {
  private static final long MILLION = 1_000_000;

  /** What it shows at a true time. */
  long at(long trueTime) {
    return offset + trueTime + Math.floorDiv(trueTime * ppm, MILLION);
  }

  /** The first true time, not before another, at which it shows at least this. */
  long whenShows(long shown, long notBefore) {
    long guess = (shown - offset) / (MILLION + ppm) * MILLION;
    guess += (shown - offset) % (MILLION + ppm) * MILLION / (MILLION + ppm);
    while (at(guess) < shown) {
      guess++;
    }
    while (at(guess - 1) >= shown) {
      guess--;
    }
    return Math.max(guess, notBefore);
  }

  /** The longest true time in which it can count so many nanoseconds. */
  long trueDuration(long counted) {
    return counted / (MILLION + ppm) * MILLION
        + counted % (MILLION + ppm) * MILLION / (MILLION + ppm)
        + 2;
  }
}

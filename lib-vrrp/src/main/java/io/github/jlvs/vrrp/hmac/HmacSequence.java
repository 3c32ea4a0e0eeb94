// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

/**
 * A message's place among those of its sender: the second (modulo 2^32), its fraction in 1/65536,
 * and a counter where two messages fall into one such fraction. The three are one number of 64
 * bits, compared by serial number arithmetic (RFC 1982), so that the year 2106 is like any other.
 *
 * @param bits seconds in the upper 32 bits, fraction in the next 16, counter in the lowest 16
 */
public record HmacSequence(long bits) {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long COUNTER = 0xffff;

  /**
   * The first of a moment.
   *
   * @param wallClockNanos nanoseconds since 1970-01-01T00:00:00Z; any value
   * @return the sequence with the counter 0
   */
  public static HmacSequence at(long wallClockNanos) {
    return new HmacSequence(clock(wallClockNanos));
  }

  /**
   * Seconds since 1970-01-01T00:00:00Z, modulo 2^32.
   *
   * @return 0 to 4294967295
   */
  public long seconds() {
    return bits >>> 32;
  }

  /**
   * The fraction of the second.
   *
   * @return 0 to 65535, in 1/65536 s
   */
  public int fraction() {
    return (int) (bits >>> 16) & 0xffff;
  }

  /**
   * Which of the messages in one fraction it is.
   *
   * @return 0 to 65535
   */
  public int counter() {
    return (int) (bits & COUNTER);
  }

  /**
   * Whether this comes after another in serial number arithmetic (RFC 1982 section 3.2). Of two
   * that are half the circle (68 years) apart neither does.
   *
   * @param other the other
   * @return true if it is later, false if it is the same or earlier
   */
  public boolean isAfter(HmacSequence other) {
    return isAfter(bits, other.bits);
  }

  @Override
  public String toString() {
    return seconds() + "." + fraction() + "/65536 #" + counter();
  }

  /** The bits of a moment; here and below without an object for each advertisement. */
  static long clock(long wallClockNanos) {
    long seconds = Math.floorDiv(wallClockNanos, NANOS_PER_SECOND);
    long fraction = (Math.floorMod(wallClockNanos, NANOS_PER_SECOND) << 16) / NANOS_PER_SECOND;
    return seconds << 32 | fraction << 16;
  }

  static boolean isAfter(long bits, long other) {
    return bits - other > 0;
  }

  /** Whether the time in it is further than a window from the clock, either way. */
  static boolean isOutside(long bits, long clock, int windowSeconds) {
    long distance = distance(bits, clock);
    long window = (long) windowSeconds << 32;
    return distance > window || distance < -window;
  }

  /** How far the time in it is ahead of the clock, in milliseconds; negative when it is behind. */
  static long millisAhead(long bits, long clock) {
    return ((distance(bits, clock) >> 16) * 1000) >> 16;
  }

  private static long distance(long bits, long clock) {
    return (bits & ~COUNTER) - clock;
  }
}

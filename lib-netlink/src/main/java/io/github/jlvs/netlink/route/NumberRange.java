// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

/**
 * Numbers from one to another, both included: ports, or the ids of users.
 *
 * @param first the lowest, 0 to 4294967295
 * @param last the highest, 0 to 4294967295
 */
public record NumberRange(long first, long last) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of its range, or they are in the wrong order
   */
  public NumberRange {
    Require.range("a range's first number", first, 0xffff_ffffL);
    Require.range("a range's last number", last, 0xffff_ffffL);
    if (first > last) {
      throw new IllegalArgumentException("a range from " + first + " to " + last + " is empty");
    }
  }

  /**
   * One number alone.
   *
   * @param number 0 to 4294967295
   * @return the range
   */
  public static NumberRange of(long number) {
    return new NumberRange(number, number);
  }

  @Override
  public String toString() {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}

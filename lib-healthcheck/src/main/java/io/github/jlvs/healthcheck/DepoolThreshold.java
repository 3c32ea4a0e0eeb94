// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

/**
 * The share of the real servers of a virtual server that take connections whatever their checks
 * find: PyBal's depool threshold. Where many checks fail at the same time it is more likely that
 * the checks are wrong, or that the servers are slow, than that nobody is there; and the few that
 * are left would not bear what all of them bore.
 *
 * @param percent of the real servers that are configured, 0 to 100; 0 takes out whatever fails
 */
public record DepoolThreshold(int percent) {
  /** Whatever fails is taken out. */
  public static final DepoolThreshold NONE = new DepoolThreshold(0);

  /**
   * Checks the range of the share.
   *
   * @throws IllegalArgumentException if it is out of its range
   */
  public DepoolThreshold {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("a depool threshold is 0 to 100 percent, got " + percent);
    }
  }

  /**
   * The fewest real servers that take connections.
   *
   * @param configured how many there are, 0 or more
   * @return the share of them, rounded up
   */
  public int minimum(int configured) {
    return (int) ((configured * (long) percent + 99) / 100);
  }
}

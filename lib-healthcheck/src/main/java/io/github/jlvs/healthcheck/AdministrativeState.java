// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

/**
 * What an operator has decided of a real server, whatever its checks find. A server of which
 * nothing is decided is ready: its health alone counts.
 */
public sealed interface AdministrativeState {
  /**
   * It takes no new connections and keeps those that it has: while it is up it is in the table with
   * weight 0. Its checks go on to count, and so does its weight for the quorum: whoever drains one
   * server after another is not to lose the quorum over it.
   */
  record Drained() implements AdministrativeState {}

  /**
   * It is not in the table, however healthy, and adds nothing to the quorum. Its checks go on, so
   * that what it is worth is known when it is taken back, but nothing follows from them until then.
   */
  record Disabled() implements AdministrativeState {}

  /**
   * It has another weight while it is up, instead of what the configuration and its checks say. The
   * quorum counts this one.
   *
   * @param weight 0 to 2147483647
   */
  record Weighted(int weight) implements AdministrativeState {
    /**
     * Checks the range of the weight.
     *
     * @throws IllegalArgumentException if it is out of its range
     */
    public Weighted {
      if (weight < 0) {
        throw new IllegalArgumentException("a weight is 0 to 2147483647, got " + weight);
      }
    }
  }
}

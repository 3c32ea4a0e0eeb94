// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

/**
 * What a successful try says of the server's weight. The advice of all checks of a server adds up:
 * the configured weight, and by how much each of them wants it changed. Less than 0 is 0.
 */
public sealed interface WeightAdvice {
  /** The configured one, which is what nearly all probes say. */
  WeightAdvice AS_CONFIGURED = new AsConfigured();

  /** The configured weight. */
  record AsConfigured() implements WeightAdvice {}

  /**
   * A weight of the probe's own, in place of the configured one.
   *
   * @param weight 0 to 65535
   */
  record Exactly(int weight) implements WeightAdvice {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the weight is out of it
     */
    public Exactly {
      if (weight < 0 || weight > 65535) {
        throw new IllegalArgumentException("a weight is 0 to 65535, the probe reported " + weight);
      }
    }
  }

  /**
   * More, or less.
   *
   * @param difference what is added to the configured weight
   */
  record More(long difference) implements WeightAdvice {}
}

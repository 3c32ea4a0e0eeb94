// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.Map;

/**
 * What a virtual router had counted at one moment since it was made.
 *
 * @param values a value for each counter
 */
public record Counters(Map<Counter, Long> values) {
  /**
   * Copies the values.
   *
   * @param values a value for each counter; one that is left out counts as 0
   */
  public Counters {
    values = Map.copyOf(values);
  }

  /**
   * One of them.
   *
   * @param counter which
   * @return its value
   */
  public long of(Counter counter) {
    return values.getOrDefault(counter, 0L);
  }

  /**
   * All refused packets.
   *
   * @return the sum of the counters of refusals
   */
  public long refused() {
    long sum = 0;
    for (Map.Entry<Counter, Long> each : values.entrySet()) {
      sum += each.getKey().isRefusal() ? each.getValue() : 0;
    }
    return sum;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a virtual router had counted at one moment since it was made.
 *
 * @param values a value for each counter, in their order; one that is left out counts as 0
 */
public record Counters(Map<Counter, Long> values) {
  /** Copies the values. */
  public Counters {
    Map<Counter, Long> all = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      all.put(counter, values.getOrDefault(counter, 0L));
    }
    values = Collections.unmodifiableMap(all);
  }

  /**
   * One of them.
   *
   * @param counter which
   * @return its value
   */
  public long of(Counter counter) {
    return Objects.requireNonNull(values.get(counter));
  }

  /**
   * What was counted since an earlier moment.
   *
   * @param earlier the counters of the same virtual router at that moment
   * @return the differences
   */
  public Counters since(Counters earlier) {
    Map<Counter, Long> differences = new EnumMap<>(Counter.class);
    values.forEach((counter, value) -> differences.put(counter, value - earlier.of(counter)));
    return new Counters(differences);
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

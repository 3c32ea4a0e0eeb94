// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a verifier had counted at one moment.
 *
 * @param values a value for each counter, in their order; one that is left out counts as 0
 */
public record HmacCounters(Map<HmacCounter, Long> values) {
  /** Copies the values. */
  public HmacCounters {
    Map<HmacCounter, Long> all = new EnumMap<>(HmacCounter.class);
    for (HmacCounter counter : HmacCounter.values()) {
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
  public long of(HmacCounter counter) {
    return Objects.requireNonNull(values.get(counter));
  }
}

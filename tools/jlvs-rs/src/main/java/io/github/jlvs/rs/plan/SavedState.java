// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;
import java.util.Map;

/**
 * What start has done in this namespace and stop will take back.
 *
 * @param vips in the order they were started
 * @param settings those that were changed, and they alone
 */
public record SavedState(List<Vip> vips, Map<ArpSetting, SavedValue> settings) {
  /** Nothing was started. */
  public static final SavedState NOTHING = new SavedState(List.of(), Map.of());

  public SavedState {
    vips = List.copyOf(vips);
    settings = Map.copyOf(settings);
  }

  boolean hasIpv4() {
    return vips.stream().anyMatch(Vip::isIpv4);
  }
}

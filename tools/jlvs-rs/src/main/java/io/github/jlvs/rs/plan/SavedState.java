// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What start has done in this namespace and stop will take back.
 *
 * @param vips in the order they were started
 * @param tunnelled those of them that come by a tunnel
 * @param takenUp the tunnels that were down until then
 * @param settings those that were changed, and they alone
 */
public record SavedState(
    List<Vip> vips, Set<Vip> tunnelled, Set<Device> takenUp, Map<Setting, SavedValue> settings) {
  /** Nothing was started. */
  public static final SavedState NOTHING = new SavedState(List.of(), Set.of(), Set.of(), Map.of());

  public SavedState {
    vips = List.copyOf(vips);
    tunnelled = Set.copyOf(tunnelled);
    takenUp = Set.copyOf(takenUp);
    settings = Map.copyOf(settings);
  }

  boolean hasIpv4() {
    return vips.stream().anyMatch(Vip::isIpv4);
  }

  Forwarding forwarding(Vip vip) {
    return tunnelled.contains(vip) ? Forwarding.TUNNEL : Forwarding.DIRECT;
  }

  /** Where an address that was started is. */
  Device device(Vip vip) {
    return Device.of(forwarding(vip), vip);
  }
}

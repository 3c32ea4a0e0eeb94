// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.vrrp.tracking.Tracking;
import java.util.List;
import java.util.Map;

/**
 * What a sync group tracks for each of its instances.
 *
 * @param interfaces the interfaces
 * @param tracked what is defined elsewhere, by the name under which it is tracked
 * @param mayHaveWeights whether its instances may track what changes their priorities
 */
record GroupTracking(
    List<Tracking> interfaces, Map<String, TrackedUse> tracked, boolean mayHaveWeights) {
  /** An instance without a group. */
  static final GroupTracking NONE = new GroupTracking(List.of(), Map.of(), true);
}

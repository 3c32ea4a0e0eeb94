// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Counters;
import io.github.jlvs.vrrp.State;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual router at one moment.
 *
 * @param setup how it is set up
 * @param state its state
 * @param wanted the state that it would be in if its sync group let it
 * @param priority its effective priority, 1 to 255
 * @param totalPriority its priority with all weights, before that is brought into 1 to 254
 * @param source the address it sends from; empty when its interface has none
 * @param master the master that it follows in backup, when it has heard one
 * @param masterPriority the priority of the master that it followed last; 0 before the first
 * @param masterInterval the advertisement interval of the master that it follows, its own without
 *     one, and in VRRPv2
 * @param placed its addresses that are in place, while it is master
 * @param trackedDown what is down of the things tracked
 * @param lastTransition when its state changed last, by the system's clock
 * @param restsUntil until when it leaves others to be master as far as it can, by the system's
 *     clock: {@link VrrpRunner#resign}
 * @param counters what it has counted since it was started, or since {@link
 *     VrrpRunner#clearCounters()}
 */
public record RouterStatus(
    RouterSetup setup,
    State state,
    State wanted,
    int priority,
    int totalPriority,
    Optional<InetAddress> source,
    Optional<InetAddress> master,
    int masterPriority,
    AdvertisementInterval masterInterval,
    Set<VirtualAddress> placed,
    List<String> trackedDown,
    Instant lastTransition,
    Optional<Instant> restsUntil,
    Counters counters) {
  /** Copies the collections. */
  public RouterStatus {
    placed = Set.copyOf(placed);
    trackedDown = List.copyOf(trackedDown);
  }
}

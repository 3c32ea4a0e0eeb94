// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Counters;
import io.github.jlvs.vrrp.State;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A virtual router at one moment.
 *
 * @param setup how it is set up
 * @param state its state
 * @param priority its effective priority, 1 to 255
 * @param source the address it sends from; empty when its interface has none
 * @param master the master that it follows in backup, when it has heard one
 * @param trackedDown what is down of the things tracked
 * @param lastTransition when its state changed last, by the system's clock
 * @param counters what it has counted since it was started
 */
public record RouterStatus(
    RouterSetup setup,
    State state,
    int priority,
    Optional<InetAddress> source,
    Optional<InetAddress> master,
    List<String> trackedDown,
    Instant lastTransition,
    Counters counters) {
  /** Copies the list. */
  public RouterStatus {
    trackedDown = List.copyOf(trackedDown);
  }
}

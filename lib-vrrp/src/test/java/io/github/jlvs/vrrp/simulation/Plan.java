// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Protocol;
import java.util.List;

/**
 * A scenario: machines, networks, and what happens to them when.
 *
 * @param seed from which all of it was drawn
 * @param routers the machines
 * @param protocols what is spoken on each network, each with one virtual router; two or three for
 *     sync groups
 * @param largestDelay the longest that a packet travels, nanoseconds
 * @param duplicatePercent how many packets of a hundred arrive twice
 * @param faults in the order of their times
 * @param end when the scenario ends
 */
record Plan(
    long seed,
    List<RouterPlan> routers,
    List<Protocol> protocols,
    long largestDelay,
    int duplicatePercent,
    List<Planned> faults,
    long end) {

  /**
   * A fault and its time.
   *
   * @param at nanoseconds from the beginning
   * @param fault what happens
   */
  record Planned(long at, Fault fault) {}

  /** The number of networks. */
  int lans() {
    return protocols.size();
  }

  /** How far the worst clock is off, in millionths. */
  int worstClock() {
    int worst = 0;
    for (RouterPlan router : routers) {
      worst = Math.max(worst, Math.abs(router.clock().ppm()));
    }
    return worst;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.time.Duration;

/**
 * When gratuitous ARP is sent: keepalived's garp_* settings, with its defaults. A zero duration
 * switches off what it times; a zero number of rounds sends nothing.
 *
 * @param masterRounds rounds on becoming master, and once more after {@code masterDelay}
 * @param masterDelay time to the second time
 * @param refresh time between repetitions while master
 * @param refreshRounds rounds in each of these
 * @param lowerPriorityRounds rounds when a master of lower priority is heard, and once more after
 *     {@code lowerPriorityDelay}
 * @param lowerPriorityDelay time to the second time
 * @param elsewhere time between two frames, while master, on each interface of an address that is
 *     not the virtual router's own: what advertisements do for the switches of that one
 */
public record GratuitousArp(
    int masterRounds,
    Duration masterDelay,
    Duration refresh,
    int refreshRounds,
    int lowerPriorityRounds,
    Duration lowerPriorityDelay,
    Duration elsewhere) {

  /** keepalived's: five rounds, five again after 5 s, no refresh. */
  public static final GratuitousArp DEFAULT =
      new GratuitousArp(5, Duration.ofSeconds(5), Duration.ZERO, 1, 5, Duration.ofSeconds(5));

  /**
   * Without frames of their own on other interfaces.
   *
   * @param masterRounds rounds on becoming master
   * @param masterDelay time to the second time
   * @param refresh time between repetitions while master
   * @param refreshRounds rounds in each of these
   * @param lowerPriorityRounds rounds when a master of lower priority is heard
   * @param lowerPriorityDelay time to the second time
   */
  public GratuitousArp(
      int masterRounds,
      Duration masterDelay,
      Duration refresh,
      int refreshRounds,
      int lowerPriorityRounds,
      Duration lowerPriorityDelay) {
    this(
        masterRounds,
        masterDelay,
        refresh,
        refreshRounds,
        lowerPriorityRounds,
        lowerPriorityDelay,
        Duration.ZERO);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public GratuitousArp {
    Ranges.within("rounds on becoming master", masterRounds, 0, Integer.MAX_VALUE);
    Ranges.within("rounds of a refresh", refreshRounds, 0, Integer.MAX_VALUE);
    Ranges.within("rounds on lower priority", lowerPriorityRounds, 0, Integer.MAX_VALUE);
    Timers.requireUsable("delay of gratuitous ARP", masterDelay);
    Timers.requireUsable("refresh of gratuitous ARP", refresh);
    Timers.requireUsable("delay of gratuitous ARP on lower priority", lowerPriorityDelay);
    Timers.requireUsable("gratuitous ARP on other interfaces", elsewhere);
  }
}

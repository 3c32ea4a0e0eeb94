// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.fake;

/** Which kernel the fake one plays. */
public enum FakeAge {
  /** Linux 3.10: no family of a destination's own, 32-bit counters, no tunnel types. */
  LINUX_3_10(false, false, false),
  /** Linux 4.9: no tunnel types. */
  LINUX_4_9(true, true, false),
  /** Linux 6.1. */
  LINUX_6_1(true, true, true);

  private final boolean destinationFamily;
  private final boolean wideCounters;
  private final boolean tunnels;

  FakeAge(boolean destinationFamily, boolean wideCounters, boolean tunnels) {
    this.destinationFamily = destinationFamily;
    this.wideCounters = wideCounters;
    this.tunnels = tunnels;
  }

  boolean hasDestinationFamily() {
    return destinationFamily;
  }

  boolean hasWideCounters() {
    return wideCounters;
  }

  boolean hasTunnels() {
    return tunnels;
  }
}

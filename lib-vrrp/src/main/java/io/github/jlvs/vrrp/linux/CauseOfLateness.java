// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds out why a deadline was passed. What took at least half of the lateness is the cause; what
 * leaves no trace is found by the absence of the others.
 */
final class CauseOfLateness {
  private final long half;
  private final boolean asleep;

  /**
   * Of one lateness.
   *
   * @param late how late, in nanoseconds
   * @param awake for how long of that the loop had ended its wait already
   */
  CauseOfLateness(long late, long awake) {
    this.half = late / 2;
    this.asleep = awake <= half;
  }

  /**
   * The cause.
   *
   * @param used what the thread did from some moment before the deadline until now; empty where the
   *     kernel does not tell
   * @param collected how much of the lateness the JVM collected garbage; asked only where nothing
   *     else has taken the time, as it costs a tenth of a second at first
   */
  LateCause find(Optional<TimeUse> used, LongSupplier collected) {
    if (used.isPresent()) {
      TimeUse of = used.get();
      if (of.suspended() >= half) {
        return LateCause.SUSPENDED;
      }
      if (Math.max(of.running(), of.queued()) >= half) {
        return of.running() >= of.queued() ? LateCause.BUSY : LateCause.NO_PROCESSOR;
      }
    }
    if (collected.getAsLong() >= half) {
      return LateCause.COLLECTION;
    }
    if (used.isEmpty()) {
      return LateCause.UNKNOWN;
    }
    return asleep ? LateCause.STOPPED : LateCause.BLOCKED;
  }
}

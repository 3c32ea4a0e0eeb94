// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.List;

/**
 * keepalived's preempt_delay, which the RFC does not know: the first advertisement of a lower
 * priority starts it, and until it is over such a master is heard as if it had the higher priority.
 * Taking over from a master that speaks is put off by the delay, no less and no more; taking over
 * from one that has fallen silent is not put off at all.
 */
final class PreemptDelay {
  private static final long NOT_STARTED = Timers.NEVER;

  private long startedAt = NOT_STARTED;
  private boolean heardSinceFired;

  /** How long it is: RFC 3768 section 6.1, the owner of the addresses always preempts. */
  static long nanos(VirtualRouterConfig config) {
    return config.owner() ? 0 : config.preemptDelay().toNanos();
  }

  /** Whether an advertisement of lower priority is still to be respected. */
  boolean holds(
      long now, VirtualRouterConfig config, MasterDownTimer masterDown, List<Action> out) {
    long delay = nanos(config);
    if (delay == 0) {
      startedAt = NOT_STARTED;
      return false;
    }
    heardSinceFired = true;
    if (startedAt == NOT_STARTED) {
      startedAt = now;
      masterDown.postpone(now);
      out.add(new Event.PreemptDelayStarted(delay));
    }
    // By the delay of now: a reload that makes it shorter or longer counts from its beginning.
    return now - startedAt < delay;
  }

  /** A master that deserves its place was heard. */
  void stop(List<Action> out) {
    if (startedAt != NOT_STARTED) {
      startedAt = NOT_STARTED;
      out.add(new Event.PreemptDelayStopped());
    }
  }

  /**
   * The master down timer has fired, but the sync group keeps the router in backup. When no master
   * of lower priority was heard since it fired before, that one is gone: the next has a delay of
   * its own.
   */
  void timerFiredWhileBlocked() {
    if (!heardSinceFired) {
      reset();
    }
    heardSinceFired = false;
  }

  void reset() {
    startedAt = NOT_STARTED;
    heardSinceFired = false;
  }
}

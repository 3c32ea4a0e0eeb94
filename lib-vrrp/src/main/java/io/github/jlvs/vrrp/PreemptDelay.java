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

  private long until = NOT_STARTED;

  /** Whether an advertisement of lower priority is still to be respected. */
  boolean holds(
      long now, VirtualRouterConfig config, MasterDownTimer masterDown, List<Action> out) {
    // RFC 3768 section 6.1: the owner of the addresses always preempts.
    if (config.preemptDelay().isZero() || config.owner()) {
      return false;
    }
    if (until == NOT_STARTED) {
      long delay = config.preemptDelay().toNanos();
      until = now + delay;
      masterDown.postpone(now, delay);
      out.add(new Event.PreemptDelayStarted(delay));
    }
    return now < until;
  }

  /** A master that deserves its place was heard. */
  void stop(List<Action> out) {
    if (until != NOT_STARTED) {
      until = NOT_STARTED;
      out.add(new Event.PreemptDelayStopped());
    }
  }

  void reset() {
    until = NOT_STARTED;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

/**
 * Master_Down_Timer (RFC 3768 section 6.2): so many advertisement intervals and the skew time after
 * something was heard. Both parts are kept apart, so that a changed priority moves the deadline by
 * the change of the skew alone.
 */
final class MasterDownTimer {
  private long armedAt;
  private int intervals;
  private long deadline = Timers.NEVER;
  private boolean spared;

  /** Runs for this many intervals plus the skew; none at all when the master said that it stops. */
  void arm(long now, int adverts, int intervalSeconds, int priority) {
    armedAt = now;
    intervals = adverts;
    deadline = end(intervalSeconds, priority);
  }

  /** Keeps what has run already, under another interval or priority. */
  void adjust(long now, int intervalSeconds, int priority) {
    if (deadline != Timers.NEVER) {
      deadline = Math.max(now, end(intervalSeconds, priority));
    }
  }

  void cancel() {
    deadline = Timers.NEVER;
    spared = false;
  }

  long deadline() {
    return deadline;
  }

  // ---- After a stall

  /** Whether a late expiry may be followed by listening: once, until something is heard. */
  boolean maySpareOneInterval() {
    return !spared;
  }

  void spareOneInterval(long now, int intervalSeconds, int priority) {
    spared = true;
    arm(now, 1, intervalSeconds, priority);
  }

  void heard() {
    spared = false;
  }

  private long end(int intervalSeconds, int priority) {
    return armedAt + intervals * Timers.intervalNanos(intervalSeconds) + Timers.skewNanos(priority);
  }
}

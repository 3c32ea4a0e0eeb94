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
  private boolean limited;
  private long deadline = Timers.NEVER;

  private boolean firedInVain;
  private boolean spared;

  private long postponedAt;
  private long postponedBy;
  private long firstArmedAt;
  private int firstIntervals;
  private boolean firstHadFired;

  /** Runs for this many intervals plus the skew; none at all when the master said that it stops. */
  void arm(long now, int adverts, int intervalSeconds, int priority) {
    armedAt = now;
    intervals = adverts;
    limited = false;
    firedInVain = false;
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

  /** It has fired, but the sync group keeps the router in backup: it runs once more. */
  void armInVain(long now, int adverts, int intervalSeconds, int priority) {
    arm(now, adverts, intervalSeconds, priority);
    firedInVain = true;
  }

  // ---- preempt_delay

  /** A delay begins: remembers when the timer would fire without it. */
  void postpone(long now, long delay) {
    postponedAt = now;
    postponedBy = delay;
    firstArmedAt = armedAt;
    firstIntervals = intervals;
    firstHadFired = firedInVain;
  }

  /**
   * Armed again by a master of lower priority, it fires no later than it would have without the
   * delay, plus the delay: the last advertisement before the delay is over would put off the end by
   * up to another interval.
   */
  void armPostponed(long now, int adverts, int intervalSeconds, int priority) {
    arm(now, adverts, intervalSeconds, priority);
    limited = true;
    deadline = end(intervalSeconds, priority);
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
    long interval = Timers.intervalNanos(intervalSeconds);
    long skew = Timers.skewNanos(priority);
    long end = armedAt + intervals * interval + skew;
    if (!limited) {
      return end;
    }
    long first = firstHadFired ? postponedAt : firstArmedAt + firstIntervals * interval + skew;
    return Math.min(end, Math.max(first, postponedAt) + postponedBy);
  }
}

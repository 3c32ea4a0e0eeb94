// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.time.Duration;

/**
 * Master_Down_Timer (RFC 3768 section 6.2): expires a number of advertisement intervals and the
 * skew time after it was armed. What it runs for is kept apart from when it was armed, so that a
 * changed priority moves the deadline by the change of the skew alone, and a reload by what it
 * changes.
 */
final class MasterDownTimer {
  /** How many intervals it runs for; the skew time comes on top. */
  private enum Run {
    /** Master_Down_Interval: as many as may be missed. */
    MISSED_ADVERTISEMENTS,
    /** After a stall. */
    ONE_INTERVAL,
    /** No interval, after an advertisement with priority 0. */
    SKEW_ALONE
  }

  private long armedAt;
  private Run run = Run.MISSED_ADVERTISEMENTS;
  private boolean limited;
  private long deadline = Timers.NEVER;
  private long notBefore = Long.MIN_VALUE;

  private boolean firedWhileBlocked;
  private boolean graceUsed;

  private long postponedAt;
  private long firstArmedAt;
  private Run firstRun = Run.MISSED_ADVERTISEMENTS;
  private boolean firstHadFired;

  /** It does not run before a delay is over, however it is armed. */
  void startAfter(long now, Duration delay) {
    notBefore = now + delay.toNanos();
  }

  boolean isDelayed(long now) {
    return now < notBefore;
  }

  void arm(long now, Pace pace) {
    arm(now, Run.MISSED_ADVERTISEMENTS, pace);
  }

  /** After an advertisement with priority 0. */
  void armSkewAlone(long now, Pace pace) {
    arm(now, Run.SKEW_ALONE, pace);
  }

  private void arm(long now, Run how, Pace pace) {
    armedAt = Math.max(now, notBefore);
    run = how;
    limited = false;
    firedWhileBlocked = false;
    deadline = end(pace);
  }

  /**
   * Keeps what has run already, under another configuration or priority. That makes it fire now at
   * the earliest; but when it is late already it stays so, or a stall would be forgotten.
   */
  void adjust(long now, Pace pace) {
    if (deadline != Timers.NEVER) {
      deadline = Math.max(Math.min(now, deadline), end(pace));
    }
  }

  void cancel() {
    deadline = Timers.NEVER;
    graceUsed = false;
  }

  long deadline() {
    return deadline;
  }

  /** It has fired, but the sync group keeps the router in backup: it runs again. */
  void rearmBlockedByGroup(long now, Pace pace) {
    arm(now, pace);
    firedWhileBlocked = true;
  }

  // ---- preempt_delay

  /** A delay begins: remembers when the timer would fire without it. */
  void postpone(long now) {
    postponedAt = now;
    firstArmedAt = armedAt;
    firstRun = run;
    firstHadFired = firedWhileBlocked;
  }

  /**
   * Armed again by a master of lower priority, it fires no later than it would have without the
   * delay, plus the delay: the last advertisement before the delay is over would put off the end by
   * up to another interval.
   */
  void armPostponed(long now, Pace pace) {
    arm(now, pace);
    limited = true;
    deadline = end(pace);
  }

  // ---- After a stall

  /** Whether a late expiry may be followed by a grace interval: once, until a master is heard. */
  boolean mayHaveGraceInterval() {
    return !graceUsed;
  }

  void graceInterval(long now, Pace pace) {
    graceUsed = true;
    arm(now, Run.ONE_INTERVAL, pace);
  }

  /**
   * A master was heard that is not preempted: after the next stall it may have been there again.
   * One that is only discarded must not have this router listen for ever.
   */
  void heard() {
    graceUsed = false;
  }

  private long end(Pace pace) {
    long end = armedAt + nanos(run, pace);
    if (!limited) {
      return end;
    }
    long first = firstHadFired ? postponedAt : firstArmedAt + nanos(firstRun, pace);
    return Math.min(end, Math.max(first, postponedAt) + PreemptDelay.nanos(pace.config()));
  }

  private static long nanos(Run run, Pace pace) {
    return pace.nanos(
        switch (run) {
          case MISSED_ADVERTISEMENTS -> pace.config().downTimerAdverts();
          case ONE_INTERVAL -> 1;
          case SKEW_ALONE -> 0;
        });
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock that stands still until it is moved. */
final class FakeClock implements Clock {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long EPOCH_OF_CLOCK = 1_800_000_000_000_000_000L;

  private final List<FakeAlarm> armed = new ArrayList<>();
  private long now = 1_000_000_000_000L;
  private long wallClockAhead;

  private final class FakeAlarm implements Alarm {
    private final Runnable action;
    private long deadline;

    FakeAlarm(Runnable action) {
      this.action = action;
    }

    @Override
    public void arm(long due) {
      armed.remove(this);
      deadline = due;
      armed.add(this);
    }

    @Override
    public void cancel() {
      armed.remove(this);
    }

    @Override
    public boolean isArmed() {
      return armed.contains(this);
    }
  }

  @Override
  public long now() {
    return now;
  }

  /** Runs beside the other, from 2027 on, until it is put right or wrong. */
  @Override
  public long wallClock() {
    return now + EPOCH_OF_CLOCK + wallClockAhead;
  }

  void setWallClock(long ahead) {
    wallClockAhead = ahead;
  }

  @Override
  public Alarm alarm(Runnable action) {
    return new FakeAlarm(action);
  }

  void advanceTo(long time) {
    now = Math.max(now, time);
  }

  /** When the next alarm is due. */
  long next() {
    return armed.stream().mapToLong(alarm -> alarm.deadline).min().orElse(NEVER);
  }

  /** When alarms are due, from now on. */
  List<Long> due() {
    return armed.stream().map(alarm -> alarm.deadline - now).sorted().toList();
  }

  /** Rings what is due, in its order; false if nothing is. */
  boolean fireDue() {
    boolean fired = false;
    while (next() <= now) {
      FakeAlarm first =
          armed.stream().min(Comparator.comparingLong(alarm -> alarm.deadline)).orElseThrow();
      armed.remove(first);
      first.action.run();
      fired = true;
    }
    return fired;
  }
}

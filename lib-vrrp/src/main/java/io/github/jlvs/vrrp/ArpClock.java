// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.time.Duration;
import java.util.List;

/** The deadlines of {@link GratuitousArp} while a router is master. */
final class ArpClock {
  private GratuitousArp schedule;
  private long second = Timers.NEVER;
  private int secondRounds;
  private long refresh = Timers.NEVER;

  ArpClock(GratuitousArp schedule) {
    this.schedule = schedule;
  }

  void reschedule(GratuitousArp changed, boolean master, long now) {
    schedule = changed;
    refresh = master ? after(now, changed.refresh()) : Timers.NEVER;
  }

  int roundsOfOneAddress() {
    return schedule.masterRounds();
  }

  void becameMaster(long now, List<Action> out) {
    send(schedule.masterRounds(), out);
    second = after(now, schedule.masterDelay());
    secondRounds = schedule.masterRounds();
    refresh = after(now, schedule.refresh());
  }

  void heardLowerPriority(long now, List<Action> out) {
    send(schedule.lowerPriorityRounds(), out);
    second = after(now, schedule.lowerPriorityDelay());
    secondRounds = schedule.lowerPriorityRounds();
  }

  void leftMaster() {
    second = Timers.NEVER;
    refresh = Timers.NEVER;
  }

  long deadline() {
    return Math.min(second, refresh);
  }

  void tick(long now, List<Action> out) {
    if (now >= second) {
      second = Timers.NEVER;
      send(secondRounds, out);
    }
    if (now >= refresh) {
      refresh = after(now, schedule.refresh());
      send(schedule.refreshRounds(), out);
    }
  }

  private static long after(long now, Duration delay) {
    return delay.isZero() ? Timers.NEVER : now + delay.toNanos();
  }

  private static void send(int rounds, List<Action> out) {
    if (rounds > 0) {
      out.add(new Action.SendGratuitousArp(rounds));
    }
  }
}

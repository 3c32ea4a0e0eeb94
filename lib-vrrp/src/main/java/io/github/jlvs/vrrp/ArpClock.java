// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.time.Duration;
import java.util.List;

/** The deadlines of {@link GratuitousArp} while a router is master. */
final class ArpClock {
  private GratuitousArp schedule;
  private long secondOfMaster = Timers.NEVER;
  private long secondOfLowerPriority = Timers.NEVER;
  private long refresh = Timers.NEVER;
  private long elsewhere = Timers.NEVER;

  ArpClock(GratuitousArp schedule) {
    this.schedule = schedule;
  }

  void reschedule(GratuitousArp changed, boolean master, long now) {
    schedule = changed;
    refresh = master ? after(now, changed.refresh()) : Timers.NEVER;
    elsewhere = master ? after(now, changed.elsewhere()) : Timers.NEVER;
  }

  int roundsOfOneAddress() {
    return schedule.masterRounds();
  }

  /**
   * All addresses at once, and once more after the delay: for a new master, or one after a stall or
   * with other addresses.
   */
  void announce(long now, List<Action> out) {
    send(schedule.masterRounds(), out);
    secondOfMaster = after(now, schedule.masterDelay());
    refresh = after(now, schedule.refresh());
    elsewhere = after(now, schedule.elsewhere());
  }

  void heardLowerPriority(long now, List<Action> out) {
    send(schedule.lowerPriorityRounds(), out);
    secondOfLowerPriority = after(now, schedule.lowerPriorityDelay());
  }

  void leftMaster() {
    secondOfMaster = Timers.NEVER;
    secondOfLowerPriority = Timers.NEVER;
    refresh = Timers.NEVER;
    elsewhere = Timers.NEVER;
  }

  long deadline() {
    return Math.min(Math.min(secondOfMaster, secondOfLowerPriority), Math.min(refresh, elsewhere));
  }

  void tick(long now, List<Action> out) {
    if (now >= secondOfMaster) {
      secondOfMaster = Timers.NEVER;
      send(schedule.masterRounds(), out);
    }
    if (now >= secondOfLowerPriority) {
      secondOfLowerPriority = Timers.NEVER;
      send(schedule.lowerPriorityRounds(), out);
    }
    if (now >= refresh) {
      refresh = after(now, schedule.refresh());
      send(schedule.refreshRounds(), out);
    }
    if (now >= elsewhere) {
      elsewhere = after(now, schedule.elsewhere());
      out.add(new Action.AnnounceElsewhere());
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

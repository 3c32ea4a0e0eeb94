// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Draws what goes wrong: storms of faults, and between them times in which all can come right. */
final class Storms {
  private static final long SECOND = 1_000_000_000L;

  private final Dice dice;
  private final List<RouterPlan> routers;
  private final int lans;
  private final Settings settings;
  private final Speech speech;
  private final List<Integer> hosts;
  private final boolean reloads;
  private final long largestDelay;
  private long longest;
  private long longestInterval;
  private final List<Plan.Planned> faults = new ArrayList<>();
  private long now;

  Storms(
      Dice dice,
      List<RouterPlan> routers,
      Settings settings,
      Speech speech,
      List<Integer> hosts,
      long largestDelay) {
    this.dice = dice;
    this.routers = routers;
    this.settings = settings;
    this.speech = speech;
    this.hosts = hosts;
    this.lans = routers.get(0).members().size();
    this.reloads = dice.percent(40);
    this.longest = 0;
    this.largestDelay = largestDelay;
    routers.forEach(router -> lengthen(router.members()));
    boolean together = dice.percent(50);
    for (int router = 0; router < routers.size(); router++) {
      if (dice.percent(90)) {
        add(together ? 0 : dice.between(0, 5 * SECOND), new Fault.Start(router));
      }
    }
    int rounds = 4 + dice.below(24);
    for (int round = 0; round < rounds; round++) {
      rest();
      if (dice.percent(40)) {
        add(now, new Fault.OfMaster(dice.of(List.of(Fault.OfMaster.Kind.values()))));
      } else {
        storm();
      }
      repair();
    }
    rest();
    faults.sort(Comparator.comparingLong(Plan.Planned::at));
  }

  List<Plan.Planned> faults() {
    return faults;
  }

  long end() {
    return now;
  }

  /** A little longer than it takes to settle, with the largest skew and the worst clock. */
  private long calm() {
    long skew = Math.max(SECOND, longestInterval);
    return (longest + skew + 3 * largestDelay) * 21 / 20;
  }

  private void lengthen(List<VirtualRouterConfig> configs) {
    for (VirtualRouterConfig config : configs) {
      long interval = config.interval().nanos();
      if (!speech.isVersion2()) {
        // Each may have to wait by the interval of any other.
        longestInterval = Math.max(longestInterval, interval);
        interval = longestInterval;
      }
      longest =
          Math.max(longest, config.preemptDelay().toNanos() + config.downTimerAdverts() * interval);
    }
  }

  private Fault reload(int router, boolean astray) {
    List<VirtualRouterConfig> configs = settings.draw(router, astray);
    lengthen(configs);
    return new Fault.Reload(router, configs);
  }

  private void rest() {
    // One rest in four is too short to settle in.
    now += dice.percent(75) ? calm() + dice.between(0, 6 * SECOND) : dice.between(0, calm());
  }

  private void storm() {
    long length = dice.between(0, 10 * SECOND);
    int number = 1 + dice.below(6);
    for (int i = 0; i < number; i++) {
      add(now + dice.between(0, length), fault());
    }
    now += length;
  }

  private Fault fault() {
    int router = dice.below(routers.size());
    int lan = dice.below(lans);
    if (reloads && dice.percent(20)) {
      return reload(router, settings.strays() && dice.percent(50));
    }
    int kind = dice.below(104);
    if (kind < 12) {
      return new Fault.Crash(router);
    } else if (kind < 24) {
      return new Fault.Start(router);
    } else if (kind < 32) {
      return new Fault.Stop(router);
    } else if (kind < 44) {
      boolean shortly = dice.percent(50);
      long nanos = shortly ? dice.between(1_000, SECOND) : dice.between(SECOND, 30 * SECOND);
      return new Fault.Stall(router, nanos, dice.percent(40));
    } else if (kind < 54) {
      return new Fault.Loss(lan, dice.percent(30) ? 100 : 5 + dice.below(90));
    } else if (kind < 64) {
      return new Fault.OneWay(
          lan, router, (router + 1 + dice.below(routers.size() - 1)) % routers.size());
    } else if (kind < 74) {
      return new Fault.Split(lan, dice.below(1 << routers.size()));
    } else if (kind < 78) {
      return new Fault.Heal(lan);
    } else if (kind < 90) {
      return new Fault.Weight(router, settings.weight());
    } else if (kind < 98) {
      String tracked = dice.percent(50) ? "eth0" : "script";
      return dice.percent(50) ? new Fault.Down(router, tracked) : new Fault.Up(router, tracked);
    } else if (kind < 100) {
      return new Fault.AddressLost(router);
    } else if (kind < 102) {
      return new Fault.Readdress(router, speech.addresses(Planner.host(dice, hosts)));
    }
    return new Fault.ClockBack(router, dice.between(1_000, 10 * SECOND));
  }

  /** Mostly the network is whole again, or split cleanly; some routers come back. */
  private void repair() {
    if (dice.percent(15)) {
      return;
    }
    int bits = dice.percent(30) ? dice.below(1 << routers.size()) : 0;
    for (int lan = 0; lan < lans; lan++) {
      add(now, new Fault.Heal(lan));
      if (bits != 0) {
        add(now, new Fault.Split(lan, bits));
      }
    }
    for (int router = 0; router < routers.size(); router++) {
      if (dice.percent(70)) {
        add(now + dice.between(0, SECOND), new Fault.Start(router));
      }
      if (settings.strays() && dice.percent(60)) {
        add(now + dice.between(0, SECOND), reload(router, false));
      }
      if (dice.percent(50)) {
        add(now + dice.between(0, SECOND), new Fault.Up(router, "eth0"));
        add(now + dice.between(0, SECOND), new Fault.Up(router, "script"));
      }
    }
    now += SECOND;
  }

  private void add(long at, Fault fault) {
    faults.add(new Plan.Planned(at, fault));
  }
}

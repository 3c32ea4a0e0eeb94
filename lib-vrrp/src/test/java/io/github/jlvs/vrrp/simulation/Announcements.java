// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.GratuitousArp;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.Timers;
import java.time.Duration;
import java.util.List;

/**
 * A master announces its addresses at once, again after the delay, and at every refresh; after a
 * worse master the same; after a stall anew; and never without a cause. The rounds of each step are
 * reckoned up here and compared.
 */
final class Announcements implements Watch {
  private final World world;
  private final Schedule[][] schedules;

  /** What is due, in the member's own time. */
  private static final class Schedule {
    private long second = Timers.NEVER;
    private long secondOfLower = Timers.NEVER;
    private long refresh = Timers.NEVER;
    private long lastSent = Member.NEVER;
  }

  Announcements(World world) {
    this.world = world;
    this.schedules = new Schedule[world.nodes().size()][world.plan().lans()];
    for (Schedule[] each : schedules) {
      for (int lan = 0; lan < each.length; lan++) {
        each[lan] = new Schedule();
      }
    }
  }

  @Override
  public void gave(Node node, int given, Input input, List<State> before, List<Step> steps) {
    for (int lan = 0; lan < before.size(); lan++) {
      step(
          node,
          lan,
          given == lan || given == StateMachine.ALL ? input : null,
          before.get(lan),
          steps);
    }
  }

  private void step(
      Node node,
      int lan,
      @org.jspecify.annotations.Nullable Input input,
      State before,
      List<Step> steps) {
    boolean master = node.member(lan).state() == State.MASTER;
    if (before != State.MASTER || !master) {
      schedules[node.place][lan] = new Schedule();
    }
    if (!master) {
      return;
    }
    Schedule due = schedules[node.place][lan];
    GratuitousArp arp = node.config(lan).gratuitousArp();
    long local = node.local(world.now());
    int said = 0;
    int reckoned = 0;
    boolean anew = false;
    boolean advertised = false;
    for (Step step : steps) {
      if (!(step instanceof Step.OfMember of) || of.member() != lan) {
        continue;
      }
      if (of.action() instanceof Action.SendGratuitousArp send) {
        said += send.rounds();
      } else if (of.action() instanceof Action.AddAddresses
          || of.action() instanceof Event.AnnouncingAfterStall) {
        anew = true;
        reckoned += arp.masterRounds();
      } else if (of.action() instanceof Action.SendAdvertisement) {
        advertised = true;
      }
    }
    stall(node, lan, input, before, advertised, anew, due, local);
    if (input instanceof Input.Reconfigured) {
      due.refresh = after(local, arp.refresh());
    }
    if (anew) {
      due.second = after(local, arp.masterDelay());
      due.refresh = after(local, arp.refresh());
    }
    if (input instanceof Input.Tick && local >= due.second) {
      due.second = Timers.NEVER;
      reckoned += arp.masterRounds();
    }
    if (input instanceof Input.Tick && local >= due.secondOfLower) {
      due.secondOfLower = Timers.NEVER;
      reckoned += arp.lowerPriorityRounds();
    }
    if (input instanceof Input.Tick && local >= due.refresh) {
      due.refresh = after(local, arp.refresh());
      reckoned += arp.refreshRounds();
    }
    if (input instanceof Input.AdvertisementReceived && !anew) {
      // Whether a worse master is answered is the ration's to say.
      if (said == arp.lowerPriorityRounds() && said > 0) {
        reckoned += said;
        due.secondOfLower = after(local, arp.lowerPriorityDelay());
      }
    }
    if (advertised) {
      due.lastSent = local;
    }
    if (said != reckoned) {
      throw new Violation(
          "addresses are announced when it is due, and at no other time",
          "%s announces %d times, not %d, on %s"
              .formatted(node.plan.name(), said, reckoned, input));
    }
  }

  /**
   * Two intervals (and 0.1 s) after its last word a master has missed one: others may have another
   * address.
   */
  private void stall(
      Node node,
      int lan,
      @org.jspecify.annotations.Nullable Input input,
      State before,
      boolean advertised,
      boolean anew,
      Schedule due,
      long local) {
    AdvertisementInterval interval = node.config(lan).interval();
    if (before == State.MASTER
        && advertised
        && input instanceof Input.Tick
        && due.lastSent != Member.NEVER
        && local - due.lastSent > interval.nanos() + Node.patience(interval)
        && !anew) {
      throw new Violation(
          "a master that stood still announces its addresses anew",
          "%s spoke %.6f s ago".formatted(node.plan.name(), (local - due.lastSent) / 1e9));
    }
  }

  private static long after(long now, Duration delay) {
    return delay.isZero() ? Timers.NEVER : now + delay.toNanos();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import java.util.List;

/**
 * Once the network has been whole and quiet for three times the interval, the largest skew, the
 * largest preempt_delay and twice the largest delay, times the drift of the clocks, there is
 * exactly one master in each connected part, and no preempting router there has a higher priority.
 */
final class Convergence implements Watch {
  private static final long SLACK = 1_000;

  private final World world;
  private long boundOf = -1;
  private long bound;
  private boolean changed;
  private long judged = -1;

  Convergence(World world) {
    this.world = world;
  }

  /** Whether the network has been whole and quiet for long enough. */
  boolean settled(long now) {
    return world.calm() && now > world.lastDisturbance() + bound();
  }

  @Override
  public void stood(long from, long to) {
    if (!settled(to)) {
      return;
    }
    boolean first = judged != world.lastDisturbance();
    if (!first && !changed) {
      return;
    }
    judged = world.lastDisturbance();
    changed = false;
    world.outcome().settled += first ? 1 : 0;
    for (int lan = 0; lan < world.lans().size(); lan++) {
      for (Node node : world.nodes()) {
        if (node.fit(lan)) {
          part(lan, node);
        }
        if (node.master(lan) != node.master(0)) {
          throw new Violation(
              "a sync group is master on all networks or on none",
              node.plan.name() + " is " + node.states());
        }
      }
    }
  }

  @Override
  public void gave(
      Node node, int member, Input input, List<State> before, List<SyncGroup.Step> steps) {
    changed |= !before.equals(node.states());
  }

  /** Judges the part of the network that a router is in. */
  private void part(int network, Node node) {
    Lan lan = world.lans().get(network);
    int masters = 0;
    for (Node other : world.nodes()) {
      if (lan.part(other.place) == lan.part(node.place) && other.master(network)) {
        masters++;
        if (!other.fit(network)) {
          throw new Violation(
              "the right router is master",
              other.plan.name() + " has something down and is master");
        }
        if (node.plan.preempts() && node.priority() > other.priority()) {
          throw new Violation(
              "the right router is master",
              "%s has priority %d, %s is master with %d"
                  .formatted(
                      node.plan.name(), node.priority(), other.plan.name(), other.priority()));
        }
      }
    }
    if (masters != 1) {
      throw new Violation(
          "there is exactly one master",
          "%s sees %d, %.3f s after the last disturbance"
              .formatted(node.plan.name(), masters, bound() / 1e9));
    }
  }

  private long bound() {
    if (boundOf != world.lastDisturbance()) {
      boundOf = world.lastDisturbance();
      long adverts = 0;
      long skew = 0;
      long delay = 0;
      for (Node node : world.nodes()) {
        int priority = node.running() ? node.priority() : node.plan.config().priority();
        skew = Math.max(skew, Timers.skewNanos(priority));
        delay = Math.max(delay, node.plan.config().preemptDelay().toNanos());
        adverts =
            Math.max(
                adverts,
                node.plan.config().downTimerAdverts()
                    * Timers.intervalNanos(node.plan.config().intervalSeconds()));
      }
      // The members of a sync group wait for each other, which takes one delay more.
      long hops = world.lans().size() == 1 ? 2 : 3;
      long nanos = adverts + skew + delay + hops * world.plan().largestDelay();
      bound = new Clock(0, -world.plan().worstClock()).trueDuration(nanos) + SLACK;
    }
    return bound;
  }
}

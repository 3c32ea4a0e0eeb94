// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.VirtualRouterConfig;
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
  private AdvertisementInterval longest = AdvertisementInterval.ofSeconds(0);
  private boolean learnt;
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
  public void gave(Node node, int member, Input input, List<State> before, List<Step> steps) {
    changed |= !before.equals(node.states());
  }

  @Override
  public void heard(Node node, Packet packet) {
    learnt |= packet.sender().interval().centiseconds() > longest.centiseconds();
  }

  /** Judges the part of the network that a router is in. */
  private void part(int network, Node node) {
    int masters = 0;
    for (Node other : world.nodes()) {
      if (world.together(network, node, other) && other.master(network)) {
        masters++;
        if (!other.fit(network)) {
          throw new Violation(
              "the right router is master",
              other.plan.name() + " has something down and is master");
        }
        if (better(node, other)) {
          throw new Violation(
              "the right router is master",
              "%s has priority %d, %s is master with %d"
                  .formatted(
                      node.plan.name(),
                      node.priority(network),
                      other.plan.name(),
                      other.priority(network)));
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

  /** Whether a router takes over from this master: a sync group only on all networks at once. */
  private static boolean better(Node node, Node master) {
    for (int lan = 0; lan < node.members().size(); lan++) {
      if (!node.preempts(lan) || node.priority(lan) <= master.priority(lan)) {
        return false;
      }
    }
    return true;
  }

  private long bound() {
    if (boundOf != world.lastDisturbance()) {
      boundOf = world.lastDisturbance();
      bound = 0;
      longest = AdvertisementInterval.ofSeconds(0);
      reckon();
    } else if (learnt) {
      reckon();
    }
    learnt = false;
    return bound;
  }

  /** In version 3 anybody may have to wait by anybody's interval, also by one of a while ago. */
  private void reckon() {
    long adverts = 0;
    long skew = 0;
    long delay = 0;
    for (Node node : world.nodes()) {
      for (int lan = 0; lan < node.members().size(); lan++) {
        lengthen(node.config(lan).interval());
        lengthen(node.member(lan).waitsBy());
      }
    }
    for (Node node : world.nodes()) {
      for (int lan = 0; lan < node.members().size(); lan++) {
        VirtualRouterConfig config = node.config(lan);
        boolean learns = config.protocol() instanceof Protocol.V3;
        AdvertisementInterval interval = learns ? longest : config.interval();
        skew = Math.max(skew, Node.skew(config.protocol(), interval, node.priority(lan)));
        delay = Math.max(delay, config.preemptDelay().toNanos());
        adverts = Math.max(adverts, config.downTimerAdverts() * interval.nanos());
      }
    }
    // The members of a sync group wait for each other, which takes one delay more.
    long hops = world.lans().size() == 1 ? 2 : 3;
    long nanos = adverts + skew + delay + hops * world.plan().largestDelay();
    bound = Math.max(bound, new Clock(0, -world.plan().worstClock()).trueDuration(nanos) + SLACK);
  }

  private void lengthen(AdvertisementInterval interval) {
    longest = longest.centiseconds() < interval.centiseconds() ? interval : longest;
  }
}

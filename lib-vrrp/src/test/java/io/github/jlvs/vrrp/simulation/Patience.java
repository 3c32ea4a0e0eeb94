// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Step;
import java.util.Arrays;
import java.util.List;

/**
 * A backup waits as long as it must: the master down interval after a master that it follows, the
 * skew time after one that said it stops, the preempt delay after the first word of a worse one. So
 * a router with nopreempt takes no live master's place.
 */
final class Patience implements Watch {
  private final World world;
  private final long[] reloadedAt;
  private final long[] priorityChangedAt;
  private final int[] lowestPriority;

  Patience(World world) {
    this.world = world;
    this.reloadedAt = new long[world.nodes().size()];
    Arrays.fill(reloadedAt, Member.NEVER);
    this.priorityChangedAt = reloadedAt.clone();
    this.lowestPriority = new int[reloadedAt.length];
  }

  @Override
  public void gave(Node node, int given, Input input, List<State> before, List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.OfMember of
          && of.action() instanceof Event.EffectivePriorityChanged changed) {
        priorityChanged(node, changed);
      }
    }
    for (int lan = 0; lan < before.size(); lan++) {
      if (before.get(lan) == State.BACKUP && node.member(lan).state() == State.MASTER) {
        becameMaster(node, lan, input instanceof Input.Tick);
      }
    }
  }

  private void becameMaster(Node node, int lan, boolean onTick) {
    Member member = node.member(lan);
    long local = node.local(world.now());
    long reset = Math.max(member.backupSince(), member.lastDeserving());
    long due =
        reset + (node.plan.group() ? shortestInterval(node, lan) : node.masterDownInterval(lan));
    if (member.lastZero() >= reset) {
      // In a sync group the timer may have fired already when another priority 0 comes.
      long zero = node.plan.group() ? member.firstZero() : member.lastZero();
      long skew =
          zero
              + (node.plan.group()
                  ? Node.skew(
                      node.config(lan).protocol(), member.shortestWaitedBy(), node.priority(lan))
                  : node.skew(lan));
      // A master of lower priority heard since then is preempted when that is due.
      boolean fired = node.plan.group() || member.heardAnyAfter(member.lastZero());
      due = fired ? Math.min(due, skew) : skew;
    }
    if (local < due && !reloaded(node, reset)) {
      throw new Violation(
          "a backup waits for its timer",
          "%s becomes master %.6f s early".formatted(node.plan.name(), (due - local) / 1e9));
    }
    if (onTick && !node.plan.group()) {
      sparesStalls(node, lan, local);
    }
    if (node.preempts(lan)) {
      delays(node, lan, local);
      return;
    }
    for (Node other : world.nodes()) {
      long heard = member.lastFrom(other.place);
      if (other != node
          && other.master(lan)
          && heard != Member.NEVER
          && heard > member.lastZero()
          && local < heard + node.masterDownInterval(lan)
          && node.understands(other, lan)
          && !reloaded(node, heard)) {
        throw new Violation(
            "a router with nopreempt never takes a live master's place",
            "%s takes that of %s, heard %.6f s ago"
                .formatted(node.plan.name(), other.plan.name(), (local - heard) / 1e9));
      }
    }
  }

  /** Its timer may have fired before it followed a master of lower priority, in vain. */
  private static long shortestInterval(Node node, int lan) {
    return Node.masterDown(
        node.config(lan), node.member(lan).shortestWaitedBy(), node.priority(lan));
  }

  /** Whoever still speaks is left in place until the delay is over. */
  private void delays(Node node, int lan, long local) {
    Member member = node.member(lan);
    long over = member.firstLower() + node.config(lan).preemptDelay().toNanos();
    boolean speaks =
        member.firstLower() != Member.NEVER
            && member.lastLower() > member.lastZero()
            && local < member.lastLower() + node.masterDownInterval(lan);
    if (speaks && local < over && !reloaded(node, member.firstLower())) {
      throw new Violation(
          "preempt_delay leaves a master of lower priority in place",
          "%s takes over %.6f s early".formatted(node.plan.name(), (over - local) / 1e9));
    }
  }

  /** Late by more than an interval, it listens once more: after every master that it followed. */
  private void sparesStalls(Node node, int lan, long local) {
    Member member = node.member(lan);
    long followed = followed(member);
    long latest =
        Math.max(followed, member.lastLower())
            + node.masterDownInterval(lan, lowestPriority(node, lan, followed));
    if (member.lastSpared() < followed
        && local - latest > node.patience(lan)
        && node.config(lan).preemptDelay().isZero()
        && !reloaded(node, followed)) {
      throw new Violation(
          "a backup that stood still listens once more",
          "%s was %.6f s late".formatted(node.plan.name(), (local - latest) / 1e9));
    }
  }

  @Override
  public void giving(Node node, int member, Input input) {
    if (input instanceof Input.Reconfigured) {
      reloadedAt[node.place] = node.local(world.now());
    }
  }

  private void priorityChanged(Node node, Event.EffectivePriorityChanged changed) {
    long followed = followed(node.member(0));
    lowestPriority[node.place] =
        priorityChangedAt[node.place] >= followed
            ? Math.min(lowestPriority[node.place], changed.from())
            : changed.from();
    priorityChangedAt[node.place] = node.local(world.now());
  }

  /** A raised priority makes no timer late that was not: the lowest one since then counts. */
  private int lowestPriority(Node node, int lan, long since) {
    return priorityChangedAt[node.place] >= since
        ? Math.min(lowestPriority[node.place], node.priority(lan))
        : node.priority(lan);
  }

  private static long followed(Member member) {
    return Math.max(Math.max(member.backupSince(), member.lastDeserving()), member.lastZero());
  }

  /** What a reload makes of a timer or a delay that runs is left to unit tests. */
  private boolean reloaded(Node node, long since) {
    return reloadedAt[node.place] >= since;
  }
}

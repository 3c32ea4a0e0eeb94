// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import java.util.List;

/**
 * A backup waits as long as it must: the master down interval after a master that it follows, the
 * skew time after one that said it stops. So a router with nopreempt takes no live master's place.
 */
final class Patience implements Watch {
  private final World world;

  Patience(World world) {
    this.world = world;
  }

  @Override
  public void gave(
      Node node, int given, Input input, List<State> before, List<SyncGroup.Step> steps) {
    for (int lan = 0; lan < before.size(); lan++) {
      if (before.get(lan) == State.BACKUP && node.member(lan).state() == State.MASTER) {
        becameMaster(node, lan);
      }
    }
  }

  private void becameMaster(Node node, int lan) {
    Member member = node.member(lan);
    long local = node.local(world.now());
    long reset = Math.max(member.backupSince(), member.lastDeserving());
    long due = reset + node.masterDownInterval();
    if (member.lastZero() >= reset) {
      long skew = member.lastZero() + Timers.skewNanos(node.priority());
      // A master of lower priority heard since then is preempted when that is due.
      due = member.heardAnyAfter(member.lastZero()) ? Math.min(due, skew) : skew;
      // In a sync group the timer may have fired already when a duplicate of priority 0 comes.
      due = node.plan.group() ? local : due;
    }
    if (local < due) {
      throw new Violation(
          "a backup waits for its timer",
          "%s becomes master %.6f s early".formatted(node.plan.name(), (due - local) / 1e9));
    }
    if (node.plan.preempts()) {
      return;
    }
    for (Node other : world.nodes()) {
      long heard = member.lastFrom(other.place);
      if (other != node
          && other.master(lan)
          && heard != Member.NEVER
          && heard > member.lastZero()
          && local < heard + node.masterDownInterval()) {
        throw new Violation(
            "a router with nopreempt never takes a live master's place",
            "%s takes that of %s, heard %.6f s ago"
                .formatted(node.plan.name(), other.plan.name(), (local - heard) / 1e9));
      }
    }
  }
}

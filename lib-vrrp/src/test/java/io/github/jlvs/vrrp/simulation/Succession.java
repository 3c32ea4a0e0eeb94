// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Step;
import java.util.List;

/**
 * When the one master of a settled network goes, the best of the others takes its place, and nobody
 * before it: that is what the skew time is for. Routers whose skew differs by less than the delays
 * and the drift may both come forward, and where the skew is shorter than the delays, the
 * successor's first word may overtake the old master's last.
 */
final class Succession implements Watch {
  private final World world;
  private final Convergence convergence;
  private boolean expected;
  private boolean saidStop;

  /** The master's place: awake again before it has a successor, it may listen like a new one. */
  private int gone;

  Succession(World world, Convergence convergence) {
    this.world = world;
    this.convergence = convergence;
  }

  @Override
  public void disturbing(Fault fault) {
    expected = false;
    if (!(fault instanceof Fault.OfRouter of) || !convergence.settled(world.now())) {
      return;
    }
    Node node = world.nodes().get(of.router());
    boolean goes =
        fault instanceof Fault.Crash
            || fault instanceof Fault.Stall
            || fault instanceof Fault.Stop
            || fault instanceof Fault.Resign
            || fault instanceof Fault.Down;
    if (!goes || !node.master(0)) {
      return;
    }
    gone = node.place;
    saidStop =
        fault instanceof Fault.Stop || fault instanceof Fault.Resign || fault instanceof Fault.Down;
    // An advertisement still under way may arrive after priority 0 and set the timer anew.
    expected = true;
    for (Member member : node.members()) {
      expected &= !saidStop || world.now() > member.lastSent() + world.plan().largestDelay();
    }
  }

  @Override
  public void disturbed(Fault fault) {
    // A router that comes into the middle of it listens from then on.
    expected &= !(fault instanceof Fault.Start);
  }

  @Override
  public void gave(Node node, int given, Input input, List<State> before, List<Step> steps) {
    if (!expected || before.get(0) != State.BACKUP || node.member(0).state() != State.MASTER) {
      return;
    }
    for (Node other : world.nodes()) {
      if (other != node && world.together(0, node, other) && other.master(0)) {
        // Somebody has come forward already; whoever follows preempts.
        return;
      }
    }
    world.outcome().successions++;
    for (Node other : world.nodes()) {
      if (world.together(0, node, other)
          && other.fit(0)
          && other != node
          && other.place != gone
          && (!saidStop || other.skew() > 2 * world.plan().largestDelay())
          && comesFirst(other, node)) {
        throw new Violation(
            "the best successor comes first",
            "%s with priority %d becomes master, %s with %d is there"
                .formatted(
                    node.plan.name(), node.priority(0), other.plan.name(), other.priority(0)));
      }
    }
  }

  /** A master whose intervals differ between networks does not fall silent on all at once. */
  private boolean comesFirst(Node other, Node node) {
    if (saidStop) {
      return latest(other, other.skew()) < earliest(node, node.skew());
    }
    if (waitsAlikeOnAll(other) && waitsAlikeOnAll(node)) {
      return latest(other, other.masterDownInterval()) < earliest(node, node.masterDownInterval());
    }
    for (int lan = 0; lan < node.members().size(); lan++) {
      long others = latest(other, other.masterDownInterval(lan));
      if (others >= earliest(node, node.masterDownInterval(lan))) {
        return false;
      }
    }
    return true;
  }

  private static boolean waitsAlikeOnAll(Node node) {
    return node.members().stream().map(Member::waitsBy).distinct().count() == 1;
  }

  /**
   * After the master's last word was sent, the latest moment at which others hear the successor.
   */
  private long latest(Node node, long waits) {
    return node.plan.clock().trueDuration(waits) + 2 * world.plan().largestDelay();
  }

  /** After the master's last word was sent, the earliest moment at which its timer can fire. */
  private static long earliest(Node node, long waits) {
    return node.plan.clock().trueDuration(waits) - 4;
  }
}

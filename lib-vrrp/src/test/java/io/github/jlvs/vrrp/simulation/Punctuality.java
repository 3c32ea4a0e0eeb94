// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Who is run late says so, once for each deadline; and a master that was silent for so long that
 * another may have taken its place steps back, if it was told to, before it does anything else.
 */
final class Punctuality implements Watch {
  private final World world;
  private final Spell[][] spells;
  private List<VirtualRouterConfig> configs = List.of();
  private long[] patience = {};

  /** What one member has said and when it was late, in its own time. */
  private static final class Spell {
    private long lastSent = Member.NEVER;
    private long lastLate = Member.NEVER;
  }

  Punctuality(World world) {
    this.world = world;
    this.spells = new Spell[world.nodes().size()][world.plan().lans()];
    for (Spell[] each : spells) {
      for (int lan = 0; lan < each.length; lan++) {
        each[lan] = new Spell();
      }
    }
  }

  static boolean isLate(Step step) {
    return step instanceof Step.OfMember of && of.action() instanceof Event.Late;
  }

  /** Whether a member goes on as backup because it was late. */
  static boolean steppedBack(List<Step> steps) {
    return steps.stream().anyMatch(Punctuality::isStepBack);
  }

  private static boolean isStepBack(Step step) {
    return step instanceof Step.OfMember of
        && of.action() instanceof Action.StateChanged changed
        && changed.reason() == Reason.LATE;
  }

  @Override
  public void giving(Node node, int member, Input input) {
    List<VirtualRouterConfig> now = new ArrayList<>();
    for (int lan = 0; lan < world.plan().lans(); lan++) {
      now.add(node.machine().members().get(lan).config());
    }
    configs = now;
    patience = new long[now.size()];
    for (int lan = 0; lan < patience.length; lan++) {
      patience[lan] =
          node.member(lan).state() == State.MASTER
              ? Node.patience(now.get(lan).interval())
              : node.patience(lan);
    }
  }

  @Override
  public void gave(Node node, int given, Input input, List<State> before, List<Step> steps) {
    long local = node.local(world.now());
    for (int lan = 0; lan < before.size(); lan++) {
      Spell spell = spells[node.place][lan];
      if (before.get(lan) == State.INITIALIZE) {
        spell.lastLate = Member.NEVER;
        spell.lastSent = Member.NEVER;
      }
      int member = lan;
      List<Step> its =
          steps.stream()
              .filter(step -> step instanceof Step.OfMember of && of.member() == member)
              .toList();
      boolean wasGiven = given == lan || given == StateMachine.ALL;
      late(node, spell, local, patience[lan], its);
      if (wasGiven && before.get(lan) == State.MASTER) {
        silent(node, spell, local, configs.get(lan), its);
      }
      for (Step step : its) {
        if (step instanceof Step.OfMember of && of.action() instanceof Action.SendAdvertisement) {
          spell.lastSent = local;
        }
      }
    }
  }

  private static void late(Node node, Spell spell, long local, long patience, List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.OfMember of && of.action() instanceof Event.Late late) {
        require(
            late.nanos() > patience
                && (spell.lastLate == Member.NEVER || local - spell.lastLate > patience),
            "a router says once that it is late, by more than an interval",
            node,
            late::toString);
        spell.lastLate = local;
      }
    }
  }

  /** An advertisement is due an interval after the last one at the latest. */
  private static void silent(
      Node node, Spell spell, long local, VirtualRouterConfig config, List<Step> steps) {
    if (spell.lastSent == Member.NEVER) {
      return;
    }
    // Of a group another member may have left before it.
    boolean takenAlong =
        steps.stream()
            .anyMatch(
                step ->
                    step instanceof Step.OfMember of
                        && of.action() instanceof Action.StateChanged changed
                        && changed.reason() == Reason.SYNC_GROUP);
    if (takenAlong) {
      return;
    }
    long silence = local - spell.lastSent;
    require(
        silence <= config.interval().nanos() + Node.patience(config.interval())
            || spell.lastLate > spell.lastSent,
        "a master that was late says so",
        node,
        () -> "silent for %.6f s".formatted(silence / 1e9));
    boolean replaced =
        config.highestOther().isPresent()
            && !config.preempt()
            && !config.owner()
            && silence
                >= Node.masterDown(config, config.interval(), config.highestOther().getAsInt());
    // Up to two intervals after its last word it may or may not be late by more than one.
    boolean certain = !replaced || silence > 2 * config.interval().nanos();
    require(
        !certain || steps.stream().anyMatch(Punctuality::isStepBack) == replaced,
        "a master steps back when another may have taken its place, and only then",
        node,
        () -> "silent for %.6f s, %s".formatted(silence / 1e9, steps));
    require(
        !certain || !replaced || steps.stream().noneMatch(Punctuality::isAdvertisement),
        "a master that may have been replaced says nothing before it steps back",
        node,
        steps::toString);
  }

  private static boolean isAdvertisement(Step step) {
    return step instanceof Step.OfMember of && of.action() instanceof Action.SendAdvertisement;
  }

  private static void require(boolean kept, String promise, Node node, Supplier<String> what) {
    if (!kept) {
      throw new Violation(promise, node.plan.name() + ": " + what.get());
    }
  }
}

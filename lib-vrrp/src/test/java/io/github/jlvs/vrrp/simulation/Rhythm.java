// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.Step;
import io.github.jlvs.vrrp.Timers;
import java.util.List;

/**
 * When a master speaks: once in an interval while nobody disturbs it, never later; after priority 0
 * within a quarter of an interval; and in answer to others no oftener than that.
 */
final class Rhythm implements Watch {
  private static final long SLACK = 1_000;

  private final World world;
  private final Voice[][] voices;

  /** What one member has said, in its own time. */
  private static final class Voice {
    private long last = Member.NEVER;
    private long lastAnswer = Member.NEVER;
    private long answerDue = Timers.NEVER;

    /** After a disturbance one advertisement may come late, and the next keeps the old rhythm. */
    private int unjudged;
  }

  Rhythm(World world) {
    this.world = world;
    this.voices = new Voice[world.nodes().size()][world.plan().lans()];
    for (Voice[] each : voices) {
      for (int lan = 0; lan < each.length; lan++) {
        each[lan] = new Voice();
      }
    }
  }

  @Override
  public void stood(long from, long to) {
    for (Node node : world.nodes()) {
      for (int lan = 0; lan < world.plan().lans(); lan++) {
        Voice voice = voices[node.place][lan];
        if (node.asleep() || node.clockStands() || !node.running()) {
          voice.answerDue = Timers.NEVER;
          voice.unjudged = 2;
        } else if (node.member(lan).state() == State.MASTER) {
          speaks(node, lan, voice, node.localAt(to));
        }
      }
    }
  }

  private void speaks(Node node, int lan, Voice voice, long local) {
    if (voice.answerDue != Timers.NEVER && local > voice.answerDue + SLACK) {
      throw new Violation(
          "priority 0 is answered within a quarter of an interval",
          node.plan.name() + " says nothing");
    }
    long since = Math.max(voice.last, node.local(node.fitSince()));
    if (local > since + interval(node, lan) * 11 / 10) {
      throw new Violation(
          "a master advertises once in an interval",
          "%s is silent for %.6f s".formatted(node.plan.name(), (local - since) / 1e9));
    }
  }

  @Override
  public void gave(Node node, int given, Input input, List<State> before, List<Step> steps) {
    long local = node.local(world.now());
    for (int lan = 0; lan < before.size(); lan++) {
      Voice voice = voices[node.place][lan];
      boolean stays = before.get(lan) == State.MASTER && node.member(lan).state() == State.MASTER;
      if (!stays) {
        voice.answerDue = Timers.NEVER;
        voice.lastAnswer = Member.NEVER;
        voice.unjudged = 2;
      }
      if (input instanceof Input.Reconfigured && (given == lan || given == StateMachine.ALL)) {
        voice.lastAnswer = Member.NEVER;
        voice.answerDue = Timers.NEVER;
      }
      if (!(input instanceof Input.Tick)) {
        voice.unjudged = 2;
      }
      if (stays && hearsZero(steps, lan) && voice.answerDue == Timers.NEVER) {
        voice.answerDue = local + interval(node, lan) / 4;
      }
      for (Step step : steps) {
        if (step instanceof Step.OfMember of
            && of.member() == lan
            && of.action() instanceof Action.SendAdvertisement send
            && send.priority() != 0) {
          said(node, lan, voice, local, input, stays);
        }
      }
    }
  }

  private void said(Node node, int lan, Voice voice, long local, Input input, boolean stays) {
    long interval = interval(node, lan);
    if (stays && input instanceof Input.Tick && voice.unjudged == 0) {
      long gap = local - voice.last;
      if (gap < interval * 9 / 10 || gap > interval * 11 / 10) {
        throw new Violation(
            "an undisturbed master advertises once in an interval",
            "%s after %.6f s".formatted(node.plan.name(), gap / 1e9));
      }
    }
    if (stays && input instanceof Input.AdvertisementReceived) {
      if (voice.lastAnswer != Member.NEVER && local - voice.lastAnswer < interval / 4) {
        throw new Violation(
            "a master answers once in a quarter of an interval",
            "%s after %.6f s".formatted(node.plan.name(), (local - voice.lastAnswer) / 1e9));
      }
      voice.lastAnswer = local;
    }
    if (!stays) {
      voice.unjudged = 0;
    } else if (input instanceof Input.Tick && voice.unjudged > 0) {
      voice.unjudged--;
    }
    voice.last = local;
    voice.answerDue = Timers.NEVER;
  }

  private static boolean hearsZero(List<Step> steps, int lan) {
    for (Step step : steps) {
      if (step instanceof Step.OfMember of
          && of.member() == lan
          && of.action() instanceof Event.PriorityZeroReceived) {
        return true;
      }
    }
    return false;
  }

  private static long interval(Node node, int lan) {
    return node.config(lan).interval().nanos();
  }
}

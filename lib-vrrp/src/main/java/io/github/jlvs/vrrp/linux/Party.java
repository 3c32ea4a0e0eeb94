// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import java.util.List;

/**
 * Virtual routers that decide together, with the timer that they share: one alone, or a sync group.
 */
abstract sealed class Party {
  private final EventLoop loop;
  private final Timer timer;

  private Party(EventLoop loop) {
    this.loop = loop;
    this.timer = loop.timer(this::tick);
  }

  /** Gives one member an input, and does what comes out. */
  final void handle(RunningRouter member, Input input) {
    decide(loop.now(), member, input);
    arm();
  }

  /** Gives every member an input, and does what comes out. */
  final void handleAll(Input input) {
    decideAll(loop.now(), input);
    arm();
  }

  abstract List<RunningRouter> members();

  final void cancel() {
    timer.cancel();
  }

  abstract void decide(long now, RunningRouter member, Input input);

  abstract void decideAll(long now, Input input);

  abstract long nextDeadline();

  private void tick() {
    List<RunningRouter> members = members();
    for (int i = 0; i < members.size(); i++) {
      // The contract of VirtualRouter: first hear what the network said, then look at the clock.
      members.get(i).drain();
    }
    handleAll(Input.Tick.INSTANCE);
  }

  private void arm() {
    long next = nextDeadline();
    if (next == Timers.NEVER) {
      timer.cancel();
    } else {
      timer.arm(next);
    }
  }

  /** A virtual router that is in no group. */
  static final class Alone extends Party {
    private final RunningRouter router;
    private final List<RunningRouter> members;

    Alone(EventLoop loop, RunningRouter router) {
      super(loop);
      this.router = router;
      this.members = List.of(router);
    }

    @Override
    List<RunningRouter> members() {
      return members;
    }

    @Override
    void decide(long now, RunningRouter member, Input input) {
      decideAll(now, input);
    }

    @Override
    void decideAll(long now, Input input) {
      List<Action> actions = router.machine().handle(now, input);
      for (int i = 0; i < actions.size(); i++) {
        router.perform(actions.get(i));
      }
    }

    @Override
    long nextDeadline() {
      return router.machine().nextDeadline();
    }
  }

  /** The members of a sync group. */
  static final class Group extends Party {
    private final GroupSetup setup;
    private final List<RunningRouter> members;
    private final SyncGroup group;
    private final Reporter reporter;

    Group(EventLoop loop, GroupSetup setup, List<RunningRouter> members, Reporter reporter) {
      super(loop);
      this.setup = setup;
      this.members = List.copyOf(members);
      this.group = new SyncGroup(members.stream().map(RunningRouter::machine).toList());
      this.reporter = reporter;
    }

    GroupSetup setup() {
      return setup;
    }

    @Override
    List<RunningRouter> members() {
      return members;
    }

    @Override
    void decide(long now, RunningRouter member, Input input) {
      perform(group.handle(now, members.indexOf(member), input));
    }

    @Override
    void decideAll(long now, Input input) {
      perform(group.handleAll(now, input));
    }

    @Override
    long nextDeadline() {
      return group.nextDeadline();
    }

    private void perform(List<SyncGroup.Step> steps) {
      for (SyncGroup.Step step : steps) {
        if (step instanceof SyncGroup.OfMember of) {
          members.get(of.member()).perform(of.action());
        } else if (step instanceof SyncGroup.GroupChanged changed) {
          reporter.tell(new RunnerEvent.GroupChanged(setup.name(), changed.from(), changed.to()));
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.SyncGroupRecorder;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.VectorRecorder;
import java.util.List;
import java.util.Optional;

/**
 * Virtual routers that decide together, with the timer that they share: one alone, or a sync group.
 */
abstract sealed class Party {
  private final Clock clock;
  private final Clock.Alarm timer;

  private Party(Clock clock) {
    this.clock = clock;
    this.timer = clock.alarm(this::tick);
  }

  /** Gives one member an input, and does what comes out. */
  final void handle(RunningRouter member, Input input) {
    decide(clock.now(), member, input);
    arm();
  }

  /** Gives every member an input, and does what comes out. */
  final void handleAll(Input input) {
    decideAll(clock.now(), input);
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
    private interface Decision {
      List<Action> of(long now, Input input);
    }

    private final RunningRouter router;
    private final List<RunningRouter> members;
    private final Decision decision;

    Alone(Clock clock, RunningRouter router, Optional<Recording> recording) {
      super(clock);
      this.router = router;
      this.members = List.of(router);
      this.decision =
          recording.map(where -> recorded(router, where)).orElseGet(() -> router.machine()::handle);
    }

    private static Decision recorded(RunningRouter router, Recording where) {
      String name = router.name();
      return new VectorRecorder(name, router.machine(), where.open(name))::handle;
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
      List<Action> actions = decision.of(now, input);
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
    private final Optional<SyncGroupRecorder> recorder;
    private final Reporter reporter;

    Group(
        Clock clock,
        GroupSetup setup,
        List<RunningRouter> members,
        Reporter reporter,
        Optional<Recording> recording) {
      super(clock);
      this.setup = setup;
      this.members = List.copyOf(members);
      this.group = new SyncGroup(members.stream().map(RunningRouter::machine).toList());
      this.recorder =
          recording.map(
              where -> new SyncGroupRecorder(setup.name(), group, where.open(setup.name())));
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
      int place = members.indexOf(member);
      perform(
          recorder.isPresent()
              ? recorder.get().handle(now, place, input)
              : group.handle(now, place, input));
    }

    @Override
    void decideAll(long now, Input input) {
      perform(
          recorder.isPresent()
              ? recorder.get().handleAll(now, input)
              : group.handleAll(now, input));
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

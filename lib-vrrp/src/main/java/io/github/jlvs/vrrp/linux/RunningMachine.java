// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.recording.Recording;
import io.github.jlvs.vrrp.recording.VectorRecorder;
import io.github.jlvs.vrrp.tracking.TrackedState;
import io.github.jlvs.vrrp.tracking.Tracking;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A state machine with the timer that its virtual routers share: tells it the time, and has the
 * routers do what it decides.
 */
final class RunningMachine implements StateMachine.Sink {
  private final String name;
  private final Optional<GroupSetup> group;
  private final StateMachine machine;
  private final List<RunningRouter> routers;
  private final Clock clock;
  private final Clock.Alarm timer;
  private final Reporter reporter;
  private State groupState = State.INITIALIZE;

  private RunningMachine(
      String name,
      Optional<GroupSetup> group,
      StateMachine machine,
      List<RunningRouter> routers,
      Clock clock,
      Reporter reporter) {
    this.name = name;
    this.group = group;
    this.machine = machine;
    this.routers = List.copyOf(routers);
    this.clock = clock;
    this.reporter = reporter;
    this.timer = clock.alarm(this::tick);
  }

  /**
   * Lets virtual routers join a machine.
   *
   * @param group the sync group that they form; empty for one router alone
   * @param routers in the group's order
   */
  static void join(
      Optional<GroupSetup> group,
      List<RunningRouter> routers,
      Clock clock,
      Reporter reporter,
      Optional<Recording> recording) {
    String name = group.map(GroupSetup::name).orElseGet(() -> routers.get(0).name());
    StateMachine decides =
        group.isPresent()
            ? new SyncGroup(routers.stream().map(RunningRouter::virtualRouter).toList())
            : routers.get(0).virtualRouter();
    StateMachine recorded =
        recording.isPresent()
            ? new VectorRecorder(name, decides, recording.get().open(name))
            : decides;
    RunningMachine machine = new RunningMachine(name, group, recorded, routers, clock, reporter);
    for (int member = 0; member < routers.size(); member++) {
      routers.get(member).join(machine, member);
    }
  }

  /** Gives one member or {@link StateMachine#ALL} an input, and does what comes out. */
  void handle(int member, Input input) {
    machine.handle(clock.now(), member, input, this);
    long next = machine.nextDeadline();
    if (next == Timers.NEVER) {
      timer.cancel();
    } else {
      timer.arm(next);
    }
  }

  /** Whether all is known of what its routers track that may be a fault. */
  boolean isKnown(Function<String, TrackedState> reported) {
    return routers.stream()
        .flatMap(router -> router.setup().tracked().stream())
        .filter(Tracking::isAwaited)
        .noneMatch(tracking -> reported.apply(tracking.thing()).equals(TrackedState.UNKNOWN));
  }

  /** What an earlier life has left goes at once, however long the start has to wait. */
  void removeLeftBehind() {
    routers.forEach(router -> router.perform(new Action.RemoveAddresses()));
  }

  List<RunningRouter> routers() {
    return routers;
  }

  /** The sync group that they form, if they do. */
  Optional<GroupStatus> group() {
    return group.map(setup -> new GroupStatus(setup, groupState));
  }

  void cancel() {
    timer.cancel();
  }

  private void tick() {
    for (int i = 0; i < routers.size(); i++) {
      // The contract of VirtualRouter: first hear what the network said, then look at the clock.
      routers.get(i).drain();
    }
    handle(StateMachine.ALL, Input.Tick.INSTANCE);
  }

  @Override
  public void act(int member, Action action) {
    routers.get(member).perform(action);
  }

  @Override
  public void groupChanged(State from, State to) {
    groupState = to;
    reporter.tell(new RunnerEvent.GroupChanged(name, from, to));
  }
}

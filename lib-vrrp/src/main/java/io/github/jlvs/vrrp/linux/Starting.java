// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Starts state machines as soon as all is known that may be a fault of theirs. */
final class Starting {
  private final StartupDelay delay;

  /** How the things are that somebody looks at. */
  private final Map<String, TrackedState> reported = new HashMap<>();

  /** Machines that have not been started. */
  private final Set<RunningMachine> waiting = new LinkedHashSet<>();

  Starting(StartupDelay delay) {
    this.delay = delay;
  }

  /** Takes how something is; false where that is no news. */
  boolean isNews(String thing, TrackedState state) {
    TrackedState before =
        state.equals(TrackedState.UNKNOWN) ? reported.remove(thing) : reported.put(thing, state);
    return !state.equals(before);
  }

  TrackedState state(String thing) {
    return reported.getOrDefault(thing, TrackedState.UNKNOWN);
  }

  /** Starts these, and has those that wait remove what an earlier life left. */
  void start(Set<RunningMachine> machines) {
    if (!machines.isEmpty()) {
      delay.begin();
    }
    waiting.addAll(machines);
    startKnown();
    waiting.stream().filter(machines::contains).forEach(RunningMachine::removeLeftBehind);
  }

  /** Starts those of which all is known by now. */
  void startKnown() {
    for (RunningMachine machine : List.copyOf(waiting)) {
      if (machine.isKnown(this::state)) {
        waiting.remove(machine);
        machine.handle(StateMachine.ALL, new Input.Startup(delay.left()));
      }
    }
  }

  void forget(RunningMachine machine) {
    waiting.remove(machine);
  }
}

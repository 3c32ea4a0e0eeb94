// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.ArrayList;
import java.util.List;

/** What a state machine tells its sink, as a value to compare. */
public sealed interface Step {

  /** What a member wants done. */
  record OfMember(int member, Action action) implements Step {}

  /** All members have arrived in another state. */
  record GroupChanged(State from, State to) implements Step {}

  /** Gives a state machine an input, and returns what it tells. */
  static List<Step> handle(StateMachine machine, long now, int member, Input input) {
    List<Step> steps = new ArrayList<>();
    machine.handle(
        now,
        member,
        input,
        new StateMachine.Sink() {
          @Override
          public void act(int actor, Action action) {
            steps.add(new OfMember(actor, action));
          }

          @Override
          public void groupChanged(State from, State to) {
            steps.add(new GroupChanged(from, to));
          }
        });
    return steps;
  }

  /** Gives all members an input. */
  static List<Step> handleAll(StateMachine machine, long now, Input input) {
    return handle(machine, now, StateMachine.ALL, input);
  }
}

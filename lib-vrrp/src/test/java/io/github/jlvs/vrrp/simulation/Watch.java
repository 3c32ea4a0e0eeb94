// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.Step;
import java.util.List;

/** Holds promises of the protocol against what happens; throws {@link Violation}. */
interface Watch {

  /** Everything has stood as it stands now from one time until just before another. */
  default void stood(long from, long to) {}

  /** A fault is about to happen. */
  default void disturbing(Fault fault) {}

  /** A fault has happened. */
  default void disturbed(Fault fault) {}

  /** A state machine is about to be given an input. */
  default void giving(Node node, int member, Input input) {}

  /**
   * A state machine has been given an input, and its actions have been carried out.
   *
   * @param node whose
   * @param member the member that got it, or {@link StateMachine#ALL}
   * @param input what it got
   * @param before the states of its members before
   * @param steps what came out
   */
  default void gave(Node node, int member, Input input, List<State> before, List<Step> steps) {}

  /** An advertisement was given to a node's state machine, after {@link #gave}. */
  default void heard(Node node, Packet packet) {}

  /** A packet was refused, after {@link #gave}. */
  default void refused(Node node, Packet packet) {}
}

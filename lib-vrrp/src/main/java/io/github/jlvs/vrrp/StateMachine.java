// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.List;

/**
 * What decides for one or more virtual routers: a {@link VirtualRouter} alone, or a {@link
 * SyncGroup} of several that change their state together. Whatever runs virtual routers runs this.
 *
 * <p>An input is decided on completely before the sink hears of it. So a sink that throws leaves
 * the machine in a sound state, and one that gives the machine another input finds it in the new
 * one. A sync group of masters alone decides a tick member by member, and the sink hears of each
 * before the next: a tick changes nothing there that the members have in common.
 */
public interface StateMachine {
  /** As a member: every one of them. */
  int ALL = -1;

  /** Takes what a state machine decides, in the order in which it is to be done. */
  interface Sink {
    /**
     * A member wants something done.
     *
     * @param member its place in {@link #members()}, from 0
     * @param action what to do
     */
    void act(int member, Action action);

    /**
     * All members of a sync group have arrived in another state; comes after all that they want
     * done.
     *
     * @param from the state in which they were together before
     * @param to the state now
     */
    void groupChanged(State from, State to);
  }

  /**
   * The virtual routers that it decides for.
   *
   * @return always the same ones in the same order
   */
  List<VirtualRouter> members();

  /**
   * Takes one input. See {@link VirtualRouter} for the contract.
   *
   * @param now nanoseconds of the monotonic clock
   * @param member whom it happens to: a place in {@link #members()} from 0, or {@link #ALL} for
   *     startup, shutdown, a tick, something that all of them track
   * @param input what happened
   * @param sink told what to do before this returns
   * @throws IllegalArgumentException for {@link Input.Reconfigured} with another VRID
   */
  void handle(long now, int member, Input input, Sink sink);

  /**
   * When the next {@link Input.Tick}, for all members, is due.
   *
   * @return nanoseconds of the same clock, or {@link Timers#NEVER}; right after {@link #handle} it
   *     is never before the time that was handed in
   */
  long nextDeadline();
}

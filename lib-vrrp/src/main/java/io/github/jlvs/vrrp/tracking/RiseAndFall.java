// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.tracking;

/**
 * Up or down by results that come one after another: so many good ones in a row for the way up, so
 * many bad ones for the way down. The very first result counts by itself: nobody waits longer than
 * for one to know how something is.
 *
 * <p>Belongs to one thread.
 */
public final class RiseAndFall {
  private final int rise;
  private final int fall;
  private TrackedState state;
  private boolean looked;
  private int against;

  /**
   * Makes one of which no result is known.
   *
   * @param rise good results in a row for the way up, at least 1
   * @param fall bad results in a row for the way down, at least 1
   * @param until how it counts until the first result: {@link TrackedState#UNKNOWN}, or {@link
   *     TrackedState#DOWN} for keepalived's init_fail
   * @throws IllegalArgumentException if a number is below 1
   */
  public RiseAndFall(int rise, int fall, TrackedState until) {
    if (rise < 1 || fall < 1) {
      throw new IllegalArgumentException("rise " + rise + " or fall " + fall + " is below 1");
    }
    this.rise = rise;
    this.fall = fall;
    this.state = until;
  }

  /**
   * One that goes on from what was known.
   *
   * @param rise good results in a row for the way up, at least 1
   * @param fall bad results in a row for the way down, at least 1
   * @param before what it goes on from
   * @return it, with the state and without the results counted so far
   * @throws IllegalArgumentException if a number is below 1
   */
  public static RiseAndFall after(int rise, int fall, RiseAndFall before) {
    RiseAndFall next = new RiseAndFall(rise, fall, before.state);
    next.looked = before.looked;
    return next;
  }

  /**
   * Takes a result.
   *
   * @param good whether it is as it should be
   * @return whether the state is another one, or known for the first time
   */
  public boolean take(boolean good) {
    TrackedState said = good ? TrackedState.UP : TrackedState.DOWN;
    if (!looked) {
      looked = true;
      state = said;
      return true;
    }
    if (said.equals(state)) {
      against = 0;
      return false;
    }
    against++;
    if (against < (good ? rise : fall)) {
      return false;
    }
    against = 0;
    state = said;
    return true;
  }

  /**
   * How many results in a row speak against the state.
   *
   * @return 0 or more, below rise or fall
   */
  public int against() {
    return against;
  }

  /**
   * How it is.
   *
   * @return up or down, or what counts until the first result
   */
  public TrackedState state() {
    return state;
  }
}

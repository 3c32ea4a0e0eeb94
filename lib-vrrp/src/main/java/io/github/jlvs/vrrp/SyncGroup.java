// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.util.ArrayList;
import java.util.List;

/**
 * Virtual routers that change their state together, as in keepalived's vrrp_sync_group; the RFC
 * knows no such thing. Every input for a member goes through the group:
 *
 * <ul>
 *   <li>a member becomes master only when every member would: when the master down timers of all
 *       have expired; then all do;
 *   <li>a member that yields to another master takes the others to backup with it;
 *   <li>a member in fault holds the others in fault until no member has a fault of its own.
 * </ul>
 *
 * <p>The order of the members is the order of what they want done; it decides nothing. A tick on
 * which members do no more than advertise returns a list made beforehand.
 */
public final class SyncGroup {

  /** What comes out of a group. */
  public sealed interface Step {}

  /**
   * What a member wants done.
   *
   * @param member the member's place in the list given to the group, from 0
   * @param action what to do
   */
  public record OfMember(int member, Action action) implements Step {}

  /**
   * All members have arrived in another state.
   *
   * @param from the state in which they were together before
   * @param to the state now
   */
  public record GroupChanged(State from, State to) implements Step {}

  private final List<VirtualRouter> members;
  private final RegularAdvertisements regular;
  private State state = State.INITIALIZE;

  /**
   * Binds routers together.
   *
   * @param members the routers, all in state {@link State#INITIALIZE}, from now on fed through this
   *     group alone
   * @throws IllegalArgumentException when one has been started already
   */
  public SyncGroup(List<VirtualRouter> members) {
    this.members = List.copyOf(members);
    for (VirtualRouter member : this.members) {
      if (member.state() != State.INITIALIZE) {
        throw new IllegalArgumentException(
            "virtual router " + member.config().vrid() + " runs already, it cannot join a group");
      }
      member.join(this::mayBecomeMaster);
    }
    this.regular = new RegularAdvertisements(this.members.size());
  }

  /**
   * The members.
   *
   * @return the routers in their order
   */
  public List<VirtualRouter> members() {
    return members;
  }

  /**
   * The state in which all members were together last.
   *
   * @return the group's state
   */
  public State state() {
    return state;
  }

  /**
   * Takes one input for one member.
   *
   * @param now nanoseconds of the monotonic clock
   * @param member the member's place, from 0
   * @param input what happened
   * @return what to do, in this order
   */
  public List<Step> handle(long now, int member, Input input) {
    List<Step> steps = new ArrayList<>();
    handle(now, member, input, steps);
    return settle(now, steps);
  }

  /**
   * Takes one input for all members: startup, shutdown, a tick, something tracked by the group.
   *
   * @param now nanoseconds of the monotonic clock
   * @param input what happened
   * @return what to do, in this order
   */
  public List<Step> handleAll(long now, Input input) {
    if (input instanceof Input.Tick && !listens()) {
      return tickAsMaster(now);
    }
    List<Step> steps = new ArrayList<>();
    for (int member = 0; member < members.size(); member++) {
      handle(now, member, input, steps);
    }
    return settle(now, steps);
  }

  /**
   * When the next {@link Input.Tick} is due for any member.
   *
   * @return nanoseconds of the same clock, or {@link Timers#NEVER}
   */
  public long nextDeadline() {
    long next = Timers.NEVER;
    for (int member = 0; member < members.size(); member++) {
      next = Math.min(next, members.get(member).nextDeadline());
    }
    return next;
  }

  private boolean mayBecomeMaster(VirtualRouter candidate) {
    for (VirtualRouter member : members) {
      if (member != candidate && !member.wantsMaster()) {
        return false;
      }
    }
    return true;
  }

  private boolean listens() {
    for (int member = 0; member < members.size(); member++) {
      if (members.get(member).state() == State.BACKUP) {
        return true;
      }
    }
    return false;
  }

  /**
   * A tick changes the state of a backup alone: nothing has to be settled, and mostly nothing made.
   */
  private List<Step> tickAsMaster(long now) {
    regular.begin();
    for (int member = 0; member < members.size(); member++) {
      regular.add(member, members.get(member).handle(now, Input.Tick.INSTANCE));
    }
    return regular.steps();
  }

  private void handle(long now, int member, Input input, List<Step> steps) {
    State before = members.get(member).state();
    add(member, members.get(member).handle(now, input), steps);
    State after = members.get(member).state();
    if (after == before) {
      return;
    }
    for (int other = 0; other < members.size(); other++) {
      if (other != member) {
        add(other, follow(now, members.get(other), before, after), steps);
      }
    }
  }

  private List<Action> follow(long now, VirtualRouter other, State before, State after) {
    return switch (after) {
      case MASTER -> other.followToMaster(now);
      case BACKUP -> before == State.MASTER ? other.followToBackup(now) : List.of();
      case FAULT -> other.hold(now);
      case INITIALIZE -> List.of();
    };
  }

  /** Lets go what is held without need, and says when all have arrived. */
  private List<Step> settle(long now, List<Step> steps) {
    boolean fault = false;
    for (VirtualRouter member : members) {
      fault |= member.faultyItself();
    }
    if (!fault) {
      // All are let go before the first looks whether the others would be master with it.
      members.forEach(VirtualRouter::letGo);
    }
    for (int member = 0; member < members.size(); member++) {
      VirtualRouter router = members.get(member);
      add(member, fault ? router.hold(now) : router.resume(now), steps);
    }
    State common = members.isEmpty() ? state : members.get(0).state();
    for (VirtualRouter member : members) {
      if (member.state() != common) {
        return steps;
      }
    }
    if (common != state) {
      steps.add(new GroupChanged(state, common));
      state = common;
    }
    return steps;
  }

  private static void add(int member, List<Action> actions, List<Step> steps) {
    for (Action action : actions) {
      steps.add(new OfMember(member, action));
    }
  }
}

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
 *   <li>a member that yields to another master, or steps back because it was late, takes the others
 *       to backup with it; with one that resigns all do;
 *   <li>a member in fault holds the others in fault until no member has a fault of its own.
 * </ul>
 *
 * <p>The order of the members is the order of what they want done; it decides nothing. A tick while
 * no member is backup allocates nothing but what a member does besides advertising.
 */
public final class SyncGroup implements StateMachine {
  /** What a member wants done. */
  private record Step(int member, Action action) {}

  private final List<VirtualRouter> members;
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
  }

  @Override
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

  @Override
  public void handle(long now, int member, Input input, Sink sink) {
    if (member == ALL && input instanceof Input.Tick && staysAsItIs(now)) {
      tickAsMaster(now, sink);
      return;
    }
    List<Step> steps = new ArrayList<>();
    if (member == ALL) {
      decideAll(now, input, steps);
    } else {
      decide(now, member, input, steps);
    }
    holdOrRelease(now, steps);
    State before = state;
    State after = commonState();
    state = after;
    for (Step step : steps) {
      sink.act(step.member(), step.action());
    }
    if (after != before) {
      sink.groupChanged(before, after);
    }
  }

  @Override
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

  /** A tick changes the state of a backup, and of a master that steps back because it is late. */
  private boolean staysAsItIs(long now) {
    for (int member = 0; member < members.size(); member++) {
      VirtualRouter router = members.get(member);
      if (router.state() == State.BACKUP || router.stepsBackAt(now)) {
        return false;
      }
    }
    return true;
  }

  /** Nothing has to be settled: each member decides for itself, and nothing is allocated. */
  private void tickAsMaster(long now, Sink sink) {
    for (int member = 0; member < members.size(); member++) {
      List<Action> actions = members.get(member).handle(now, Input.Tick.INSTANCE);
      for (int i = 0; i < actions.size(); i++) {
        sink.act(member, actions.get(i));
      }
    }
  }

  /** Who steps back takes the others along before they advertise and announce their addresses. */
  private void decideAll(long now, Input input, List<Step> steps) {
    int first = 0;
    while (first < members.size() && !members.get(first).stepsBackAt(now)) {
      first++;
    }
    if (first < members.size()) {
      decide(now, first, input, steps);
    }
    for (int each = 0; each < members.size(); each++) {
      if (each != first) {
        decide(now, each, input, steps);
      }
    }
  }

  private void decide(long now, int member, Input input, List<Step> steps) {
    State before = members.get(member).state();
    add(member, members.get(member).handle(now, input), steps);
    State after = members.get(member).state();
    if (after == before) {
      return;
    }
    for (int other = 0; other < members.size(); other++) {
      if (other != member) {
        add(other, follow(now, members.get(other), before, after, input), steps);
      }
    }
  }

  private List<Action> follow(
      long now, VirtualRouter other, State before, State after, Input input) {
    if (input instanceof Input.Resign) {
      // Nobody has been heard: of each the others are told that it stops.
      return other.handle(now, input);
    }
    return switch (after) {
      case MASTER -> other.followToMaster(now);
      case BACKUP -> before == State.MASTER ? other.followToBackup(now) : List.of();
      case FAULT -> other.hold(now);
      case INITIALIZE -> List.of();
    };
  }

  /**
   * Holds all members in Fault while one has a fault of its own, and releases them once none has.
   */
  private void holdOrRelease(long now, List<Step> steps) {
    boolean fault = false;
    for (VirtualRouter member : members) {
      fault |= member.faultyItself();
    }
    if (!fault) {
      // All are released before the first looks whether the others would be master with it.
      members.forEach(VirtualRouter::release);
    }
    for (int member = 0; member < members.size(); member++) {
      VirtualRouter router = members.get(member);
      add(member, fault ? router.hold(now) : router.resume(now), steps);
    }
  }

  /** The state in which all members are, or were together last. */
  private State commonState() {
    State common = members.isEmpty() ? state : members.get(0).state();
    for (VirtualRouter member : members) {
      if (member.state() != common) {
        return state;
      }
    }
    return common;
  }

  private static void add(int member, List<Action> actions, List<Step> steps) {
    for (Action action : actions) {
      steps.add(new Step(member, action));
    }
  }
}

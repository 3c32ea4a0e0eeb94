// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One machine with its daemon: what the {@link World} does to it and sees of it. */
final class Node {
  final int place;
  final RouterPlan plan;
  final Deque<Packet> sockets = new ArrayDeque<>();
  final List<Input> waiting = new ArrayList<>();

  /** What is down around the daemon, whether it runs and knows or not. */
  final Set<String> downOutside = new TreeSet<>();

  int priorityOutside;

  private final int routers;
  private Machine machine;
  private List<Member> members = List.of();
  private boolean running;
  private boolean asleep;
  private boolean deaf;
  private long fitSince;
  private long lives;
  private int priority;
  private long scheduled = Timers.NEVER;
  private final Set<String> down = new TreeSet<>();

  Node(int place, RouterPlan plan, int routers, Machine machine) {
    this.place = place;
    this.plan = plan;
    this.routers = routers;
    this.machine = machine;
    this.priorityOutside = plan.config().priority();
    begin(machine);
    running = false;
  }

  /** A new process. */
  void begin(Machine fresh) {
    machine = fresh;
    running = true;
    asleep = false;
    live();
    sockets.clear();
    waiting.clear();
    down.clear();
    priority = plan.config().priority();
    List<Member> fresher = new ArrayList<>();
    for (int member = 0; member < plan.members().size(); member++) {
      fresher.add(new Member(routers));
    }
    members = List.copyOf(fresher);
  }

  void end() {
    begin(machine);
    running = false;
  }

  Machine machine() {
    return machine;
  }

  long local(long now) {
    return plan.clock().at(now);
  }

  Member member(int lan) {
    return members.get(lan);
  }

  List<Member> members() {
    return members;
  }

  /** The states of its members, as told. */
  List<State> states() {
    return members.size() == 1
        ? List.of(members.get(0).state())
        : members.stream().map(Member::state).toList();
  }

  boolean running() {
    return running;
  }

  boolean asleep() {
    return asleep;
  }

  boolean deaf() {
    return asleep && deaf;
  }

  void fallAsleep(boolean isDeaf) {
    asleep = true;
    deaf = isDeaf;
  }

  void wakeUp() {
    asleep = false;
  }

  /** Changes with every new process and every sleep: what was meant for an earlier one is void. */
  long lives() {
    return lives;
  }

  void live() {
    lives++;
    scheduled = Timers.NEVER;
  }

  /** Whether a tick for this deadline is still to be scheduled; says so once. */
  boolean schedule(long deadline) {
    boolean fresh = deadline != scheduled;
    scheduled = deadline;
    return fresh && deadline != Timers.NEVER;
  }

  /** Takes note of what the state machine is told. */
  void told(Input input) {
    if (input instanceof Input.PriorityChanged changed && !plan.config().owner()) {
      priority = Math.max(1, Math.min(254, changed.priority()));
    } else if (input instanceof Input.TrackedDown tracked) {
      down.add(tracked.tracked());
    } else if (input instanceof Input.TrackedUp tracked) {
      down.remove(tracked.tracked());
    }
  }

  /** The effective priority, by what the state machine was told. */
  int priority() {
    return priority;
  }

  /** Whether the state machine was told of anything down. */
  boolean faulty() {
    return !down.isEmpty();
  }

  /** Whether it takes part in the election on a network. */
  boolean fit(int lan) {
    return running && !asleep && member(lan).state() != State.INITIALIZE && !faulty();
  }

  /** Whether it is master on a network and at work. */
  boolean master(int lan) {
    return running && !asleep && member(lan).state() == State.MASTER;
  }

  /** True time since which it could have done its part: started, awake, nothing down. */
  long fitSince() {
    return fitSince;
  }

  void fitFrom(long now) {
    fitSince = now;
  }

  /** Its own Master_Down_Interval, in nanoseconds of its own clock. */
  long masterDownInterval() {
    return Timers.masterDownNanos(
        plan.config().downTimerAdverts(), plan.config().intervalSeconds(), priority);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.Step;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Runs a {@link Plan}: the machines, their networks and the passing of time. */
final class World {
  private static final int STEPS_WITHOUT_TIME = 10_000;

  /** What is watched. */
  enum Scope {
    /** Every single step of every router too. */
    EVERYTHING,
    /** Only who is master when, as a client on the network would see it. */
    NETWORK
  }

  private final Plan plan;
  private final Timeline timeline;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Lan> lans = new ArrayList<>();
  private final List<Watch> watches = new ArrayList<>();
  private final Happenings happenings = new Happenings();
  private final Wire wire;
  private final Outcome outcome = new Outcome();
  private long now;
  private long lastDisturbance;

  /**
   * A world at time 0, with nothing running.
   *
   * @param plan what shall happen
   * @param scope what is watched
   * @param timeline is told what happens
   */
  World(Plan plan, Scope scope, Timeline timeline) {
    this.plan = plan;
    this.timeline = timeline;
    this.wire = new Wire(plan);
    for (RouterPlan router : plan.routers()) {
      StateMachine machine = Node.machine(router.members(), router.addresses());
      nodes.add(new Node(nodes.size(), router, plan.routers().size(), machine));
    }
    for (int lan = 0; lan < plan.lans(); lan++) {
      lans.add(new Lan(nodes.size()));
    }
    Convergence convergence = new Convergence(this);
    if (scope == Scope.EVERYTHING) {
      watches.add(new Conduct(this));
      watches.add(new Punctuality(this));
      watches.add(new Patience(this));
    }
    if (scope == Scope.EVERYTHING) {
      watches.add(new Rhythm(this));
      watches.add(new Announcements(this));
      watches.add(new Differences());
    }
    watches.add(new Silence(this));
    watches.add(new Succession(this, convergence));
    watches.add(convergence);
    timeline.begin(plan);
  }

  /** Runs to the end. */
  Outcome run() {
    for (Plan.Planned planned : plan.faults()) {
      happenings.add(planned.at(), Happenings.Kind.FAULT, () -> happen(planned.fault()));
    }
    int steps = 0;
    while (!happenings.quietUntil(plan.end())) {
      Happenings.Happening next = happenings.next();
      steps = next.at() > now ? 0 : steps + 1;
      if (steps > STEPS_WITHOUT_TIME) {
        throw new Violation("time passes", "nothing but ticks without end at one moment");
      }
      passTimeTo(next.at());
      next.what().run();
    }
    passTimeTo(plan.end());
    outcome.scenarios = 1;
    outcome.lived(plan);
    return outcome;
  }

  // ---- What watches ask

  Plan plan() {
    return plan;
  }

  long now() {
    return now;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<Lan> lans() {
    return lans;
  }

  Outcome outcome() {
    return outcome;
  }

  /** When the last fault began or ended. */
  long lastDisturbance() {
    return lastDisturbance;
  }

  /** Whether nothing is lost, links are clear, and nobody sleeps. */
  boolean calm() {
    for (Lan lan : lans) {
      if (!lan.clear() || lan.lossPercent() != 0 || !lan.sameParts(lans.get(0))) {
        return false;
      }
    }
    for (Node node : nodes) {
      if (node.asleep() || node.clockStands()) {
        return false;
      }
    }
    return true;
  }

  // ---- Time

  private void passTimeTo(long next) {
    if (next > now) {
      for (Watch watch : watches) {
        watch.stood(now, next);
      }
      now = next;
    }
  }

  private void tickWhenDue(Node node) {
    long deadline = node.machine().nextDeadline();
    if (!node.schedule(deadline)) {
      return;
    }
    long due = node.whenShows(deadline, now);
    // What was added for an earlier deadline may still come: an early tick does nothing.
    long lives = node.lives();
    happenings.add(due, Happenings.Kind.TICK, () -> tick(node, lives, deadline));
  }

  private void tick(Node node, long lives, long deadline) {
    if (node.lives() == lives && node.machine().nextDeadline() == deadline) {
      give(node, StateMachine.ALL, Input.Tick.INSTANCE);
    }
  }

  // ---- Faults

  private void happen(Fault planned) {
    Fault fault = planned instanceof Fault.OfMaster ofMaster ? aim(ofMaster) : planned;
    if (timeline.on()) {
      State state =
          fault instanceof Fault.OfRouter of
              ? nodes.get(of.router()).member(0).state()
              : State.INITIALIZE;
      timeline.say(this, Fault.describe(fault, state));
    }
    outcome.faults++;
    watches.forEach(watch -> watch.disturbing(fault));
    if (!(fault instanceof Fault.AddressLost)) {
      lastDisturbance = now;
    }
    if (fault instanceof Fault.OfRouter ofRouter) {
      happenTo(nodes.get(ofRouter.router()), ofRouter);
    } else if (fault instanceof Fault.Loss loss) {
      lans.get(loss.lan()).lose(loss.percent());
    } else if (fault instanceof Fault.OneWay cut) {
      lans.get(cut.lan()).cutOneWay(cut.from(), cut.to(), now);
    } else if (fault instanceof Fault.Split split) {
      lans.get(split.lan()).split(split.bits(), now);
    } else if (fault instanceof Fault.Heal heal) {
      lans.get(heal.lan()).heal(now);
    }
    watches.forEach(watch -> watch.disturbed(fault));
  }

  private Fault aim(Fault.OfMaster fault) {
    for (Node node : nodes) {
      if (node.master(0)) {
        return switch (fault.kind()) {
          case CRASH -> new Fault.Crash(node.place);
          case STOP -> new Fault.Stop(node.place);
          case STALL -> new Fault.Stall(node.place, 8_000_000_000L, false);
          case DOWN -> new Fault.Down(node.place, "script");
          // The daemon refuses it to an owner, whose priority can't be lowered.
          case RESIGN -> node.hasOwner() ? fault : new Fault.Resign(node.place);
        };
      }
    }
    return fault;
  }

  private void happenTo(Node node, Fault.OfRouter fault) {
    if (fault instanceof Fault.Start) {
      if (!node.running()) {
        start(node);
      }
    } else if (fault instanceof Fault.Crash) {
      outcome.mastersKilled += node.master(0) ? 1 : 0;
      node.end();
    } else if (fault instanceof Fault.Stop) {
      tell(node, new Input.Shutdown());
    } else if (fault instanceof Fault.Stall stall) {
      if (node.running() && !node.asleep()) {
        node.fallAsleep(stall.deaf());
        node.live();
        long lives = node.lives();
        happenings.add(now + stall.nanos(), Happenings.Kind.WAKE, () -> wake(node, lives));
      }
    } else if (fault instanceof Fault.Weight change) {
      node.weightOutside = change.weight();
      tellWeight(node);
    } else if (fault instanceof Fault.Resign) {
      node.weightOutside = -Advertisement.PRIORITY_OWNER;
      tellWeight(node);
      tell(node, new Input.Resign());
    } else if (fault instanceof Fault.Reload reload) {
      node.write(reload.configs());
      for (int member = 0; member < reload.configs().size(); member++) {
        tell(node, member, new Input.Reconfigured(reload.configs().get(member)));
      }
    } else if (fault instanceof Fault.Readdress change) {
      readdress(node, change.addresses());
    } else if (fault instanceof Fault.ClockBack back) {
      if (node.clockStands()) {
        // Two steps that overlap would make one of their sum, longer than either is reckoned with.
        return;
      }
      node.stepBack(back.nanos());
      long made = node.plan.clock().trueDuration(back.nanos());
      happenings.add(now + made, Happenings.Kind.WAKE, () -> clockGoesOn(node));
      if (node.running() && !node.asleep()) {
        node.live();
        tickWhenDue(node);
      }
    } else if (fault instanceof Fault.Down change) {
      node.downOutside.add(change.tracked());
      tell(node, new Input.TrackedDown(change.tracked()));
    } else if (fault instanceof Fault.Up change) {
      node.downOutside.remove(change.tracked());
      node.fitFrom(now);
      tell(node, new Input.TrackedUp(change.tracked()));
    } else if (fault instanceof Fault.AddressLost) {
      tell(node, new Input.AddressLost(node.config(0).addresses().get(0)));
    }
  }

  /** Whether two routers hear each other on a network, or would if both sent. */
  boolean together(int lan, Node one, Node other) {
    return lans.get(lan).part(one.place) == lans.get(lan).part(other.place)
        && one.understands(other, lan);
  }

  /** What has added to the priority counts for each member from its own. */
  private void tellWeight(Node node) {
    for (int member = 0; member < node.file().size(); member++) {
      int priority = node.file().get(member).priority() + node.weightOutside;
      tell(node, member, new Input.PriorityChanged(priority));
    }
  }

  private void readdress(Node node, List<InetAddress> addresses) {
    node.addressesOutside = addresses;
    for (int member = 0; member < addresses.size(); member++) {
      tell(node, member, new Input.PrimaryAddressChanged(addresses.get(member)));
    }
  }

  private void clockGoesOn(Node node) {
    node.clockGoesOn();
    node.fitFrom(now);
    lastDisturbance = now;
  }

  private void start(Node node) {
    node.begin(Node.machine(node.file(), node.addressesOutside));
    node.fitFrom(now);
    for (String tracked : node.downOutside) {
      tell(node, new Input.TrackedDown(tracked));
    }
    tell(node, new Input.Startup());
    if (node.weightOutside != 0) {
      tellWeight(node);
    }
  }

  /** To the daemon, when it runs; when it sleeps it will hear on waking. */
  private void tell(Node node, Input input) {
    // A tracked interface belongs to one member of a group, all else to the group.
    boolean one = input instanceof Input.AddressLost || isInterface(input);
    tell(node, one ? 0 : StateMachine.ALL, input);
  }

  private void tell(Node node, int member, Input input) {
    if (node.asleep()) {
      node.waiting.add(new Node.Told(member, input));
    } else if (input instanceof Input.Reconfigured reload
        && reload.config().equals(node.config(member))) {
      return;
    } else if (input instanceof Input.Reconfigured reload
        && node.running()
        && !reload.config().protocol().isKindOf(node.config(member).protocol())) {
      // Of another version it is another virtual router.
      tell(node, new Input.Shutdown());
      start(node);
    } else if (node.running()) {
      give(node, member, input);
      if (input instanceof Input.Shutdown) {
        node.end();
      }
    }
  }

  private static boolean isInterface(Input input) {
    return (input instanceof Input.TrackedDown down && down.tracked().startsWith("eth"))
        || (input instanceof Input.TrackedUp up && up.tracked().startsWith("eth"));
  }

  private void wake(Node node, long lives) {
    if (node.lives() != lives) {
      return;
    }
    if (timeline.on()) {
      timeline.say(
          this, "%s wakes, %d packets wait".formatted(node.plan.name(), node.sockets.size()));
    }
    lastDisturbance = now;
    node.wakeUp();
    node.fitFrom(now);
    while (!node.sockets.isEmpty()) {
      hear(node, node.sockets.remove());
    }
    List<Node.Told> inputs = List.copyOf(node.waiting);
    node.waiting.clear();
    for (Node.Told each : inputs) {
      tell(node, each.member(), each.input());
    }
    if (node.running()) {
      give(node, StateMachine.ALL, Input.Tick.INSTANCE);
    }
  }

  // ---- Packets

  private void send(Node from, int lan, int priority) {
    outcome.advertisements++;
    Packet packet = wire.packet(from, lan, priority);
    for (Node to : nodes) {
      if (to == from || !lans.get(lan).carries(from.place, to.place)) {
        continue;
      }
      if (wire.happens(lans.get(lan).lossPercent())) {
        if (wire.happens(50)) {
          travel(wire.damaged(packet), to);
        }
        continue;
      }
      travel(packet, to);
      if (wire.happens(plan.duplicatePercent())) {
        travel(packet, to);
      }
    }
  }

  private void travel(Packet packet, Node to) {
    happenings.add(now + wire.delay(), Happenings.Kind.DELIVERY, () -> arrive(packet, to));
  }

  private void arrive(Packet packet, Node to) {
    if (to.deaf() || !to.running()) {
      return;
    }
    if (to.asleep()) {
      to.sockets.add(packet);
    } else {
      hear(to, packet);
    }
  }

  private void hear(Node node, Packet packet) {
    if (timeline.packets()) {
      timeline.say(
          this,
          "%s hears %s with priority %d"
              .formatted(node.plan.name(), Fault.name(packet.from()), packet.priority()));
    }
    Input verdict = node.judge(packet);
    give(node, packet.lan(), verdict);
    if (verdict instanceof Input.AdvertisementRefused) {
      outcome.refused++;
      watches.forEach(watch -> watch.refused(node, packet));
      return;
    }
    node.member(packet.lan())
        .heard(packet, node.config(packet.lan()), node.priority(packet.lan()), node.local(now));
    for (Watch watch : watches) {
      watch.heard(node, packet);
    }
  }

  // ---- The state machine and what it wants done

  private void give(Node node, int member, Input input) {
    List<State> before = node.states();
    for (Watch watch : watches) {
      watch.giving(node, member, input);
    }
    node.told(member, input);
    List<Step> steps = Step.handle(node.machine(), node.local(now), member, input);
    for (Step step : steps) {
      if (step instanceof Step.OfMember of) {
        carryOut(node, of.member(), of.action());
      }
    }
    for (Watch watch : watches) {
      watch.gave(node, member, input, before, steps);
    }
    tickWhenDue(node);
  }

  private void carryOut(Node node, int member, Action action) {
    if (timeline.on()) {
      timeline.action(this, node, member, action);
    }
    if (action instanceof Action.SendAdvertisement send) {
      if (send.priority() != 0) {
        node.member(member).sent(now);
      }
      send(node, member, send.priority());
    } else if (action instanceof Action.AddAddresses) {
      node.member(member).addresses(true);
    } else if (action instanceof Action.RemoveAddresses) {
      node.member(member).addresses(false);
    } else if (action instanceof Event.LowerPriorityDiscarded) {
      node.member(member).discards();
    } else if (action instanceof Event.ListeningAfterStall) {
      node.member(member).spared(node.local(now));
    } else if (action instanceof Action.StateChanged changed) {
      if (changed.from() != node.member(member).state()) {
        throw new Violation(
            "states follow on each other",
            "%s says it leaves %s, and was in %s"
                .formatted(node.plan.name(), changed.from(), node.member(member).state()));
      }
      node.member(member).arrivedIn(changed.to(), node.local(now), node.config(member).interval());
      outcome.transitions++;
    }
  }
}

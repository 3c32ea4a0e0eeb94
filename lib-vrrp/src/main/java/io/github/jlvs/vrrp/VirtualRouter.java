// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One virtual router: the state machine of RFC 3768 and RFC 9568, section 6.4, with keepalived's
 * choices where they leave the RFCs. Whatever differs between VRRPv2 and v3, IPv4 and IPv6 is asked
 * of its {@link Protocol}. It decides and does nothing: inputs go in with the time, actions come
 * out.
 *
 * <p><b>The contract with the shell that runs it.</b>
 *
 * <ul>
 *   <li>{@link #handle} is called for everything that happens, by one thread, with a clock that
 *       does not go back (a time before the last one is taken as the last one).
 *   <li>{@link Input.Tick} comes when {@link #nextDeadline()} is reached. Before that, all packets
 *       that wait in the sockets are handed in. So a backup that slept (garbage collection,
 *       SIGSTOP) hears the master before it looks at its timer and stays silent, and a master that
 *       was superseded meanwhile steps down before it would advertise.
 *   <li>The actions are carried out in their order, before the next input.
 * </ul>
 *
 * <p><b>Lateness.</b> A master that is called late advertises once, however many intervals have
 * gone by, and keeps its rhythm: the next advertisement is due one interval after the previous
 * deadline, or one interval after now when that has passed too. More than an interval late, it
 * announces its addresses again: another may have been master meanwhile. A backup whose timer is
 * looked at more than one interval late, and that heard nothing meanwhile, listens for one interval
 * and the skew before it takes over: the machine was paused, and packets are not kept for a paused
 * machine. It does so once, until it has heard a master that it follows; the next expiry counts.
 *
 * <p>Whatever comes first more than an interval after a deadline, {@link Event.Late} tells it. A
 * master that was told so ({@link VirtualRouterConfig#highestOther()}) steps back before it is
 * given that.
 *
 * <p><b>Allocation.</b> A tick on which a master only advertises returns a list made beforehand.
 */
public final class VirtualRouter implements StateMachine {
  /** Whether a sync group allows the transition to Master. */
  interface MasterGate {
    boolean open(VirtualRouter candidate);
  }

  private final Transitions transitions;
  private final Elections elections;
  private final Expiry expiry;
  private final Changes changes;
  private final Lateness lateness;
  private final List<VirtualRouter> itself = List.of(this);
  private MasterGate gate = candidate -> true;

  /**
   * A virtual router in state {@link State#INITIALIZE}.
   *
   * @param config how it is configured
   * @param primary the address it sends from, which decides between equal priorities
   */
  public VirtualRouter(VirtualRouterConfig config, InetAddress primary) {
    this.transitions = new Transitions(config, () -> gate.open(this));
    this.elections = new Elections(transitions, primary);
    this.expiry = new Expiry(transitions);
    this.changes = new Changes(transitions);
    this.lateness = new Lateness(transitions);
  }

  /**
   * Takes one input and returns what it decides: the same as {@link #handle(long, int, Input,
   * Sink)}, for a router on its transitions.
   *
   * @param now nanoseconds of the monotonic clock
   * @param input what happened
   * @return what to do, in this order; often empty; not to be changed
   * @throws IllegalArgumentException for {@link Input.Reconfigured} with another VRID, version or
   *     family
   */
  public List<Action> handle(long now, Input input) {
    transitions.advanceTo(now);
    if (lateness.isNew() || transitions.mayBeReplaced()) {
      return handleLate(input);
    }
    if (input instanceof Input.Tick) {
      return expiry.tick();
    }
    List<Action> out = new ArrayList<>();
    decide(input, out);
    return out;
  }

  /**
   * What is to be done goes before what is to be said. A master that steps back does so before it
   * is given anything: it must not answer another that has taken its place.
   */
  private List<Action> handleLate(Input input) {
    Optional<Event.Late> late = lateness.take();
    List<Action> out = new ArrayList<>();
    if (transitions.mayBeReplaced()) {
      transitions.stepBack(out);
    }
    if (input instanceof Input.Tick) {
      out.addAll(expiry.tick());
    } else {
      decide(input, out);
    }
    late.ifPresent(out::add);
    return out;
  }

  private void decide(Input input, List<Action> out) {
    if (input instanceof Input.AdvertisementReceived received) {
      elections.received(received, out);
    } else if (input instanceof Input.AdvertisementRefused refused) {
      transitions.counters.refused(refused.rejection());
      out.add(new Event.PacketRefused(refused.source(), refused.rejection()));
    } else if (input instanceof Input.Startup startup) {
      startup(startup, out);
    } else if (input instanceof Input.Shutdown) {
      shutdown(out);
    } else if (input instanceof Input.Resign) {
      changes.resign(out);
    } else if (input instanceof Input.PriorityChanged change) {
      changes.priority(change.priority(), out);
    } else if (input instanceof Input.TrackedDown tracked) {
      transitions.down().add(tracked.tracked());
      changes.enterFault(Reason.TRACKED_DOWN, out);
    } else if (input instanceof Input.TrackedUp tracked) {
      transitions.down().remove(tracked.tracked());
      changes.leaveFault(Reason.TRACKED_UP, out);
    } else if (input instanceof Input.AddressLost lost) {
      changes.addressLost(lost, out);
    } else if (input instanceof Input.AddressRestored restored) {
      changes.addressRestored(restored, out);
    } else if (input instanceof Input.PrimaryAddressChanged changed) {
      elections.primaryAddress(changed.primary());
    } else if (input instanceof Input.Reconfigured changed) {
      changes.configuration(changed.config(), out);
      elections.renewRation();
    } else {
      throw new IllegalStateException("a virtual router does not know the input " + input);
    }
  }

  @Override
  public void handle(long now, int member, Input input, Sink sink) {
    List<Action> actions = handle(now, input);
    for (int i = 0; i < actions.size(); i++) {
      sink.act(0, actions.get(i));
    }
  }

  @Override
  public long nextDeadline() {
    return transitions.deadline();
  }

  /** This one alone. */
  @Override
  public List<VirtualRouter> members() {
    return itself;
  }

  /**
   * The state.
   *
   * @return the state after the last input
   */
  public State state() {
    return transitions.state();
  }

  /**
   * The effective priority.
   *
   * @return 1 to 255
   */
  public int priority() {
    return transitions.priority();
  }

  /**
   * The configuration.
   *
   * @return the one given last
   */
  public VirtualRouterConfig config() {
    return transitions.config();
  }

  /**
   * The master that this router follows.
   *
   * @return its address while this router is backup and has heard one
   */
  public Optional<InetAddress> master() {
    return transitions.master();
  }

  /**
   * The priority of the master that this router followed last.
   *
   * @return 1 to 255, kept when that master has gone; 0 before the first
   */
  public int masterPriority() {
    return transitions.masterPriority();
  }

  /**
   * The state that it would be in if its sync group let it.
   *
   * @return its state; master for a backup that its group alone keeps from that
   */
  public State wanted() {
    return transitions.state() == State.BACKUP && transitions.wantsMaster()
        ? State.MASTER
        : transitions.state();
  }

  /**
   * The advertisement interval of the master: Active_Adver_Interval of RFC 9568.
   *
   * @return of the master that it followed last in this state; its own before the first, and in
   *     VRRPv2
   */
  public AdvertisementInterval masterInterval() {
    return transitions.masterInterval();
  }

  /**
   * What is down of the things tracked.
   *
   * @return their names, in the order in which they went down
   */
  public List<String> trackedDown() {
    return List.copyOf(transitions.down());
  }

  /**
   * The counters.
   *
   * @return their present values
   */
  public Counters counters() {
    return transitions.counters.now();
  }

  /**
   * The address that it sends from, which decides between equal priorities.
   *
   * @return the one given last
   */
  public InetAddress primary() {
    return elections.primaryAddress();
  }

  // ---- RFC 3768 section 6.4.1, Initialize; sections 6.4.2 and 6.4.3, Shutdown

  private void startup(Input.Startup startup, List<Action> out) {
    if (transitions.state() != State.INITIALIZE) {
      return;
    }
    transitions.masterDown.startAfter(transitions.now(), startup.delay());
    if (transitions.faulty()) {
      out.add(new Action.RemoveAddresses());
      transitions.change(State.FAULT, Reason.STARTUP, out);
    } else if (transitions.ownerMayStart()) {
      transitions.becomeMaster(Reason.STARTUP, out);
    } else {
      // Not in the RFC: what an earlier life left behind goes first, as with keepalived.
      out.add(new Action.RemoveAddresses());
      transitions.becomeBackup(Reason.STARTUP, out);
    }
  }

  private void shutdown(List<Action> out) {
    if (transitions.state() != State.INITIALIZE) {
      transitions.stopAs(State.INITIALIZE, Reason.SHUTDOWN, out);
    }
  }

  // ---- For the sync group

  void join(MasterGate groupGate) {
    gate = groupGate;
  }

  /** Whether this router would be master if its group let it. */
  boolean wantsMaster() {
    return transitions.wantsMaster();
  }

  /** Whether the next input makes it a backup because it is late, whatever the input is. */
  boolean stepsBackAt(long now) {
    transitions.advanceTo(now);
    return transitions.mayBeReplaced();
  }

  /** Whether something of its own is down, whatever the group says. */
  boolean faultyItself() {
    return !transitions.down().isEmpty();
  }

  List<Action> followToMaster(long now) {
    List<Action> out = new ArrayList<>();
    transitions.advanceTo(now);
    if (transitions.state() == State.BACKUP) {
      transitions.becomeMaster(Reason.SYNC_GROUP, out);
    }
    return out;
  }

  List<Action> followToBackup(long now) {
    List<Action> out = new ArrayList<>();
    transitions.advanceTo(now);
    if (transitions.state() == State.MASTER) {
      out.add(new Action.RemoveAddresses());
      transitions.becomeBackup(Reason.SYNC_GROUP, out);
    }
    return out;
  }

  List<Action> hold(long now) {
    List<Action> out = new ArrayList<>();
    transitions.advanceTo(now);
    transitions.holdByGroup(true);
    changes.enterFault(Reason.SYNC_GROUP, out);
    return out;
  }

  void release() {
    transitions.holdByGroup(false);
  }

  List<Action> resume(long now) {
    List<Action> out = new ArrayList<>();
    transitions.advanceTo(now);
    changes.leaveFault(Reason.SYNC_GROUP, out);
    return out;
  }
}

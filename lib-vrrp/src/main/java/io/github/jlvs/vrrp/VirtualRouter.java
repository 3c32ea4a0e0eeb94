// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One virtual router: the state machine of RFC 3768 section 6.4, with keepalived's choices where
 * they leave the RFC. It decides and does nothing: inputs go in with the time, actions come out.
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
 * deadline, or one interval after now when that has passed too. A backup whose timer is looked at
 * more than one interval late, and that heard nothing meanwhile, listens for one interval and the
 * skew before it takes over: the machine was paused, and packets are not kept for a paused machine.
 * It does so once; the next expiry counts.
 *
 * <p><b>Allocation.</b> A tick on which a master only advertises returns a list made beforehand.
 */
public final class VirtualRouter {
  /** Whether a sync group lets this router become master. */
  interface MasterGate {
    boolean open(VirtualRouter candidate);
  }

  private final Set<String> down = new LinkedHashSet<>();
  private final MasterDownTimer masterDown = new MasterDownTimer();
  private final PreemptDelay preemptDelay = new PreemptDelay();
  private final ArpClock arp;
  private final Tally tally = new Tally();

  private VirtualRouterConfig config;
  private Inet4Address primary;
  private MasterGate gate = candidate -> true;
  private State state = State.INITIALIZE;
  private int priority;
  private List<Action> advertiseOnly;
  private long now = Long.MIN_VALUE;
  private long advertisementDue = Timers.NEVER;
  private long answersFrom = Long.MIN_VALUE;
  private boolean listenedAfterStall;
  private boolean wantsMaster;
  private boolean heldByGroup;
  private Optional<Inet4Address> master = Optional.empty();

  /**
   * A virtual router in state {@link State#INITIALIZE}.
   *
   * @param config how it is configured
   * @param primary the address it sends from, which decides between equal priorities
   */
  public VirtualRouter(VirtualRouterConfig config, Inet4Address primary) {
    this.config = config;
    this.primary = primary;
    this.arp = new ArpClock(config.gratuitousArp());
    this.priority = config.priority();
    this.advertiseOnly = List.of(new Action.SendAdvertisement(priority));
  }

  /**
   * Takes one input.
   *
   * @param time nanoseconds of the monotonic clock
   * @param input what happened
   * @return what to do, in this order; often empty; not to be changed
   * @throws IllegalArgumentException for {@link Input.Reconfigured} with another VRID
   */
  public List<Action> handle(long time, Input input) {
    now = Math.max(now, time);
    if (input instanceof Input.Tick) {
      return tick();
    }
    List<Action> out = new ArrayList<>();
    if (input instanceof Input.AdvertisementReceived received) {
      received(received.advertisement().priority(), received.source(), out);
    } else if (input instanceof Input.AdvertisementRefused refused) {
      tally.refused(refused.rejection());
      out.add(new Event.PacketRefused(refused.source(), refused.rejection()));
    } else if (input instanceof Input.Startup) {
      startup(out);
    } else if (input instanceof Input.Shutdown) {
      shutdown(out);
    } else if (input instanceof Input.PriorityChanged change) {
      changePriority(change.priority(), out);
    } else if (input instanceof Input.TrackedDown tracked) {
      down.add(tracked.tracked());
      enterFault(Reason.TRACKED_DOWN, out);
    } else if (input instanceof Input.TrackedUp tracked) {
      down.remove(tracked.tracked());
      leaveFault(Reason.TRACKED_UP, out);
    } else if (input instanceof Input.AddressLost lost) {
      putBack(lost, out);
    } else if (input instanceof Input.PrimaryAddressChanged changed) {
      primary = changed.primary();
    } else if (input instanceof Input.Reconfigured changed) {
      reconfigure(changed.config(), out);
    }
    return out;
  }

  /**
   * When the next {@link Input.Tick} is due.
   *
   * @return nanoseconds of the same clock, or {@link Timers#NEVER}; right after {@link #handle} it
   *     is never before the time that was handed in
   */
  public long nextDeadline() {
    return Math.min(Math.min(advertisementDue, masterDown.deadline()), arp.deadline());
  }

  /**
   * The state.
   *
   * @return the state after the last input
   */
  public State state() {
    return state;
  }

  /**
   * The effective priority.
   *
   * @return 1 to 255
   */
  public int priority() {
    return priority;
  }

  /**
   * The configuration.
   *
   * @return the one given last
   */
  public VirtualRouterConfig config() {
    return config;
  }

  /**
   * The master that this router follows.
   *
   * @return its address while this router is backup and has heard one
   */
  public Optional<Inet4Address> master() {
    return master;
  }

  /**
   * What is down of the things tracked.
   *
   * @return their names, in the order in which they went down
   */
  public List<String> trackedDown() {
    return List.copyOf(down);
  }

  /**
   * The counters.
   *
   * @return their present values
   */
  public Counters counters() {
    return tally.counters();
  }

  // ---- RFC 3768 section 6.4.1, Initialize

  private void startup(List<Action> out) {
    if (state != State.INITIALIZE) {
      return;
    }
    if (faulty()) {
      out.add(new Action.RemoveAddresses());
      change(State.FAULT, Reason.STARTUP, out);
    } else if (config.owner() && gate.open(this)) {
      becomeMaster(Reason.STARTUP, out);
    } else {
      // Not in the RFC: what an earlier life left behind goes first, as with keepalived.
      out.add(new Action.RemoveAddresses());
      becomeBackup(Reason.STARTUP, out);
    }
  }

  private void shutdown(List<Action> out) {
    if (state == State.INITIALIZE) {
      return;
    }
    if (state == State.MASTER) {
      // Section 6.4.3: cancel the Adver_Timer, send an advertisement with priority 0.
      send(Advertisement.PRIORITY_STOP, out);
      out.add(new Action.RemoveAddresses());
    }
    change(State.INITIALIZE, Reason.SHUTDOWN, out);
  }

  // ---- Timers

  private List<Action> tick() {
    if (state == State.MASTER) {
      boolean advertise = now >= advertisementDue;
      if (advertise) {
        // Section 6.4.3: the Adver_Timer fires.
        long next = advertisementDue + interval();
        advertisementDue = next > now ? next : now + interval();
      }
      if (now < arp.deadline()) {
        if (advertise) {
          tally.sent(priority);
          return advertiseOnly;
        }
        return List.of();
      }
      List<Action> out = new ArrayList<>();
      if (advertise) {
        send(priority, out);
      }
      arp.tick(now, out);
      return out;
    }
    if (now < masterDown.deadline()) {
      return List.of();
    }
    List<Action> out = new ArrayList<>();
    masterDownExpired(out);
    return out;
  }

  /** RFC 3768 section 6.4.2: the Master_Down_Timer fires. */
  private void masterDownExpired(List<Action> out) {
    long late = now - masterDown.deadline();
    if (late > interval() && !listenedAfterStall) {
      listenedAfterStall = true;
      masterDown.arm(now, 1, config.intervalSeconds(), priority);
      out.add(new Event.ListeningAfterStall(late));
      return;
    }
    wantsMaster = true;
    if (gate.open(this)) {
      becomeMaster(Reason.MASTER_DOWN, out);
    } else {
      armMasterDown();
      out.add(new Event.WaitingForSyncGroup());
    }
  }

  // ---- Advertisements

  private void received(int theirs, Inet4Address source, List<Action> out) {
    tally.received(theirs);
    if (state == State.BACKUP) {
      receivedInBackup(theirs, source, out);
    } else if (state == State.MASTER) {
      receivedAsMaster(theirs, source, out);
    }
  }

  /** RFC 3768 section 6.4.2: an advertisement is received. */
  private void receivedInBackup(int theirs, Inet4Address source, List<Action> out) {
    listenedAfterStall = false;
    if (theirs == Advertisement.PRIORITY_STOP) {
      // "Set the Master_Down_Timer to Skew_Time."
      masterDown.arm(now, 0, config.intervalSeconds(), priority);
      master = Optional.empty();
      out.add(new Event.PriorityZeroReceived(source, state));
    } else if (theirs >= priority) {
      // "... or the priority is greater than or equal to the local one: reset the timer."
      preemptDelay.stop(out);
      follow(source);
    } else if (!preempts() || preemptDelay.holds(now, config, out)) {
      // "If Preempt_Mode is False ...: reset the Master_Down_Timer to Master_Down_Interval."
      follow(source);
    } else {
      // "Discard the ADVERTISEMENT": the timer runs on.
      out.add(new Event.LowerPriorityDiscarded(source, theirs, priority));
    }
  }

  /** RFC 3768 section 6.4.3: an advertisement is received. */
  private void receivedAsMaster(int theirs, Inet4Address source, List<Action> out) {
    if (theirs == Advertisement.PRIORITY_STOP) {
      // "Send an ADVERTISEMENT, reset the Adver_Timer."
      out.add(new Event.PriorityZeroReceived(source, state));
      if (mayAnswer()) {
        send(priority, out);
        advertisementDue = now + interval();
      }
      return;
    }
    if (theirs > priority) {
      yieldTo(source, theirs, Event.Election.THEIRS_BY_PRIORITY, Reason.HIGHER_PRIORITY, out);
    } else if (theirs == priority && Ipv4.higher(source, primary)) {
      yieldTo(source, theirs, Event.Election.THEIRS_BY_ADDRESS, Reason.HIGHER_ADDRESS, out);
    } else {
      // "Discard"; keepalived answers at once, so that the other steps down, and repeats its
      // gratuitous ARP, which the other's may have undone.
      Event.Election election =
          theirs < priority ? Event.Election.OURS_BY_PRIORITY : Event.Election.OURS_BY_ADDRESS;
      out.add(new Event.AnotherMaster(source, theirs, priority, election));
      if (mayAnswer()) {
        if (config.answerLowerPriority()) {
          send(priority, out);
        }
        arp.heardLowerPriority(now, out);
      }
    }
  }

  /** "Cancel Adver_Timer, set Master_Down_Timer to Master_Down_Interval, transition to Backup." */
  private void yieldTo(
      Inet4Address source, int theirs, Event.Election election, Reason reason, List<Action> out) {
    out.add(new Event.AnotherMaster(source, theirs, priority, election));
    if (config.advertiseBeforeYielding()) {
      send(priority, out);
    }
    out.add(new Action.RemoveAddresses());
    becomeBackup(reason, out);
    master = Optional.of(source);
  }

  /**
   * One answer in a quarter of an interval is enough for any number of other masters, and a flood
   * of forged packets must not be turned into one of ours.
   */
  private boolean mayAnswer() {
    if (now < answersFrom) {
      return false;
    }
    answersFrom = now + interval() / 4;
    return true;
  }

  // ---- What the RFC does not know

  private void changePriority(int wanted, List<Action> out) {
    if (config.owner()) {
      return;
    }
    int before = priority;
    setPriority(Math.max(1, Math.min(254, wanted)));
    if (priority != before) {
      masterDown.adjust(now, config.intervalSeconds(), priority);
      out.add(new Event.EffectivePriorityChanged(before, priority));
    }
  }

  private void putBack(Input.AddressLost lost, List<Action> out) {
    if (state != State.MASTER) {
      return;
    }
    // keepalived goes to backup instead and lets the election run again; nobody gains by that.
    out.add(new Action.RestoreAddress(lost.address()));
    if (arp.roundsOfOneAddress() > 0) {
      out.add(new Action.AnnounceAddress(lost.address(), arp.roundsOfOneAddress()));
    }
    out.add(new Event.AddressRestored(lost.address()));
  }

  private void enterFault(Reason reason, List<Action> out) {
    if (state == State.MASTER) {
      send(Advertisement.PRIORITY_STOP, out);
      out.add(new Action.RemoveAddresses());
    }
    if (state == State.MASTER || state == State.BACKUP) {
      change(State.FAULT, reason, out);
    }
  }

  private void leaveFault(Reason reason, List<Action> out) {
    if (state != State.FAULT || faulty()) {
      return;
    }
    if (config.owner() && gate.open(this)) {
      becomeMaster(reason, out);
    } else {
      becomeBackup(reason, out);
    }
  }

  private void reconfigure(VirtualRouterConfig changed, List<Action> out) {
    if (changed.vrid() != config.vrid()) {
      throw new IllegalArgumentException(
          "VRID "
              + config.vrid()
              + " cannot become "
              + changed.vrid()
              + ": shut this virtual router down and start another one");
    }
    VirtualRouterConfig before = config;
    if (changed.equals(before)) {
      return;
    }
    config = changed;
    int effective = changed.priority();
    if (!changed.owner() && !before.owner()) {
      // Keep what weights have added; the next PriorityChanged tells it anew.
      effective = Math.max(1, Math.min(254, effective + priority - before.priority()));
    }
    if (effective != priority) {
      out.add(new Event.EffectivePriorityChanged(priority, effective));
    }
    setPriority(effective);
    masterDown.adjust(now, changed.intervalSeconds(), priority);
    arp.reschedule(changed.gratuitousArp(), state == State.MASTER, now);
    if (state == State.MASTER) {
      send(priority, out);
      advertisementDue = now + interval();
      if (!changed.addresses().equals(before.addresses())
          || changed.acceptMode() != before.acceptMode()) {
        out.add(new Action.AddAddresses(accepts()));
        arp.becameMaster(now, out);
      }
    }
  }

  // ---- For the sync group

  void join(MasterGate groupGate) {
    gate = groupGate;
  }

  /** Whether this router would be master if its group let it. */
  boolean wantsMaster() {
    return state == State.MASTER || wantsMaster || (config.owner() && !faulty());
  }

  /** Whether something of its own is down, whatever the group says. */
  boolean faultyItself() {
    return !down.isEmpty();
  }

  List<Action> followToMaster(long time) {
    List<Action> out = new ArrayList<>();
    now = Math.max(now, time);
    if (state == State.BACKUP) {
      becomeMaster(Reason.SYNC_GROUP, out);
    }
    return out;
  }

  List<Action> followToBackup(long time) {
    List<Action> out = new ArrayList<>();
    now = Math.max(now, time);
    if (state == State.MASTER) {
      out.add(new Action.RemoveAddresses());
      becomeBackup(Reason.SYNC_GROUP, out);
    }
    return out;
  }

  List<Action> hold(long time) {
    List<Action> out = new ArrayList<>();
    now = Math.max(now, time);
    heldByGroup = true;
    enterFault(Reason.SYNC_GROUP, out);
    return out;
  }

  List<Action> release(long time) {
    List<Action> out = new ArrayList<>();
    now = Math.max(now, time);
    heldByGroup = false;
    leaveFault(Reason.SYNC_GROUP, out);
    return out;
  }

  // ---- Transitions

  private void becomeMaster(Reason reason, List<Action> out) {
    // Section 6.4.2: "Send an ADVERTISEMENT, broadcast a gratuitous ARP, set the Adver_Timer."
    send(priority, out);
    out.add(new Action.AddAddresses(accepts()));
    arp.becameMaster(now, out);
    change(State.MASTER, reason, out);
    advertisementDue = now + interval();
  }

  private void becomeBackup(Reason reason, List<Action> out) {
    change(State.BACKUP, reason, out);
    armMasterDown();
  }

  private void change(State to, Reason reason, List<Action> out) {
    State from = state;
    state = to;
    tally.changed(from, to);
    advertisementDue = Timers.NEVER;
    masterDown.cancel();
    preemptDelay.reset();
    if (to != State.MASTER) {
      arp.leftMaster();
    }
    listenedAfterStall = false;
    wantsMaster = false;
    master = Optional.empty();
    out.add(new Action.StateChanged(from, to, reason));
  }

  private void follow(Inet4Address source) {
    if (master.isEmpty() || !master.get().equals(source)) {
      master = Optional.of(source);
    }
    wantsMaster = false;
    armMasterDown();
  }

  private void armMasterDown() {
    masterDown.arm(now, config.downTimerAdverts(), config.intervalSeconds(), priority);
  }

  private void send(int advertised, List<Action> out) {
    tally.sent(advertised);
    out.add(new Action.SendAdvertisement(advertised));
  }

  private void setPriority(int effective) {
    priority = effective;
    advertiseOnly = List.of(new Action.SendAdvertisement(effective));
  }

  private boolean faulty() {
    return heldByGroup || !down.isEmpty();
  }

  /** RFC 3768 section 6.1: the owner preempts whatever Preempt_Mode says. */
  private boolean preempts() {
    return config.preempt() || config.owner();
  }

  /** RFC 3768 section 6.4.3: only the owner must accept; Accept_Mode came with RFC 5798. */
  private boolean accepts() {
    return config.acceptMode() || config.owner();
  }

  private long interval() {
    return Timers.intervalNanos(config.intervalSeconds());
  }
}

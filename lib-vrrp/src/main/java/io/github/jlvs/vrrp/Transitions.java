// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What a virtual router is at the moment: its state, its timers, and the ways from one state to
 * another (RFC 3768 section 6.4). {@link Elections}, {@link Expiry} and {@link Changes} decide when
 * to go them.
 */
final class Transitions {
  final MasterDownTimer masterDown = new MasterDownTimer();
  final PreemptDelay preemptDelay = new PreemptDelay();
  final ArpClock arp;
  final MutableCounters counters = new MutableCounters();

  /**
   * Any program is late by some hundredths of a second now and then, so an interval that is as
   * short tells nothing of a machine that stood still.
   */
  private static final long SHORTEST_STALL = 100_000_000L;

  private final BooleanSupplier gate;
  private final Set<String> down = new LinkedHashSet<>();
  private VirtualRouterConfig config;
  private State state = State.INITIALIZE;
  private int priority;
  private List<Action> advertiseOnly;
  private long now = Long.MIN_VALUE;
  private long advertisementDue = Timers.NEVER;
  private long lastSent = Long.MIN_VALUE;
  private boolean wantsMaster;
  private boolean heldByGroup;
  private Optional<InetAddress> master = Optional.empty();
  private int masterPriority;

  /** Active_Adver_Interval: the followed master's, or its own before it has heard one. */
  private AdvertisementInterval masters;

  /**
   * In state Initialize.
   *
   * @param gate whether the sync group allows the transition to Master
   */
  Transitions(VirtualRouterConfig config, BooleanSupplier gate) {
    this.config = config;
    this.gate = gate;
    this.arp = new ArpClock(config.gratuitousArp());
    this.priority = config.priority();
    this.masters = config.interval();
    this.advertiseOnly = List.of(new Action.SendAdvertisement(priority));
  }

  // ---- The ways

  void becomeMaster(Reason reason, List<Action> out) {
    // Section 6.4.2: "Send an ADVERTISEMENT, broadcast a gratuitous ARP, set the Adver_Timer."
    send(priority, out);
    out.add(new Action.AddAddresses(accepts()));
    arp.announce(now, out);
    change(State.MASTER, reason, out);
    advertisementDue = now + interval();
  }

  void becomeBackup(Reason reason, List<Action> out) {
    change(State.BACKUP, reason, out);
    waitAsBackup();
  }

  /** Listens for a master. */
  void waitAsBackup() {
    if (config.owner() && masterDown.isDelayed(now)) {
      // It would be master by now: it listens no longer than it was told to.
      masterDown.armSkewAlone(now, pace());
    } else {
      armMasterDown();
    }
  }

  /** The owner of the addresses does not listen first (RFC 3768 section 6.4.1). */
  void becomeMasterOrBackup(Reason reason, List<Action> out) {
    if (ownerMayStart()) {
      becomeMaster(reason, out);
    } else {
      becomeBackup(reason, out);
    }
  }

  boolean ownerMayStart() {
    return config.owner() && !masterDown.isDelayed(now) && gate.getAsBoolean();
  }

  /** RFC 3768 section 6.4.3: cancel the Adver_Timer, send an advertisement with priority 0. */
  void stopAs(State to, Reason reason, List<Action> out) {
    if (state == State.MASTER) {
      send(Advertisement.PRIORITY_STOP, out);
      out.add(new Action.RemoveAddresses());
    }
    change(to, reason, out);
  }

  void change(State to, Reason reason, List<Action> out) {
    State from = state;
    state = to;
    counters.changed(from, to);
    advertisementDue = Timers.NEVER;
    masterDown.cancel();
    preemptDelay.reset();
    if (to != State.MASTER) {
      arp.leftMaster();
    }
    wantsMaster = false;
    master = Optional.empty();
    masters = config.interval();
    out.add(new Action.StateChanged(from, to, reason));
  }

  // ---- What is done on the way

  void follow(InetAddress source, Advertisement theirs, List<Action> out) {
    followed(source, theirs, out);
    armMasterDown();
  }

  /** While preempt_delay runs. */
  void followForNow(InetAddress source, Advertisement theirs, List<Action> out) {
    followed(source, theirs, out);
    masterDown.armPostponed(now, pace());
  }

  /** The master said that it stops: "Set the Master_Down_Timer to Skew_Time." */
  void followNobody() {
    masterDown.heard();
    master = Optional.empty();
    masterDown.armSkewAlone(now, pace());
  }

  private void followed(InetAddress source, Advertisement theirs, List<Action> out) {
    masterPriority = theirs.priority();
    learnInterval(source, theirs.interval(), out);
    masterDown.heard();
    if (master.isEmpty() || !master.get().equals(source)) {
      master = Optional.of(source);
    }
    wantsMaster = false;
  }

  /** RFC 9568 section 6.4.2: Active_Adver_Interval becomes that of the advertisement. */
  private void learnInterval(InetAddress source, AdvertisementInterval theirs, List<Action> out) {
    if (config.protocol().learnsInterval() && !theirs.equals(masters)) {
      out.add(new Event.MasterIntervalChanged(source, masters, theirs));
      masters = theirs;
    }
  }

  private void armMasterDown() {
    masterDown.arm(now, pace());
  }

  /** The timer has fired, but the sync group keeps this router in backup. */
  void waitForGroup() {
    preemptDelay.timerFiredWhileBlocked();
    masterDown.rearmBlockedByGroup(now, pace());
  }

  void send(int advertised, List<Action> out) {
    counters.sent(advertised);
    lastSent = now;
    out.add(new Action.SendAdvertisement(advertised));
  }

  /** An advertisement out of turn: the next is due an interval later. */
  void advertise(List<Action> out) {
    send(priority, out);
    announceAfterStall(out);
    advertisementDue = now + interval();
  }

  /**
   * A master that advertises more than an interval late stood still: another may have been master
   * meanwhile, unheard, and the neighbours may still have that one's hardware address. So it
   * announces its addresses again.
   */
  void announceAfterStall(List<Action> out) {
    if (stalled()) {
      arp.announce(now, out);
      out.add(new Event.AnnouncingAfterStall(now - advertisementDue));
    }
  }

  boolean stalled() {
    return now - advertisementDue > patience(interval());
  }

  /** How late an expiry may be until something is made of it. */
  static long patience(long interval) {
    return Math.max(interval, SHORTEST_STALL);
  }

  /**
   * A master that must not take its place back, is late by more than an interval (however short
   * that is), and has been silent for so long that the best of the others may have taken it:
   * keepalived's timer_expired_backup. Where one missed advertisement is enough for the others, any
   * lateness would do without that interval.
   */
  boolean mayBeReplaced() {
    return state == State.MASTER
        && config.highestOther().isPresent()
        && !preempts()
        && now - advertisementDue > interval()
        && now - lastSent >= patienceOfOthers();
  }

  private long patienceOfOthers() {
    return new Pace(config, config.interval(), config.highestOther().getAsInt())
        .nanos(config.downTimerAdverts());
  }

  /** Without a word: priority 0 would have the others elect a master beside the one they have. */
  void stepBack(List<Action> out) {
    out.add(new Action.RemoveAddresses());
    becomeBackup(Reason.LATE, out);
  }

  /** The advertisement that is due, as a list made beforehand: nothing is allocated. */
  List<Action> sendRegular() {
    counters.sent(priority);
    lastSent = now;
    return advertiseOnly;
  }

  // ---- What it is

  long now() {
    return now;
  }

  /** Time never decreases: an earlier value is ignored. */
  void advanceTo(long time) {
    now = Math.max(now, time);
  }

  /** The earliest deadline, never before now; each timer keeps its own lateness. */
  long deadline() {
    return Math.max(
        now, Math.min(Math.min(advertisementDue, masterDown.deadline()), arp.deadline()));
  }

  long advertisementDue() {
    return advertisementDue;
  }

  void advertiseAt(long due) {
    advertisementDue = due;
  }

  State state() {
    return state;
  }

  VirtualRouterConfig config() {
    return config;
  }

  void configure(VirtualRouterConfig changed) {
    config = changed;
    if (master.isEmpty() || !changed.protocol().learnsInterval()) {
      masters = changed.interval();
    }
  }

  int priority() {
    return priority;
  }

  void setPriority(int effective) {
    if (effective == priority) {
      return;
    }
    priority = effective;
    advertiseOnly = List.of(new Action.SendAdvertisement(effective));
  }

  Optional<InetAddress> master() {
    return master;
  }

  /** What the master followed last said of itself, also after it has gone; 0 before the first. */
  int masterPriority() {
    return masterPriority;
  }

  Set<String> down() {
    return down;
  }

  void holdByGroup(boolean held) {
    heldByGroup = held;
  }

  boolean faulty() {
    return heldByGroup || !down.isEmpty();
  }

  /** The master down timer has expired: whether the sync group lets this router become master. */
  boolean claimMastership() {
    wantsMaster = true;
    return gate.getAsBoolean();
  }

  /** The owner of the addresses wants it from the start, until it has yielded to another owner. */
  boolean wantsMaster() {
    return state == State.MASTER
        || wantsMaster
        || (config.owner() && !faulty() && state != State.BACKUP && !masterDown.isDelayed(now));
  }

  /** RFC 3768 section 6.1: the owner preempts whatever Preempt_Mode says. */
  boolean preempts() {
    return config.preempt() || config.owner();
  }

  boolean accepts() {
    return accepts(config);
  }

  /** RFC 3768 section 6.4.3: only the owner must accept; Accept_Mode came with RFC 5798. */
  static boolean accepts(VirtualRouterConfig config) {
    return config.acceptMode() || config.owner();
  }

  /** Its own, by which it advertises, in nanoseconds. */
  long interval() {
    return config.interval().nanos();
  }

  AdvertisementInterval masterInterval() {
    return masters;
  }

  /** That of the master it follows, in nanoseconds. */
  long mastersInterval() {
    return masters.nanos();
  }

  /** How long it waits for a master. */
  Pace pace() {
    return new Pace(config, masters, priority);
  }
}

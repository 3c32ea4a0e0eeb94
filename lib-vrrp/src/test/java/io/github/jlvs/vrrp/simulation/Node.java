// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.vrrp.AdvertisementInterval;
import io.github.jlvs.vrrp.Authentication;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.SyncGroup;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One machine with its daemon: what the {@link World} does to it and sees of it. */
final class Node {
  final int place;
  final RouterPlan plan;
  final Deque<Packet> sockets = new ArrayDeque<>();
  final List<Told> waiting = new ArrayList<>();

  /** The address of each member, whether the daemon runs and knows or not. */
  List<InetAddress> addressesOutside;

  /** What the daemon will hear when it wakes. */
  record Told(int member, Input input) {}

  /** What is down around the daemon, whether it runs and knows or not. */
  final Set<String> downOutside = new TreeSet<>();

  /** The configuration file of each member: what a new process starts with. */
  private List<VirtualRouterConfig> file;

  /** What weights add to the priority, whether the daemon runs and knows or not. */
  int weightOutside;

  private List<VirtualRouterConfig> configs;
  private List<Dialect> dialects = List.of();
  private List<InetAddress> addresses;
  private final int routers;
  private StateMachine machine;
  private List<Member> members = List.of();
  private boolean running;
  private boolean asleep;
  private boolean deaf;
  private long fitSince;
  private long lives;
  private int[] priorities;
  private long shown = Long.MIN_VALUE;
  private long steppedBack;
  private boolean clockStands;
  private long scheduled = Timers.NEVER;
  private final Set<String> down = new TreeSet<>();

  Node(int place, RouterPlan plan, int routers, StateMachine machine) {
    this.place = place;
    this.plan = plan;
    this.routers = routers;
    this.machine = machine;
    this.file = plan.members();
    this.configs = plan.members();
    this.addresses = plan.addresses();
    this.addressesOutside = plan.addresses();
    this.priorities = new int[plan.members().size()];
    begin(machine);
    running = false;
  }

  /** The state machine of a daemon with these members, as it is shipped. */
  static StateMachine machine(List<VirtualRouterConfig> configs, List<InetAddress> addresses) {
    List<VirtualRouter> routers = new ArrayList<>();
    for (int member = 0; member < configs.size(); member++) {
      routers.add(new VirtualRouter(configs.get(member), addresses.get(member)));
    }
    return routers.size() > 1 ? new SyncGroup(routers) : routers.get(0);
  }

  /** A new process. */
  void begin(StateMachine fresh) {
    machine = fresh;
    running = true;
    asleep = false;
    live();
    sockets.clear();
    waiting.clear();
    down.clear();
    configs = file;
    dialects = configs.stream().map(Dialect::of).toList();
    addresses = addressesOutside;
    for (int member = 0; member < configs.size(); member++) {
      priorities[member] = configs.get(member).priority();
    }
    List<Member> fresher = new ArrayList<>();
    for (int member = 0; member < plan.members().size(); member++) {
      fresher.add(new Member(routers, configs.get(member).interval()));
    }
    members = List.copyOf(fresher);
  }

  void end() {
    begin(machine);
    running = false;
  }

  StateMachine machine() {
    return machine;
  }

  /** By its own clock, as its state machine takes it: when the clock goes back, it stands still. */
  long local(long now) {
    shown = Math.max(shown, plan.clock().at(now) - steppedBack);
    return shown;
  }

  /** What {@link #local} will be at a later time, if nothing happens until then. */
  long localAt(long later) {
    return Math.max(shown, plan.clock().at(later) - steppedBack);
  }

  /** When its clock shows this. */
  long whenShows(long local, long notBefore) {
    return plan.clock().whenShows(local + steppedBack, notBefore);
  }

  void stepBack(long nanos) {
    steppedBack += nanos;
    clockStands = true;
  }

  void clockGoesOn() {
    clockStands = false;
  }

  /** The configuration that it starts with from now on. */
  void write(List<VirtualRouterConfig> changed) {
    file = changed;
  }

  List<VirtualRouterConfig> file() {
    return file;
  }

  /** A member's configuration, as the state machine was told. */
  VirtualRouterConfig config(int lan) {
    return configs.get(lan);
  }

  /** The address that a member sends from, as the state machine was told. */
  InetAddress address(int lan) {
    return addresses.get(lan);
  }

  /** The owner preempts whatever it is told. */
  boolean preempts(int lan) {
    return config(lan).preempt() || config(lan).owner();
  }

  /** What the receiver does with a packet before its state machine gets it. */
  Input judge(Packet packet) {
    return new Reception(config(packet.lan()), Wire.group(config(packet.lan()).protocol().family()))
        .judge(packet.datagram());
  }

  /** Whether two routers take each other's advertisements. */
  boolean understands(Node other, int lan) {
    return dialects.get(lan).equals(other.dialects.get(lan));
  }

  /** The same of two configurations. */
  static boolean understand(VirtualRouterConfig one, VirtualRouterConfig other) {
    return Dialect.of(one).equals(Dialect.of(other));
  }

  /** What two routers must have in common: of version 3 not the interval, nor always the list. */
  private record Dialect(
      int version,
      Optional<AdvertisementInterval> interval,
      Authentication authentication,
      List<InetAddress> addresses) {
    static Dialect of(VirtualRouterConfig config) {
      boolean first = config.protocol() instanceof Protocol.V2;
      return new Dialect(
          config.protocol().version(),
          first ? Optional.of(config.interval()) : Optional.empty(),
          config.authentication(),
          first || config.requireSameAddresses() ? config.addresses() : List.of());
    }
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

  /** Whether its clock has gone back and has not made up for it. */
  boolean clockStands() {
    return clockStands;
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

  /** Whether it is the owner of addresses. */
  boolean hasOwner() {
    return configs.stream().anyMatch(VirtualRouterConfig::owner);
  }

  /** Takes note of what the state machine is told. */
  void told(int member, Input input) {
    if (input instanceof Input.PriorityChanged changed) {
      for (int each = 0; each < priorities.length; each++) {
        if ((member == StateMachine.ALL || member == each) && !config(each).owner()) {
          priorities[each] = effective(changed.priority());
        }
      }
    } else if (input instanceof Input.Reconfigured changed) {
      reconfigured(member, changed.config());
    } else if (input instanceof Input.PrimaryAddressChanged changed) {
      addresses = replaced(addresses, member, changed.primary());
    } else if (input instanceof Input.TrackedDown tracked) {
      down.add(tracked.tracked());
    } else if (input instanceof Input.TrackedUp tracked) {
      down.remove(tracked.tracked());
    }
  }

  /** What weights have added stays, unless it is or was the owner. */
  private void reconfigured(int member, VirtualRouterConfig changed) {
    VirtualRouterConfig before = config(member);
    if (changed.owner() || before.owner()) {
      priorities[member] = changed.equals(before) ? priorities[member] : changed.priority();
    } else {
      priorities[member] = effective(changed.priority() + priorities[member] - before.priority());
    }
    configs = replaced(configs, member, changed);
    dialects = replaced(dialects, member, Dialect.of(changed));
    member(member).reconfigured(changed);
  }

  private static int effective(int wanted) {
    return Math.max(1, Math.min(254, wanted));
  }

  private static <T> List<T> replaced(List<T> all, int place, T one) {
    List<T> changed = new ArrayList<>(all);
    changed.set(place, one);
    return List.copyOf(changed);
  }

  /** The effective priority, by what the state machine was told. */
  int priority(int lan) {
    return priorities[lan];
  }

  /** Whether the state machine was told of anything down. */
  boolean faulty() {
    return !down.isEmpty();
  }

  /** Whether it takes part in the election on a network. */
  boolean fit(int lan) {
    return running
        && !asleep
        && !clockStands
        && member(lan).state() != State.INITIALIZE
        && !faulty();
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

  /** Its Master_Down_Interval, in nanoseconds of its own clock. */
  long masterDownInterval(int lan) {
    return masterDownInterval(lan, priority(lan));
  }

  /** The same with another priority. */
  long masterDownInterval(int lan, int priority) {
    return masterDown(config(lan), member(lan).waitsBy(), priority);
  }

  /** A sync group waits for its last member. */
  long masterDownInterval() {
    long longest = 0;
    for (int lan = 0; lan < configs.size(); lan++) {
      longest = Math.max(longest, masterDownInterval(lan));
    }
    return longest;
  }

  /** The longest of its members' skew times. */
  long skew() {
    long longest = 0;
    for (int lan = 0; lan < configs.size(); lan++) {
      longest = Math.max(longest, skew(lan));
    }
    return longest;
  }

  /** Skew_Time of the member on a network. */
  long skew(int lan) {
    return skew(config(lan).protocol(), member(lan).waitsBy(), priority(lan));
  }

  /** How late it may be until it has stood still: by the master's interval, or 0.1 s. */
  long patience(int lan) {
    return patience(member(lan).waitsBy());
  }

  // ---- The RFCs' sums, worked out here once more

  static long masterDown(VirtualRouterConfig config, AdvertisementInterval masters, int priority) {
    return config.downTimerAdverts() * masters.nanos() + skew(config.protocol(), masters, priority);
  }

  /** RFC 3768 and RFC 9568, section 6.1: of a second, or of the master's interval. */
  static long skew(Protocol protocol, AdvertisementInterval masters, int priority) {
    return protocol instanceof Protocol.V2
        ? (256 - priority) * 3_906_250L
        : masters.nanos() * (256 - priority) / 256;
  }

  static long patience(AdvertisementInterval interval) {
    return Math.max(interval.nanos(), 100_000_000L);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Counters;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.VirtualRouter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One virtual router: what its state machine decides is done here. */
final class RunningRouter {
  private static final int LOWEST = 1;

  private final VirtualRouter router;
  private final AddressPlacement placement;
  private final AddressAnnouncer announcer;
  private final AcceptFilter filter;
  private final Reporter reporter;
  private final LateWatch lateWatch;
  private final Rivalry rivalry;
  private final Clock clock;
  private final RoutePlacement routing;
  private final Runnable lookAgain;
  private final PutBack<VirtualAddress> putBack = new PutBack<>();

  /** What keeps it from taking part. */
  private final Set<String> down = new LinkedHashSet<>();

  /** Addresses that a master could not place: nobody is told that they are here. */
  private final Set<VirtualAddress> missing = new HashSet<>();

  /** Addresses that were put back and of which the state machine does not know yet. */
  private final List<InetAddress> restored = new ArrayList<>();

  private RouterSetup setup;

  /** What it has while it is master. */
  private Belongings its;

  private Optional<InetAddress> source = Optional.empty();

  /** Why it has none. */
  private Optional<MissingSource> missingSource = Optional.empty();

  private InetAddress lastSource;
  private Optional<RouterHmac> hmac;
  private Reception reception;
  private AdvertisementSender sender;
  private Instant lastTransition = Instant.now();
  private @Nullable RunningMachine machine;
  private int place;
  private @Nullable VrrpInterface vrrpInterface;
  private Supplier<@Nullable AdvertisementPort> port = () -> null;
  private int totalPriority;

  /** Until then it is master only where nobody else is. */
  private Optional<Instant> restsUntil = Optional.empty();

  /** What it had counted when somebody wanted to count anew. */
  private Counters countedBefore = new Counters(Map.of());

  RunningRouter(
      RouterSetup setup,
      AddressPlacement placement,
      RoutePlacement routing,
      AddressAnnouncer announcer,
      AcceptFilter filter,
      Reporter reporter,
      LateWatch lateWatch,
      Clock clock,
      Runnable lookAgain) {
    this.lookAgain = lookAgain;
    this.setup = setup;
    this.placement = placement;
    this.announcer = announcer;
    this.filter = filter;
    this.reporter = reporter;
    this.lateWatch = lateWatch;
    this.rivalry = new Rivalry(setup.name(), reporter, clock, this::announceAgain);
    this.routing = routing;
    this.its = Belongings.of(setup);
    this.lastSource = setup.config().protocol().family().unspecified();
    this.totalPriority = setup.config().priority();
    this.router = new VirtualRouter(setup.config(), lastSource);
    this.clock = clock;
    this.hmac = RouterHmac.of(setup, clock);
    this.reception = reception(setup, hmac);
    this.sender = new AdvertisementSender(setup, lastSource, hmac);
  }

  VirtualRouter virtualRouter() {
    return router;
  }

  RouterSetup setup() {
    return setup;
  }

  String name() {
    return setup.name();
  }

  Optional<InetAddress> source() {
    return source;
  }

  boolean lacksSource() {
    return missingSource.isPresent();
  }

  boolean hasJoined() {
    return machine != null;
  }

  RunningMachine machine() {
    if (machine == null) {
      throw new IllegalStateException("virtual router " + name() + " has joined no state machine");
    }
    return machine;
  }

  /** From now on that machine decides for this router, its member at that place. */
  void join(RunningMachine joined, int at) {
    machine = joined;
    place = at;
  }

  /** Hears by that interface, and sends by that port while there is one. */
  void use(VrrpInterface through, Supplier<@Nullable AdvertisementPort> by) {
    vrrpInterface = through;
    port = by;
  }

  void handle(Input input) {
    machine().handle(place, input);
  }

  void receive(IpDatagram.Vrrp packet) {
    handle(reception.judge(packet));
  }

  void drain() {
    if (vrrpInterface != null) {
      vrrpInterface.drain();
    }
  }

  // ---- Another setup with the same name, interface and VRID

  /** Before any router takes something up, each gives up what it will not have. */
  void giveUp(RouterSetup after) {
    if (isMaster() && !after.equals(setup)) {
      routing.releaseUnwanted(its, Belongings.of(after));
      placement.releaseUnwanted(its, Belongings.of(after));
    }
  }

  /** Takes the setup; its source comes first, for a master advertises at once. */
  void adopt(RouterSetup after, Optional<InetAddress> from) {
    RouterSetup before = setup;
    if (after.equals(before)) {
      return;
    }
    setup = after;
    its = Belongings.of(after);
    hmac = hmac.isPresent() ? hmac.get().with(after) : RouterHmac.of(after, clock);
    renew();
    announcer.keepOnly(after);
    missing.clear();
    putBack.forgetAll();
    sendFrom(from);
    List<VirtualAddress> come =
        after.allAddresses().stream()
            .filter(address -> !isMaster() || !placement.isInPlace(its, address))
            .toList();
    handle(new Input.Reconfigured(after.config()));
    // Of addresses in the packet the state machine knows; of their placement it does not.
    boolean known = !after.config().addresses().equals(before.config().addresses());
    if (isMaster() && !known) {
      if (!after.allAddresses().equals(before.allAddresses())) {
        if (!accepts()) {
          filter.refuse(name(), after.allAddresses());
        }
        place(after.allAddresses());
        announce(come, after.config().gratuitousArp().masterRounds());
      }
      routing.place(its);
    }
  }

  // ---- What the host is like

  /** Follows the host: causes of a fault before what takes them away, so that none is left out. */
  void follow(Situation situation) {
    sendFrom(situation.source());
    if (!situation.missing().equals(missingSource)) {
      missingSource = situation.missing();
      boolean linkLocal = !Situation.isRouted(setup);
      missingSource.ifPresent(
          why ->
              reporter.tell(
                  new RunnerEvent.SourceMissing(name(), setup.interfaceName(), linkLocal, why)));
    }
    for (String what : situation.down()) {
      if (down.add(what)) {
        reporter.tell(new RunnerEvent.TrackingChanged(name(), what, false));
        handle(new Input.TrackedDown(what));
      }
    }
    totalPriority = setup.config().priority() + situation.weights();
    int effective =
        restsUntil.isPresent()
            ? LOWEST
            : Math.max(LOWEST, Math.min(Advertisement.PRIORITY_OWNER - 1, totalPriority));
    if (!setup.config().owner() && effective != router.priority()) {
      handle(new Input.PriorityChanged(effective));
    }
    for (String what : List.copyOf(down)) {
      if (!situation.down().contains(what)) {
        down.remove(what);
        reporter.tell(new RunnerEvent.TrackingChanged(name(), what, true));
        handle(new Input.TrackedUp(what));
      }
    }
  }

  /**
   * Sends from another address from now on; without one the last stays, for the priority-0
   * advertisement.
   */
  private void sendFrom(Optional<InetAddress> changed) {
    if (isSame(changed, source)) {
      return;
    }
    source = changed;
    if (changed.isPresent() && !isSame(changed, Optional.of(lastSource))) {
      lastSource = changed.get();
      renew();
      handle(new Input.PrimaryAddressChanged(lastSource));
    }
    reporter.tell(new RunnerEvent.SourceChanged(name(), source));
  }

  /** An interface that was made again has another index, which link-local addresses go by. */
  private static boolean isSame(Optional<InetAddress> one, Optional<InetAddress> other) {
    return one.equals(other)
        && one.map(RunningRouter::scope).equals(other.map(RunningRouter::scope));
  }

  private static int scope(InetAddress address) {
    return address instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
  }

  private void renew() {
    reception = reception(setup, hmac);
    sender = new AdvertisementSender(setup, lastSource, hmac);
  }

  /** What a router that is set up so makes of packets. */
  static Reception reception(RouterSetup setup, Optional<RouterHmac> hmac) {
    return new Reception(
        setup.config(), setup.transport(), hmac.map(known -> (Reception.TrailerCheck) known));
  }

  /**
   * Finds out which of a master's addresses are gone, and has them put back.
   *
   * @return when to look again, or {@link Timers#NEVER}
   */
  long restoreLostAddresses(long now) {
    long next = Timers.NEVER;
    if (!isMaster()) {
      return next;
    }
    for (VirtualAddress address : setup.allAddresses()) {
      if (placement.isInPlace(its, address)) {
        placement.settled(its, address);
        if (missing.contains(address)) {
          // The kernel has looked for it on the link, and nobody has it.
          restored.add(address.address());
        }
        continue;
      }
      if (!placement.hasInterface(its, address)) {
        continue;
      }
      if (putBack.tryNow(address, now)) {
        handle(new Input.AddressLost(address.address()));
      }
      if (isMaster() && !placement.isInPlace(its, address)) {
        next = Math.min(next, putBack.nextTry(address, now));
      }
    }
    List<InetAddress> back = List.copyOf(restored);
    restored.clear();
    if (!back.isEmpty()) {
      // Routes from an address go with it, unseen.
      routing.doubtAll();
    }
    back.forEach(address -> handle(new Input.AddressRestored(address)));
    return next;
  }

  /** Tells the neighbours on an interface again where the addresses are. */
  void announceOn(String interfaceName) {
    if (isMaster()) {
      announce(
          setup.allAddresses().stream()
              .filter(address -> setup.deviceOf(address).equals(interfaceName))
              .toList(),
          setup.config().gratuitousArp().masterRounds());
    }
  }

  private void announceAgain() {
    if (isMaster()) {
      announce(setup.allAddresses(), setup.config().gratuitousArp().masterRounds());
    }
  }

  /** From the next look on it has the lowest priority, or again its own. */
  void rest(Optional<Instant> until) {
    restsUntil = until;
  }

  boolean tracks(String thing) {
    return setup.tracked().stream().anyMatch(tracking -> tracking.thing().equals(thing));
  }

  // ---- What the state machine decides

  void perform(Action action) {
    if (action instanceof Action.SendAdvertisement advertisement) {
      send(advertisement.priority());
    } else if (action instanceof Action.AddAddresses add) {
      if (add.accept()) {
        filter.accept(name());
      } else {
        // First: an address that is not to be reached is not reached for a moment either.
        filter.refuse(name(), setup.allAddresses());
      }
      place(setup.allAddresses());
      routing.place(its);
      reporter.tell(new RunnerEvent.AddressesAdded(name()));
    } else if (action instanceof Action.RemoveAddresses) {
      announcer.forget(name());
      routing.release(its);
      placement.release(its);
      missing.clear();
      putBack.forgetAll();
      reporter.tell(new RunnerEvent.AddressesRemoved(name()));
      filter.accept(name());
      if (!accepts()) {
        filter.begin(name());
      }
    } else if (action instanceof Action.SendGratuitousArp arp) {
      announce(setup.allAddresses(), arp.rounds());
    } else if (action instanceof Action.RestoreAddress restore) {
      List<VirtualAddress> lost = entries(restore.address());
      place(lost);
      if (lost.stream().allMatch(each -> placement.isInPlace(its, each))) {
        restored.add(restore.address());
      }
    } else if (action instanceof Action.AnnounceAddress announce) {
      announce(entries(announce.address()), announce.rounds());
    } else if (action instanceof Action.AnnounceElsewhere) {
      announce(firstOfEachOtherInterface(), 1);
    } else if (action instanceof Action.StateChanged changed) {
      lastTransition = Instant.now();
      reporter.tell(
          new RunnerEvent.StateChanged(
              name(),
              changed.from(),
              changed.to(),
              changed.reason(),
              router.priority(),
              changed.to() == State.MASTER ? source : router.master()));
      rivalry.left(changed.from());
    } else if (action instanceof Event event) {
      observed(event);
    } else {
      throw new IllegalStateException("nothing performs the action " + action);
    }
  }

  private boolean accepts() {
    return setup.config().acceptMode() || setup.config().owner();
  }

  private void observed(Event event) {
    if (event instanceof Event.Late late) {
      lateWatch.late(name(), late);
      return;
    }
    // One that could not be placed before has not been removed by anybody.
    if (event instanceof Event.AddressRestored restored
        && missing.removeIf(each -> each.address().equals(restored.address()))) {
      reporter.tell(new RunnerEvent.AddressesAdded(name()));
    } else {
      reporter.observed(name(), event);
      rivalry.observed(event, router.state(), setup.config().interval());
    }
  }

  private void send(int priority) {
    AdvertisementPort open = port.get();
    if (open != null) {
      sender.send(priority, open, reporter);
    }
    if (priority == Advertisement.PRIORITY_STOP) {
      reporter.tell(new RunnerEvent.PriorityZeroSent(name()));
    }
  }

  private void place(List<VirtualAddress> addresses) {
    placement.place(its, addresses);
    for (VirtualAddress address : addresses) {
      if (!placement.isInPlace(its, address) && missing.add(address)) {
        lookAgain.run();
      }
    }
  }

  private void announce(List<VirtualAddress> addresses, int rounds) {
    announcer.announce(
        setup,
        addresses.stream().filter(address -> placement.isInPlace(its, address)).toList(),
        rounds);
  }

  /** One frame is enough for the switches of an interface. */
  private List<VirtualAddress> firstOfEachOtherInterface() {
    Set<String> seen = new HashSet<>(Set.of(setup.interfaceName()));
    if (setup.sendsByUpper()) {
      setup.upper().ifPresent(upper -> seen.add(upper.name()));
    }
    boolean all = setup.refreshed() == RouterSetup.Refreshed.EVERY_OTHER;
    return setup.allAddresses().stream()
        .filter(address -> all || setup.hasVirtualMac(setup.deviceOf(address)))
        .filter(address -> seen.add(setup.deviceOf(address)))
        .toList();
  }

  private List<VirtualAddress> entries(InetAddress address) {
    return setup.allAddresses().stream().filter(each -> each.address().equals(address)).toList();
  }

  boolean isMaster() {
    return router.state() == State.MASTER;
  }

  RouterStatus status() {
    return new RouterStatus(
        setup,
        router.state(),
        router.wanted(),
        router.priority(),
        totalPriority,
        source,
        router.master(),
        router.masterPriority(),
        router.masterInterval(),
        placed(),
        router.trackedDown(),
        lastTransition,
        restsUntil,
        router.counters().since(countedBefore));
  }

  private Set<VirtualAddress> placed() {
    return isMaster()
        ? setup.allAddresses().stream()
            .filter(address -> placement.isInPlace(its, address))
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** Its status counts from now on. */
  void clearCounters() {
    countedBefore = router.counters();
  }
}

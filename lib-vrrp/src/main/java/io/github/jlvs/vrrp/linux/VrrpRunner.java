// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.vrrp.Action;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.StateMachine;
import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RunnerEvent.Listener;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs virtual routers, any number of them on one event loop.
 *
 * <pre>
 *   network ─ VrrpSockets ─► VrrpInterface ─► VirtualRouter (pure) ───► actions
 *   kernel ── HostWatch ──► follow() ──────────►      │                  │
 *   loop's timer ── drain the sockets, then ──► Tick ─┘                  ▼
 *                       AdvertisementSender, HostNetwork (addresses), AddressAnnouncer
 * </pre>
 *
 * <p>Everything happens on the loop's thread, every method included (before the loop runs, on the
 * thread that prepares it). Nothing waits for anything but the kernel's answers on rtnetlink. The
 * sockets of a router are read before its timer is believed, so that after a stall it hears what
 * was said meanwhile before it acts. What else a router tracks somebody else looks at, and
 * {@linkplain #report reports}.
 *
 * <p>Addresses: those of a setup are removed when its router starts in backup and are added by a
 * master; what is there already is adopted, but for an owner's that is the host's own. One that
 * another process removes from a master is put back and announced, ever more slowly when that does
 * not end. Routes and rules come after a master's addresses and go before them, and are put back as
 * they are. Packets to the addresses of a master that does not accept them ({@link
 * VirtualRouterConfig#acceptMode()}) are dropped by a table of nftables, of this runner alone;
 * where the kernel has none that is told. What the host has whoever is master ({@link
 * HostSettings#statics()}) is in place before any router starts, and goes after the last.
 */
public final class VrrpRunner implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(100);

  private final Host host;
  private final RunnerOptions options;
  private final Reporter reporter;
  private final LateWatch lateWatch;
  private final HostNetwork network;
  private final SeenInterfaces seen;
  private final AddressPlacement placement;
  private final RoutePlacement routing;
  private final StaticPlacement statics;
  private final SecondaryPromotion promotion;
  private final AddressAnnouncer announcer;
  private final AcceptFilter filter;
  private final StartupDelay startupDelay;
  private final VrrpInterfaces interfaces;
  private final Clock.Alarm retry;
  private final Clock.Alarm report;
  private final Resting resting;
  private final Map<String, RunningRouter> routers = new LinkedHashMap<>();
  private final InterfaceConditions conditions;

  /** Interfaces that were down or away, whatever they are by now: their routes are gone. */
  private final Set<String> flapped = new HashSet<>();

  private final Starting starting;
  private SetupPlan plan = new SetupPlan(List.of(), List.of(), StaticSetup.NONE);
  private HostSettings settings = HostSettings.DEFAULT;
  private boolean closed;

  /** A runner on that host, which it closes in the end. */
  VrrpRunner(Host host, RunnerOptions options, Listener listener) {
    this.host = host;
    this.options = options;
    this.reporter = new Reporter(listener, host, options.reportInterval());
    this.lateWatch = new LateWatch(host, reporter);
    this.network = new HostNetwork(host);
    this.seen = new SeenInterfaces(network);
    this.placement = new AddressPlacement(network, reporter);
    this.routing = new RoutePlacement(network, reporter, this::lookAgain);
    this.statics = new StaticPlacement(placement, routing, reporter);
    this.promotion = new SecondaryPromotion(host, network, reporter);
    this.announcer = new AddressAnnouncer(host, network, reporter);
    this.filter = new AcceptFilter(host, reporter);
    this.startupDelay = new StartupDelay(host, reporter);
    this.starting = new Starting(startupDelay);
    this.conditions = new InterfaceConditions(network, reporter);
    this.interfaces = new VrrpInterfaces(host, network, reporter);
    this.retry = host.alarm(this::look);
    this.report = host.alarm(this::reportDrops);
    this.resting = new Resting(host, router -> router.follow(situation(router)));
    HostWatch.start(
        host,
        new OwnChanges(network, placement, routing, () -> plan, routers.values(), flapped),
        this::look);
  }

  /**
   * Opens a runner without virtual routers.
   *
   * @param loop the loop that it works on; stays the caller's
   * @param options how it works
   * @param listener told of what happens, on the loop's thread
   * @return the runner
   * @throws LinuxException if a socket can't be opened: EPERM without CAP_NET_RAW
   * @throws NetlinkException if rtnetlink can't be used: EPERM without CAP_NET_ADMIN, for a master
   *     without its addresses would keep a better one away
   */
  public static VrrpRunner open(EventLoop loop, RunnerOptions options, Listener listener) {
    Host host = LinuxHost.open(loop, options.namespace());
    try {
      VrrpRunner runner = new VrrpRunner(host, options, listener);
      runner.network.requireRight();
      WarmUp.run(runner.network, runner.announcer);
      return runner;
    } catch (RuntimeException e) {
      host.close();
      throw e;
    }
  }

  /**
   * Does in place of a runner that hangs what its end would have done for its masters: says
   * priority 0, removes their addresses, routes and rules. All that it needs is opened anew, and
   * nothing waits for the other. End the process next: a runner that goes on after all would put
   * everything back.
   *
   * @param options how the other one works
   * @param masters the virtual routers that are master there
   * @param listener told of what happens, on the calling thread
   * @throws LinuxException if a socket can't be opened
   * @throws NetlinkException if interfaces and addresses can't be read
   */
  public static void relieve(RunnerOptions options, List<RouterSetup> masters, Listener listener) {
    try (EventLoop loop = EventLoop.open();
        VrrpRunner runner =
            new VrrpRunner(LinuxHost.open(loop, options.namespace()), options, listener)) {
      runner.relieve(masters);
    }
  }

  /**
   * Runs exactly these virtual routers from now on, with {@link HostSettings#DEFAULT}.
   *
   * @param setups the virtual routers
   * @param groupSetups the sync groups
   * @throws IllegalArgumentException as the other method
   * @throws NetlinkException as the other method
   */
  public void reconfigure(List<RouterSetup> setups, List<GroupSetup> groupSetups) {
    reconfigure(setups, groupSetups, HostSettings.DEFAULT);
  }

  /**
   * Runs exactly these virtual routers from now on. One that is set up as before is not touched.
   * One that keeps its name, interface, VRID, version, family, virtual MAC and group keeps its
   * state, and what has changed of its addresses is added or removed. The others are stopped
   * (priority 0, addresses removed) before new ones are started; {@link SetupChanges} says
   * beforehand which. Whatever is not wanted any more is removed before anything is added, and an
   * address that passes from one master to another stays where it is.
   *
   * @param setups the virtual routers
   * @param groupSetups the sync groups
   * @param hostSettings how all of them use the host
   * @throws IllegalArgumentException if two routers have one name or one VRID of a family on one
   *     interface (unless both have unicast with peers of their own), or a group names a router
   *     that is not there or in another group; nothing has changed then
   * @throws NetlinkException if interfaces and addresses can't be read, or changes of routes not
   *     listened to; nothing has changed then
   */
  public void reconfigure(
      List<RouterSetup> setups, List<GroupSetup> groupSetups, HostSettings hostSettings) {
    StaticSetup staticSetup = hostSettings.statics();
    SetupPlan wanted = new SetupPlan(setups, groupSetups, staticSetup);
    Set<String> known = new HashSet<>(plan.interfaces());
    known.addAll(wanted.interfaces());
    network.refresh(known);
    host.watchRoutes(wanted.hasRoutes() || plan.hasRoutes());
    settings = hostSettings;
    network.linkDelays(hostSettings.linkDelays());
    announcer.pace(hostSettings.pacing());
    filter.use(hostSettings.filter());
    startupDelay.set(hostSettings.startupDelay());
    List<RunningRouter> leaving = new ArrayList<>();
    List<RunningRouter> staying = new ArrayList<>();
    Set<String> continuing = wanted.continuing(plan);
    for (RunningRouter router : routers.values()) {
      (continuing.contains(router.name()) ? staying : leaving).add(router);
    }
    share(Belongings.of(staticSetup));
    staying.stream()
        .filter(RunningRouter::isMaster)
        .forEach(router -> share(Belongings.of(wanted.router(router.name()))));
    for (RunningRouter router : leaving) {
      if (routers.get(router.name()) == router) {
        stop(router);
      }
    }
    staying.forEach(router -> router.giveUp(wanted.router(router.name())));
    statics.giveUp(staticSetup);
    plan = wanted;
    interfaces.prepare(wanted.routers().values());
    placement.plan(wanted.belongings());
    statics.adopt(staticSetup);
    for (RunningRouter router : staying) {
      RouterSetup after = wanted.router(router.name());
      router.adopt(after, Situation.source(after, network, placement));
    }
    Set<RunningMachine> started = prepare(wanted);
    resting.adopt(routers);
    interfaces.serve(routers.values(), settings.tellUnknownRouters());
    follow();
    starting.start(started);
    if (!routers.isEmpty()) {
      filter.sweep();
    }
    host.watchRoutes(plan.hasRoutes());
    report.arm(host.now() + options.reportInterval().toNanos());
  }

  private void share(Belongings after) {
    placement.share(after);
    routing.share(after);
  }

  /** As a start in backup it removes what is there; that they were masters nobody else knows. */
  void relieve(List<RouterSetup> masters) {
    reconfigure(masters, List.of());
    for (RunningRouter router : routers.values()) {
      router.perform(new Action.SendAdvertisement(Advertisement.PRIORITY_STOP));
    }
  }

  /** Stops all: masters say priority 0, and all addresses are removed, static ones too. */
  public void stop() {
    reconfigure(List.of(), List.of(), settings.withStatics(StaticSetup.NONE));
  }

  /**
   * Tells how something is that virtual routers track ({@link RouterSetup#tracked()}): they change
   * their priority, or go into fault or out of it, at once. A router that tracks something with
   * weight 0 of which nothing is known yet waits with its start, and its sync group with it; one
   * that runs already goes on.
   *
   * @param thing its name in the setups; what nobody tracks is kept for those that will
   * @param state how it is; {@link TrackedState#UNKNOWN} has it forgotten
   */
  public void report(String thing, TrackedState state) {
    if (!starting.isNews(thing, state)) {
      return;
    }
    for (RunningRouter router : List.copyOf(routers.values())) {
      if (router.tracks(thing)) {
        router.follow(situation(router));
      }
    }
    starting.startKnown();
  }

  /**
   * Has a master stop being one, and its sync group with it: it says priority 0, removes its
   * addresses, and takes part as a backup with priority 1 until the rest is over. So another router
   * becomes master, and stays it; where there is none this one is master again after its master
   * down interval. When the rest is over it has its own priority, and preempts as configured.
   *
   * @param name the virtual router
   * @param rest how long, more than zero
   * @return the virtual routers that have resigned: it and the other members of its group
   * @throws IllegalArgumentException if there is none of that name, or it can't resign: it is not
   *     master, or is the owner of its addresses, whose priority is 255 whatever happens; the
   *     message says so to a person
   */
  public List<String> resign(String name, Duration rest) {
    return resting.begin(running(name).machine(), rest);
  }

  /**
   * Ends the rest of a virtual router, and of its sync group.
   *
   * @param name the virtual router
   * @return the virtual routers whose rest has ended; none where none rested
   * @throws IllegalArgumentException if there is none of that name
   */
  public List<String> endRest(String name) {
    return resting.end(running(name).machine());
  }

  /**
   * The virtual routers at this moment.
   *
   * @return in the order of their setups
   */
  public List<RouterStatus> routers() {
    return routers.values().stream().map(RunningRouter::status).toList();
  }

  /**
   * A virtual router at this moment.
   *
   * @param name its name
   * @return its status; empty if there is none of that name
   */
  public Optional<RouterStatus> router(String name) {
    return Optional.ofNullable(routers.get(name)).map(RunningRouter::status);
  }

  /**
   * The sync groups at this moment.
   *
   * @return in the order of their first members' setups
   */
  public List<GroupStatus> groups() {
    return routers.values().stream()
        .map(RunningRouter::machine)
        .distinct()
        .flatMap(machine -> machine.group().stream())
        .toList();
  }

  /** Has the status of each virtual router count from now on. */
  public void clearCounters() {
    routers.values().forEach(RunningRouter::clearCounters);
  }

  /**
   * The interfaces that virtual routers send and receive through.
   *
   * @return one status for each
   */
  public List<InterfaceStatus> interfaces() {
    return interfaces.statuses();
  }

  /** Stops all virtual routers and closes the sockets; a second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    reporter.closing();
    for (RunningRouter router : List.copyOf(routers.values())) {
      try {
        stop(router);
      } catch (RuntimeException e) {
        // One that fails must not keep the others from saying priority 0.
        reporter.tell(new RunnerEvent.StopFailed(router.name(), e));
      }
    }
    filter.close();
    endStatics();
    interfaces.close();
    reporter.close();
    lateWatch.close();
    retry.cancel();
    report.cancel();
    resting.close();
    announcer.close();
    host.close();
  }

  private void endStatics() {
    try {
      statics.release();
      promotion.follow(Set.of());
    } catch (RuntimeException e) {
      reporter.tell(new RunnerEvent.StopFailed("static entries", e));
    }
  }

  private RunningRouter running(String name) {
    RunningRouter router = routers.get(name);
    if (router == null) {
      throw new IllegalArgumentException("there is no virtual router " + name);
    }
    return router;
  }

  /** Stops a router, and the other members of its group: a group starts as a whole. */
  private void stop(RunningRouter router) {
    RunningMachine machine = router.machine();
    machine.handle(StateMachine.ALL, new Input.Shutdown());
    machine.cancel();
    starting.forget(machine);
    machine.routers().forEach(member -> routers.remove(member.name()));
  }

  /** Makes what is not there yet. */
  private Set<RunningMachine> prepare(SetupPlan wanted) {
    Set<RunningMachine> started = new LinkedHashSet<>();
    List<RunningRouter> made = new ArrayList<>();
    Map<String, RunningRouter> before = new HashMap<>(routers);
    routers.clear();
    for (RouterSetup setup : wanted.routers().values()) {
      RunningRouter router = before.get(setup.name());
      if (router == null) {
        router =
            new RunningRouter(
                setup,
                placement,
                routing,
                announcer,
                filter,
                reporter,
                lateWatch,
                host,
                this::lookAgain);
        made.add(router);
      }
      routers.put(setup.name(), router);
    }
    for (RunningRouter router : made) {
      if (!router.hasJoined()) {
        joinMachine(router, wanted.groupOf(router.name()));
      }
      started.add(router.machine());
    }
    return started;
  }

  /** A group is made as a whole: its members that were there before have been stopped. */
  private void joinMachine(RunningRouter router, Optional<GroupSetup> group) {
    List<RunningRouter> members =
        group.isPresent()
            ? group.get().members().stream().map(this::running).toList()
            : List.of(router);
    RunningMachine.join(group, members, host, reporter, options.recording());
  }

  /** Reads the host's interfaces and addresses, and follows them. */
  private void look() {
    try {
      network.refresh(plan.interfaces());
    } catch (LinuxException e) {
      reporter.tell(new RunnerEvent.NetworkUnreadable(e));
      retry.arm(host.now() + RETRY.toNanos());
      return;
    }
    placement.plan(plan.belongings());
    follow();
  }

  private void follow() {
    conditions.follow(plan.interfaces());
    interfaces.follow();
    promotion.follow(plan.promoting());
    Set<String> renewed = seen.renewedHardware(plan.interfaces(), flapped);
    if (!flapped.isEmpty()) {
      routing.interfacesFlapped();
    }
    long next = Math.min(network.nextChange(), statics.restoreLostAddresses(flapped, host.now()));
    for (RunningRouter router : routers.values()) {
      router.follow(situation(router));
      next = Math.min(next, router.restoreLostAddresses(host.now()));
      renewed.forEach(router::announceOn);
    }
    next = Math.min(next, routing.restoreLost(host.now()));
    flapped.clear();
    if (next != Timers.NEVER) {
      retry.arm(next);
    }
  }

  /** Something could not be done: it is tried again, should nothing else give cause to. */
  private void lookAgain() {
    if (!retry.isArmed()) {
      retry.arm(host.now() + PutBack.SHORTEST_PAUSE);
    }
  }

  private Situation situation(RunningRouter router) {
    return Situation.of(
        router.setup(), network, placement, interfaces.troubles(router), starting::state);
  }

  private void reportDrops() {
    boolean open = interfaces.reportDrops();
    // The kernel does not tell that IPv6 is switched on or off where there is no address.
    if (!open || routers.values().stream().anyMatch(RunningRouter::lacksSource)) {
      look();
    }
    report.arm(host.now() + options.reportInterval().toNanos());
  }
}

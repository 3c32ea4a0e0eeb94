// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.NetlinkException;
import io.github.jlvs.netlink.route.InterfaceAddress;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import io.github.jlvs.vrrp.linux.RunnerEvent.Listener;
import java.net.Inet4Address;
import java.net.InetAddress;
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
 *   network ── VrrpPort ──► VrrpInterface ──► VirtualRouter (pure) ──► actions
 *   kernel ── HostWatch ──► follow() ──────────►      │                  │
 *   loop's timer ── drain the sockets, then ──► Tick ─┘                  ▼
 *                       AdvertisementSender, HostNetwork (addresses), AddressAnnouncer
 * </pre>
 *
 * <p>Everything happens on the loop's thread, every method included (before the loop runs, on the
 * thread that prepares it). Nothing waits for anything but the kernel's answers on rtnetlink. The
 * sockets of a router are read before its timer is believed, so that after a stall it hears what
 * was said meanwhile before it acts.
 *
 * <p>Addresses: those of a setup are removed when its router starts in backup and are added by a
 * master; what is there already is adopted. One that somebody else removes from a master is put
 * back and announced. Routes and rules come after a master's addresses and go before them; they are
 * not put back when somebody else removes them. Whether packets to the addresses are accepted
 * ({@link VirtualRouterConfig#acceptMode()}) is left to the host: this runner filters nothing.
 */
public final class VrrpRunner implements AutoCloseable {
  private static final Duration RETRY = Duration.ofMillis(100);

  private final Host host;
  private final RunnerOptions options;
  private final Reporter reporter;
  private final HostNetwork network;
  private final AddressAnnouncer announcer;
  private final Clock.Alarm retry;
  private final Clock.Alarm report;
  private final Map<String, RunningRouter> routers = new LinkedHashMap<>();
  private final Map<String, Party.Group> groups = new LinkedHashMap<>();
  private final Map<String, VrrpInterface> interfaces = new LinkedHashMap<>();
  private final Map<String, InterfaceCondition> conditions = new HashMap<>();
  private final Set<InetAddress> virtual = new HashSet<>();
  private SetupPlan plan = new SetupPlan(List.of(), List.of());
  private boolean closed;

  /** A runner on that host, which it closes in the end. */
  VrrpRunner(Host host, RunnerOptions options, Listener listener) {
    this.host = host;
    this.options = options;
    this.reporter = new Reporter(listener, host, options.reportInterval());
    this.network = new HostNetwork(host);
    this.announcer = new AddressAnnouncer(host, network, reporter);
    this.retry = host.alarm(this::follow);
    this.report = host.alarm(this::reportDrops);
    HostWatch.start(host, new Ours(), this::follow);
  }

  /**
   * Opens a runner without virtual routers.
   *
   * @param loop the loop that it works on; stays the caller's
   * @param options how it works
   * @param listener told of what happens, on the loop's thread
   * @return the runner
   * @throws LinuxException if a socket can't be opened: EPERM without CAP_NET_RAW
   * @throws NetlinkException if rtnetlink can't be used
   */
  public static VrrpRunner open(EventLoop loop, RunnerOptions options, Listener listener) {
    Host host = LinuxHost.open(loop, options.namespace());
    try {
      VrrpRunner runner = new VrrpRunner(host, options, listener);
      Rehearsal.of(runner.network, runner.announcer);
      return runner;
    } catch (RuntimeException e) {
      host.close();
      throw e;
    }
  }

  /**
   * Runs exactly these virtual routers from now on. One that is set up as before is not touched.
   * One that keeps its name, interface, VRID and group keeps its state, and what has changed of its
   * addresses is added or removed. The others are stopped (priority 0, addresses removed) before
   * new ones are started.
   *
   * @param setups the virtual routers
   * @param groupSetups the sync groups
   * @throws IllegalArgumentException if two routers have one name or one VRID on one interface, or
   *     a group names a router that is not there or in another group; nothing has changed then
   * @throws NetlinkException if interfaces and addresses can't be read
   */
  public void reconfigure(List<RouterSetup> setups, List<GroupSetup> groupSetups) {
    SetupPlan wanted = new SetupPlan(setups, groupSetups);
    for (RunningRouter router : List.copyOf(routers.values())) {
      boolean runs = routers.get(router.name()) == router;
      if (runs && !wanted.continues(router.setup(), plan.groupOf(router.name()))) {
        stop(router);
      }
    }
    plan = wanted;
    groups.keySet().retainAll(wanted.groups().keySet());
    virtual.clear();
    wanted
        .routers()
        .values()
        .forEach(setup -> setup.allAddresses().forEach(each -> virtual.add(each.address())));
    network.refresh(wanted.interfaces());
    for (RunningRouter router : routers.values()) {
      change(router, wanted.routers().getOrDefault(router.name(), router.setup()));
    }
    Set<Party> started = prepare(wanted);
    assignInterfaces();
    follow();
    for (Party party : started) {
      party.handleAll(new Input.Startup());
    }
    report.arm(host.now() + options.reportInterval().toNanos());
  }

  /** Stops all virtual routers: masters say priority 0, and all addresses are removed. */
  public void stop() {
    reconfigure(List.of(), List.of());
  }

  /**
   * Sets the effective priority of a virtual router, because weights of tracked things were added
   * up anew.
   *
   * @param router its name
   * @param priority the new priority; brought into 1 to 254. An owner (255) keeps 255
   * @throws IllegalArgumentException if there is no such virtual router
   */
  public void priority(String router, int priority) {
    running(router).handle(new Input.PriorityChanged(priority));
  }

  /**
   * Puts a virtual router into fault, or takes a cause of that away.
   *
   * @param router its name
   * @param tracked the thing tracked, such as a script's name
   * @param up false when it is down
   * @throws IllegalArgumentException if there is no such virtual router
   */
  public void tracked(String router, String tracked, boolean up) {
    running(router).track("tracked " + tracked, up);
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
   * The interfaces that virtual routers send and receive through.
   *
   * @return one status for each
   */
  public List<InterfaceStatus> interfaces() {
    return interfaces.values().stream().map(VrrpInterface::status).toList();
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
        reporter.tell(new RunnerEvent.StopFailed(router.name(), e.toString()));
      }
    }
    interfaces.values().forEach(VrrpInterface::close);
    reporter.close();
    retry.cancel();
    report.cancel();
    announcer.close();
    host.close();
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
    Party party = router.party();
    party.handleAll(new Input.Shutdown());
    party.cancel();
    party.members().forEach(member -> routers.remove(member.name()));
  }

  private void change(RunningRouter router, RouterSetup after) {
    RouterSetup before = router.setup();
    if (after.equals(before)) {
      return;
    }
    List<VirtualAddress> gone = new ArrayList<>(before.allAddresses());
    gone.removeAll(after.allAddresses());
    List<VirtualAddress> come = new ArrayList<>(after.allAddresses());
    come.removeAll(before.allAddresses());
    if (router.isMaster()) {
      router.removeAddresses(gone);
    }
    router.adopt(after);
    router.handle(new Input.Reconfigured(after.config()));
    // Of addresses in the packet the state machine knows; of their placement it does not.
    boolean known = !after.config().addresses().equals(before.config().addresses());
    if (router.isMaster() && !known && !come.isEmpty()) {
      router.addAddresses(come);
      announcer.announce(after, come, after.config().gratuitousArp().masterRounds());
    }
    if (router.isMaster()) {
      router.changeRouting(before, after);
    }
  }

  /** Makes what is not there yet. */
  private Set<Party> prepare(SetupPlan wanted) {
    Set<Party> started = new LinkedHashSet<>();
    List<RunningRouter> made = new ArrayList<>();
    Map<String, RunningRouter> before = new HashMap<>(routers);
    routers.clear();
    for (RouterSetup setup : wanted.routers().values()) {
      RunningRouter router = before.get(setup.name());
      if (router == null) {
        router = new RunningRouter(setup, network, announcer, reporter);
        made.add(router);
      }
      routers.put(setup.name(), router);
    }
    for (RunningRouter router : made) {
      Optional<GroupSetup> group = wanted.groupOf(router.name());
      Party party =
          group.isPresent()
              ? groupParty(group.get())
              : new Party.Alone(host, router, options.recording());
      String interfaceName = router.setup().interfaceName();
      router.join(
          party,
          interfaces.computeIfAbsent(
              interfaceName, name -> new VrrpInterface(name, host, reporter)));
      started.add(party);
    }
    return started;
  }

  private Party groupParty(GroupSetup setup) {
    Party.Group known = groups.get(setup.name());
    if (known != null && known.setup().equals(setup) && isCurrent(known)) {
      return known;
    }
    List<RunningRouter> members = new ArrayList<>();
    setup.members().forEach(member -> members.add(running(member)));
    Party.Group made = new Party.Group(host, setup, members, reporter, options.recording());
    groups.put(setup.name(), made);
    return made;
  }

  private boolean isCurrent(Party.Group group) {
    return routers.values().containsAll(group.members());
  }

  private void assignInterfaces() {
    Map<String, List<RunningRouter>> byInterface = new HashMap<>();
    for (RunningRouter router : routers.values()) {
      byInterface
          .computeIfAbsent(router.setup().interfaceName(), name -> new ArrayList<>())
          .add(router);
    }
    for (VrrpInterface each : List.copyOf(interfaces.values())) {
      List<RunningRouter> served = byInterface.getOrDefault(each.name(), List.of());
      each.serve(served);
      if (served.isEmpty()) {
        each.close();
        interfaces.remove(each.name());
      }
    }
  }

  /** Reads the host's interfaces and addresses, and follows them. */
  private void follow() {
    try {
      network.refresh(plan.interfaces());
    } catch (NetlinkException e) {
      reporter.tell(new RunnerEvent.NetworkUnreadable(String.valueOf(e.getMessage())));
      retry.arm(host.now() + RETRY.toNanos());
      return;
    }
    for (String name : plan.interfaces()) {
      InterfaceCondition condition = network.condition(name);
      InterfaceCondition before = conditions.put(name, condition);
      boolean news = before == null ? condition != InterfaceCondition.UP : before != condition;
      if (news) {
        reporter.tell(new RunnerEvent.InterfaceChanged(name, condition));
      }
    }
    Set<String> working = new HashSet<>();
    for (VrrpInterface each : interfaces.values()) {
      each.condition(network.condition(each.name()));
      if (each.follow(network.link(each.name()))) {
        working.add(each.name());
      }
    }
    for (RunningRouter router : routers.values()) {
      follow(router, working.contains(router.setup().interfaceName()));
    }
  }

  private void follow(RunningRouter router, boolean portWorks) {
    RouterSetup setup = router.setup();
    String name = setup.interfaceName();
    InterfaceCondition condition = network.condition(name);
    Optional<Inet4Address> source =
        setup.source().isPresent()
            ? setup.source()
            : network.link(name).flatMap(link -> primary(link.index(), setup));
    router.sendFrom(source);
    boolean usable =
        setup.trackInterface()
            ? condition == InterfaceCondition.UP
            : condition != InterfaceCondition.ABSENT;
    router.track("interface " + name, usable);
    for (String other : setup.trackedInterfaces()) {
      if (!other.equals(name)) {
        router.track("interface " + other, network.condition(other) == InterfaceCondition.UP);
      }
    }
    boolean present = condition != InterfaceCondition.ABSENT;
    router.track("sockets on " + name, portWorks || !present);
    router.track("IPv4 address of " + name, source.isPresent() || !present);
    router.missLostAddresses();
  }

  /** Virtual addresses leave with a master; an owner's may be all that the interface has. */
  private Optional<Inet4Address> primary(int interfaceIndex, RouterSetup setup) {
    Optional<Inet4Address> lasting =
        network.primary(interfaceIndex, address -> !virtual.contains(address));
    if (lasting.isPresent() || !setup.config().owner()) {
      return lasting;
    }
    return network.primary(interfaceIndex, setup.config().addresses()::contains);
  }

  private void reportDrops() {
    boolean broken = false;
    for (VrrpInterface each : interfaces.values()) {
      each.reportDrops();
      broken |= !each.isOpen();
    }
    if (broken) {
      follow();
    }
    report.arm(host.now() + options.reportInterval().toNanos());
  }

  /** Which of the host's changes are looked at: not those that this runner makes itself. */
  private final class Ours implements HostWatch.Concern {
    @Override
    public boolean link(Link link) {
      return plan.interfaces().contains(link.name()) || network.isKnown(link.index());
    }

    @Override
    public boolean added(InterfaceAddress address) {
      return network.isKnown(address.interfaceIndex()) && !placed(address);
    }

    @Override
    public boolean deleted(InterfaceAddress address) {
      return network.isKnown(address.interfaceIndex())
          && (placed(address) || !virtual.contains(address.address()));
    }

    private boolean placed(InterfaceAddress address) {
      if (!virtual.contains(address.address())) {
        return false;
      }
      for (RunningRouter router : routers.values()) {
        if (router.placed(address)) {
          return true;
        }
      }
      return false;
    }
  }
}

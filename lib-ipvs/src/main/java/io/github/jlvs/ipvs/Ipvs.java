// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.ipvs.wire.ChangeSender;
import io.github.jlvs.ipvs.wire.ConnectionTable;
import io.github.jlvs.ipvs.wire.IpvsHeader;
import io.github.jlvs.ipvs.wire.ModuleLoader;
import io.github.jlvs.ipvs.wire.RequestFactory;
import io.github.jlvs.ipvs.wire.TableReader;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.netlink.DumpOutcome;
import io.github.jlvs.netlink.NetlinkSocket;
import io.github.jlvs.netlink.generic.Family;
import io.github.jlvs.netlink.generic.GenericNetlink;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The IP Virtual Server of one network namespace.
 *
 * <pre>{@code
 * try (Ipvs ipvs = Ipvs.open()) {
 *   ServiceId web = ServiceId.tcp("10.0.0.100", 80);
 *   ipvs.add(VirtualService.of(web, "wlc"));
 *   ipvs.add(web, Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 1));
 *   ipvs.eachService(service -> System.out.println(service.id()));
 * }
 * }</pre>
 *
 * <p>Needs CAP_NET_ADMIN, for reading too. Thread-safe: operations of several threads follow one
 * another. Blocking; the longest silence of the kernel is the socket's timeout, 10 seconds unless
 * chosen otherwise. Nothing is cached: every call asks the kernel.
 *
 * <p>The kernel reads its table out in pieces. Where it says that another writer changed the table
 * meanwhile, a list is read up to three times; Linux up to 6.1 at least never says so, and a list
 * may then lack an entry that was there all the time, or have one twice. A {@link #snapshot} has
 * every entry at most once.
 *
 * <p>All methods that talk to the kernel throw {@link IpvsException} where it refuses or does not
 * answer, and {@link io.github.jlvs.netlink.MalformedMessageException} where its answer makes no
 * sense. Used after {@link #close}, or from inside the consumer of another call, those that go over
 * the socket (all but {@link #eachConnection}) throw {@link IllegalStateException}.
 */
public final class Ipvs implements AutoCloseable {
  private static final Path PROC = Path.of("/proc");

  private final NetlinkSocket socket;
  private final TableReader reader;
  private final ChangeSender sender;
  private final ConnectionTable connections;

  private Ipvs(NetlinkSocket socket, Family family, ConnectionTable connections) {
    RequestFactory requests = new RequestFactory(family);
    this.socket = socket;
    this.reader = new TableReader(socket, requests);
    this.sender = new ChangeSender(socket, requests);
    this.connections = connections;
  }

  /**
   * Opens the table of the calling thread's network namespace, loading the module where it is
   * missing and may be.
   *
   * @return the table
   * @throws IpvsUnavailableException where the kernel has no IPVS
   */
  public static Ipvs open() {
    return open(IpvsOptions.defaults());
  }

  /**
   * Opens a table. That takes no privilege: who lacks CAP_NET_ADMIN is told so by the first
   * operation.
   *
   * @param options which one, and how
   * @return the table
   * @throws IpvsUnavailableException where the kernel has no IPVS
   * @throws IpvsException where the socket cannot be opened
   */
  public static Ipvs open(IpvsOptions options) {
    NetlinkSocket socket;
    try {
      socket = NetlinkSocket.open(NetlinkSocket.NETLINK_GENERIC, options.netlink());
    } catch (LinuxException e) {
      throw IpvsException.of(e);
    }
    return over(socket, options);
  }

  /**
   * Opens a table over a socket of the caller's, which is closed with it, or at once where this
   * fails. Tests hand over a socket to a fake kernel.
   *
   * @param socket a socket of protocol {@link NetlinkSocket#NETLINK_GENERIC}
   * @param options whether the module may be loaded; the network namespace decides where {@link
   *     #connections} reads, the rest is the socket's affair
   * @return the table
   * @throws IpvsUnavailableException where the kernel has no IPVS
   */
  public static Ipvs over(NetlinkSocket socket, IpvsOptions options) {
    try {
      return new Ipvs(
          socket, family(socket, options), new ConnectionTable(options.netlink().namespace()));
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Family family(NetlinkSocket socket, IpvsOptions options) {
    try {
      Optional<Family> family = find(socket);
      if (family.isPresent()) {
        return family.get();
      }
      boolean modular = ModuleLoader.isModular(PROC);
      if (!options.loadModule()) {
        throw new IpvsUnavailableException("loading its module was not asked for", modular);
      }
      if (!modular) {
        throw new IpvsUnavailableException("none is built in", modular);
      }
      String attempt = new ModuleLoader().load();
      family = find(socket);
      if (family.isEmpty()) {
        throw new IpvsUnavailableException(attempt, true);
      }
      return family.get();
    } catch (LinuxException e) {
      throw IpvsException.of(e);
    }
  }

  private static Optional<Family> find(NetlinkSocket socket) {
    return GenericNetlink.family(socket, IpvsHeader.IPVS_GENL_NAME);
  }

  /**
   * Version and connection-table size of the kernel's IPVS.
   *
   * @return version and size
   */
  public IpvsInfo info() {
    return reader.info();
  }

  /**
   * All services.
   *
   * @return the services, in the kernel's order; empty where there is none
   */
  public List<ServiceStatus> services() {
    return reader.services();
  }

  /**
   * Hands over all services one by one: memory does not grow with the table's counters and rates.
   *
   * @param consumer gets each one; it must not use this object
   * @return whether the kernel says that the table stayed the same meanwhile
   */
  public DumpOutcome eachService(Consumer<ServiceStatus> consumer) {
    return reader.eachService(consumer);
  }

  /**
   * One service.
   *
   * @param id which one
   * @return the service, or empty where there is none
   */
  public Optional<ServiceStatus> service(ServiceId id) {
    return reader.service(id);
  }

  /**
   * All destinations of a service.
   *
   * @param service which service
   * @return the destinations, in the kernel's order; empty where there is none, and where there is
   *     no such service
   */
  public List<DestinationStatus> destinations(ServiceId service) {
    return reader.destinations(service);
  }

  /**
   * Hands over all destinations of a service one by one: memory does not grow with their number.
   * The kernel's order; an entry that the kernel repeats, because another writer changed the table
   * meanwhile, is handed over again.
   *
   * @param service which service; where there is none, nothing is handed over
   * @param consumer gets each one; it must not use this object
   * @return whether the kernel says that the table stayed the same meanwhile
   */
  public DumpOutcome eachDestination(ServiceId service, Consumer<DestinationStatus> consumer) {
    return reader.eachDestination(service, consumer);
  }

  /**
   * The whole table with its counters: one list of services, then the destinations of each.
   *
   * @return the table as it is observed
   */
  public Snapshot snapshot() {
    return reader.snapshot();
  }

  /**
   * Some services with their destinations and counters. No other service is read: it costs what
   * these hold, whatever the size of the table.
   *
   * @param services which ones
   * @return those of them that are there
   */
  public Snapshot snapshot(Set<ServiceId> services) {
    return reader.snapshot(Set.copyOf(services));
  }

  /**
   * Connections, streamed from the kernel's text table.
   *
   * @param consumer gets each one
   * @throws IpvsException where the table cannot be read
   */
  public void eachConnection(Consumer<Connection> consumer) {
    connections.each(consumer);
  }

  /**
   * The connections of one service, see {@link Connection#belongsTo}.
   *
   * @param service which service
   * @param consumer gets each one
   * @throws IpvsException where the table cannot be read
   */
  public void eachConnection(ServiceId service, Consumer<Connection> consumer) {
    connections.each(
        connection -> {
          if (connection.belongsTo(service)) {
            consumer.accept(connection);
          }
        });
  }

  /**
   * How long idle connections are remembered.
   *
   * @return the times
   */
  public Timeouts timeouts() {
    return reader.timeouts();
  }

  /**
   * The synchronisation daemons that run.
   *
   * @return none, one or two
   */
  public List<SyncDaemon> daemons() {
    return reader.daemons();
  }

  /**
   * Makes one change.
   *
   * @param operation the change
   * @throws IpvsException where the kernel refuses, see the operation
   */
  public void execute(Operation operation) {
    sender.execute(operation);
  }

  /**
   * Makes many changes, in order, sent together with as few system calls as possible. A refused one
   * does not stop those behind it.
   *
   * @param operations the changes
   * @return one outcome an operation, in the same order
   */
  public List<Outcome> apply(List<Operation> operations) {
    return sender.apply(operations);
  }

  /**
   * Brings the whole table to what is wanted with as few changes as possible: services that are not
   * wanted are removed, whoever added them. See {@link #reconcile(Table, Scope)}.
   *
   * @param desired what is wanted
   * @return what was done, and whether the table is as wanted
   */
  public Reconciliation reconcile(Table desired) {
    return reconcile(desired, Scope.everything());
  }

  /**
   * Brings the table to what is wanted: reads it, plans the difference ({@link Table#diff}) and
   * applies it in one batch. Where another writer was faster, reads and plans again, three times at
   * the most. What is as wanted is never touched.
   *
   * @param desired what is wanted
   * @param scope what may be removed, and how
   * @return what was done, and whether the table is as wanted; a refusal of the kernel is in it,
   *     not thrown
   * @throws IpvsException where the table cannot be read
   */
  public Reconciliation reconcile(Table desired, Scope scope) {
    return reconcile(desired, scope, new LastWeights());
  }

  /**
   * As {@link #reconcile(Table, Scope)}, by one who does so again and again and has services with
   * {@link StableRows}.
   *
   * @param desired what is wanted
   * @param scope what may be removed, and how
   * @param known what is known of last weights; learns
   * @return what was done, and whether the table is as wanted
   * @throws IpvsException where the table cannot be read
   */
  public Reconciliation reconcile(Table desired, Scope scope, LastWeights known) {
    return new Reconciler(this::snapshot, this::apply, known).run(desired, scope);
  }

  /**
   * Brings some services to what is wanted, and neither reads nor touches any other: a change costs
   * what its own services hold, whatever the size of the table. Else as {@link #reconcile(Table,
   * Scope)}.
   *
   * @param services what is wanted of these services
   * @return what was done, and whether they are as wanted; a refusal of the kernel is in it, not
   *     thrown
   * @throws IpvsException where they cannot be read
   */
  public Reconciliation reconcileOnly(Table services) {
    return reconcileOnly(services, new LastWeights());
  }

  /**
   * As {@link #reconcileOnly(Table)}, by one who does so again and again and has services with
   * {@link StableRows}.
   *
   * @param services what is wanted of these services
   * @param known what is known of last weights; learns
   * @return what was done, and whether they are as wanted
   * @throws IpvsException where they cannot be read
   */
  public Reconciliation reconcileOnly(Table services, LastWeights known) {
    Set<ServiceId> ids = services.serviceIds();
    return new Reconciler(() -> snapshot(ids), this::apply, known).run(services, Scope.only(ids));
  }

  /**
   * Adds a service.
   *
   * @param service the service
   * @throws IpvsException see {@link Operation.AddService}
   */
  public void add(VirtualService service) {
    execute(new Operation.AddService(service));
  }

  /**
   * Changes a service.
   *
   * @param service what it shall be
   * @throws IpvsException see {@link Operation.EditService}
   */
  public void edit(VirtualService service) {
    execute(new Operation.EditService(service));
  }

  /**
   * Removes a service and its destinations.
   *
   * @param service which one
   * @throws IpvsException see {@link Operation.DeleteService}
   */
  public void delete(ServiceId service) {
    execute(new Operation.DeleteService(service));
  }

  /**
   * Adds a destination.
   *
   * @param service to which service
   * @param destination the destination
   * @throws IpvsException see {@link Operation.AddDestination}
   */
  public void add(ServiceId service, Destination destination) {
    execute(new Operation.AddDestination(service, destination));
  }

  /**
   * Changes a destination.
   *
   * @param service of which service
   * @param destination what it shall be
   * @throws IpvsException see {@link Operation.EditDestination}
   */
  public void edit(ServiceId service, Destination destination) {
    execute(new Operation.EditDestination(service, destination));
  }

  /**
   * Removes a destination.
   *
   * @param service of which service
   * @param destination which one
   * @throws IpvsException see {@link Operation.DeleteDestination}
   */
  public void delete(ServiceId service, DestinationId destination) {
    execute(new Operation.DeleteDestination(service, destination));
  }

  /** Sets all counters to zero. */
  public void zero() {
    execute(new Operation.ZeroAll());
  }

  /**
   * Sets the counters of a service and of its destinations to zero.
   *
   * @param service which one
   * @throws IpvsException see {@link Operation.ZeroService}
   */
  public void zero(ServiceId service) {
    execute(new Operation.ZeroService(service));
  }

  /** Removes every service, whoever added it. */
  public void flush() {
    execute(new Operation.Flush());
  }

  /**
   * Sets how long idle connections are remembered.
   *
   * @param timeouts the new times; 0 keeps what is there
   * @throws IpvsException see {@link Operation.SetTimeouts}
   */
  public void set(Timeouts timeouts) {
    execute(new Operation.SetTimeouts(timeouts));
  }

  /**
   * Starts a synchronisation daemon.
   *
   * @param daemon the daemon
   * @throws IpvsException see {@link Operation.StartDaemon}
   */
  public void start(SyncDaemon daemon) {
    execute(new Operation.StartDaemon(daemon));
  }

  /**
   * Stops a synchronisation daemon.
   *
   * @param state which one
   * @throws IpvsException see {@link Operation.StopDaemon}
   */
  public void stop(SyncDaemon.State state) {
    execute(new Operation.StopDaemon(state));
  }

  /**
   * Closes it, after the operation under way in another thread; a second call does nothing. From
   * inside a consumer it closes at once.
   */
  @Override
  public void close() {
    socket.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.Server;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.VirtualService;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A {@code virtual_server}: services of the kernel, the servers whose health decides over their
 * destinations, and what the kernel is told of each of them.
 *
 * @param services the services in the kernel's table, one at least: that of an address or of a
 *     firewall mark, or those of a {@code virtual_server_group} in its order, none twice. They
 *     differ in what they take alone, and in the mask of persistence where they are of both
 *     families
 * @param checks its servers and their checks
 * @param destinations the destination that each server becomes where its port is translated; the
 *     weight is the configured one, and health says which it has at a time
 * @param drains how long a real server that a reload takes away keeps its connections at the most;
 *     without those that leave at once
 * @param suspendedWithout addresses of which this host must have one for the checks to run; none:
 *     they always run
 * @param serverScripts what runs for a real server; without those that have none
 * @param quorumScripts what runs when the quorum is gained or lost
 * @param alerts who is told when a real server or the quorum is gained or lost
 * @param statelessFailover whether the kernel's lookup table of scheduler mh is kept the same on
 *     every director, so that connections survive a fail-over without synchronisation
 */
public record VirtualServerSetup(
    List<VirtualService> services,
    VirtualServer checks,
    Map<Server, Destination> destinations,
    Map<ServiceAddress, Duration> drains,
    Set<InetAddress> suspendedWithout,
    Map<ServiceAddress, UpDownScripts> serverScripts,
    UpDownScripts quorumScripts,
    ServerAlerts alerts,
    boolean statelessFailover) {

  /**
   * Makes the collections unmodifiable.
   *
   * @throws IllegalArgumentException if there is no service
   */
  public VirtualServerSetup {
    services = List.copyOf(services);
    if (services.isEmpty()) {
      throw new IllegalArgumentException(checks.name() + " has no service");
    }
    destinations = Map.copyOf(destinations);
    drains = Map.copyOf(drains);
    suspendedWithout = Set.copyOf(suspendedWithout);
    serverScripts = Map.copyOf(serverScripts);
  }

  /**
   * What health checks and log call it.
   *
   * @return the name
   */
  public VirtualServerName name() {
    return checks.name();
  }

  /**
   * The same with other checks.
   *
   * @param other its servers and their checks; the same servers
   * @return the virtual server
   */
  public VirtualServerSetup withChecks(VirtualServer other) {
    if (other.equals(checks)) {
      return this;
    }
    return new VirtualServerSetup(
        services,
        other,
        destinations,
        drains,
        suspendedWithout,
        serverScripts,
        quorumScripts,
        alerts,
        statelessFailover);
  }

  /**
   * The same without some checks.
   *
   * @param left which checks are left out
   * @return the virtual server
   */
  public VirtualServerSetup withoutChecks(Predicate<Check> left) {
    Map<Server, Destination> reached = new HashMap<>(destinations);
    List<RealServer> servers = new ArrayList<>();
    for (RealServer server : checks.realServers()) {
      RealServer next = server.withoutChecks(left);
      servers.add(next);
      Optional.ofNullable(reached.remove(server)).ifPresent(to -> reached.put(next, to));
    }
    return new VirtualServerSetup(
        services,
        checks.withRealServers(servers),
        reached,
        drains,
        suspendedWithout,
        serverScripts,
        quorumScripts,
        alerts,
        statelessFailover);
  }

  /**
   * Whether anything runs for it.
   *
   * @return true for a script of its own or of a real server
   */
  public boolean hasScripts() {
    return !serverScripts.isEmpty() || !quorumScripts.equals(UpDownScripts.NONE);
  }

  /**
   * The commands that tell of it and of its real servers.
   *
   * @return those that are there
   */
  public List<Command> commands() {
    return Stream.concat(Stream.of(quorumScripts), serverScripts.values().stream())
        .flatMap(each -> Stream.of(each.up(), each.down()))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * How long a real server keeps its connections when a reload takes it away.
   *
   * @param server a real server
   * @return at the most so long; zero if it leaves at once
   */
  public Duration drain(RealServer server) {
    return drains.getOrDefault(server.address(), Duration.ZERO);
  }

  /**
   * How the kernel chooses a server.
   *
   * @return the name of the scheduler, which all services have
   */
  public String scheduler() {
    return services.get(0).scheduler();
  }

  /**
   * How packets reach a server.
   *
   * @param server a real server or the sorry server
   * @return the method, the same in all services
   * @throws IllegalArgumentException if it is no server of this virtual server
   */
  public Forwarding forwarding(Server server) {
    return known(server).forwarding();
  }

  /**
   * The destination that a server becomes in a service. Direct routing and tunnels leave the port
   * alone: there the destination has that of the service.
   *
   * @param server a real server or the sorry server
   * @param weight its weight now
   * @param port the {@link #port} of the service
   * @return the destination
   * @throws IllegalArgumentException if it is no server of this virtual server
   */
  public Destination destination(Server server, int weight, int port) {
    Destination known = known(server);
    DestinationId id = id(known, port);
    if (known.weight() == weight && id.equals(known.id())) {
      return known; // nearly all are: of ten thousand none is there twice
    }
    return new Destination(
        id, known.forwarding(), weight, known.upperThreshold(), known.lowerThreshold());
  }

  /**
   * What makes that destination unique in its service.
   *
   * @param server a real server or the sorry server
   * @param port the {@link #port} of the service
   * @return its identity
   * @throws IllegalArgumentException if it is no server of this virtual server
   */
  public DestinationId destinationId(Server server, int port) {
    return id(known(server), port);
  }

  private static DestinationId id(Destination known, int port) {
    boolean same = known.id().port() == port || known.forwarding().equals(Forwarding.MASQUERADE);
    return same ? known.id() : new DestinationId(known.id().address(), port);
  }

  /**
   * The port of destinations to which a service's packets go as they are.
   *
   * @param service the service
   * @return its port; 0 of a firewall mark, which may stand for several
   */
  public static int port(ServiceId service) {
    return service instanceof ServiceId.Address address ? address.port() : 0;
  }

  private Destination known(Server server) {
    return Optional.ofNullable(destinations.get(server))
        .orElseThrow(() -> new IllegalArgumentException(name() + " has no server " + server));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.Server;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.VirtualService;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A {@code virtual_server}: a service of the kernel, the servers whose health decides over its
 * destinations, and what the kernel is told of each of them.
 *
 * @param service the service in the kernel's table
 * @param checks its servers and their checks
 * @param destinations the destination that each server becomes; the weight is the configured one,
 *     and health says which it has at a time
 * @param drains how long a real server that a reload takes away keeps its connections at the most;
 *     without those that leave at once
 * @param suspendedWithout addresses of which this host must have one for the checks to run; none:
 *     they always run
 * @param serverScripts what runs for a real server; without those that have none
 * @param quorumScripts what runs when the quorum is gained or lost
 * @param alerts who is told when a real server or the quorum is gained or lost
 */
public record VirtualServerSetup(
    VirtualService service,
    VirtualServer checks,
    Map<Server, Destination> destinations,
    Map<ServiceAddress, Duration> drains,
    Set<InetAddress> suspendedWithout,
    Map<ServiceAddress, UpDownScripts> serverScripts,
    UpDownScripts quorumScripts,
    ServerAlerts alerts) {

  /** Makes the maps unmodifiable. */
  public VirtualServerSetup {
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
    return new VirtualServerSetup(
        service,
        other,
        destinations,
        drains,
        suspendedWithout,
        serverScripts,
        quorumScripts,
        alerts);
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
   * The destination that a server becomes.
   *
   * @param server a real server or the sorry server
   * @param weight its weight now
   * @return the destination
   * @throws IllegalArgumentException if it is no server of this virtual server
   */
  public Destination destination(Server server, int weight) {
    return Optional.ofNullable(destinations.get(server))
        .orElseThrow(() -> new IllegalArgumentException(name() + " has no server " + server))
        .withWeight(weight);
  }
}

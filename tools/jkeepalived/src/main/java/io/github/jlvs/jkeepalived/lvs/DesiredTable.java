// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.StableRows;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The IPVS table that a configuration and the health of its real servers ask for. What was put
 * together once is the same object as long as nothing changes it: so it costs little to find that.
 * Not thread-safe.
 */
public final class DesiredTable {
  /** What a virtual server came to last, and of what. */
  private record Built(
      VirtualServerSetup server, List<DesiredDestination> health, List<Table.Entry> entries) {
    boolean isOf(VirtualServerSetup configured, List<DesiredDestination> found) {
      return health.equals(found) && server.equals(configured);
    }
  }

  private final Map<VirtualServerName, Built> built = new HashMap<>();

  /** Nothing is put together yet. */
  public DesiredTable() {}

  /**
   * Puts the table together.
   *
   * @param servers as configured
   * @param health what the health checks want in the table, by virtual server
   */
  public Table of(
      Collection<VirtualServerSetup> servers,
      Function<VirtualServerName, List<DesiredDestination>> health) {
    List<Table.Entry> entries = new ArrayList<>();
    for (VirtualServerSetup server : servers) {
      entries.addAll(entries(server, health.apply(server.name())));
    }
    built.keySet().retainAll(names(servers));
    return new Table(entries);
  }

  /**
   * Puts the services of one virtual server together: those of a group change together, because
   * their real servers are the same.
   *
   * @param server as configured
   * @param health what the health checks want in the table for it
   */
  List<Table.Entry> entries(VirtualServerSetup server, List<DesiredDestination> health) {
    Built before = built.get(server.name());
    if (before != null && before.isOf(server, health)) {
      return before.entries;
    }
    List<Table.Entry> entries = build(server, health);
    built.put(server.name(), new Built(server, health, entries));
    return entries;
  }

  private static Set<VirtualServerName> names(Collection<VirtualServerSetup> servers) {
    Set<VirtualServerName> names = new HashSet<>();
    servers.forEach(server -> names.add(server.name()));
    return names;
  }

  private static List<Table.Entry> build(
      VirtualServerSetup server, List<DesiredDestination> health) {
    // A group may have 65,536 services, of few ports.
    Map<Integer, List<Destination>> byPort = new HashMap<>();
    List<Table.Entry> entries = new ArrayList<>();
    Map<Integer, StableRows> rows = new HashMap<>();
    for (VirtualService service : server.services()) {
      int port = VirtualServerSetup.port(service.id());
      Table.Entry entry =
          new Table.Entry(
              service, byPort.computeIfAbsent(port, each -> destinations(server, health, each)));
      entries.add(
          server.statelessFailover()
              ? entry.withRows(rows.computeIfAbsent(port, each -> rows(server, health, each)))
              : entry);
    }
    return List.copyOf(entries);
  }

  /**
   * By which weight each destination is known to scheduler mh, whoever thinks what of its health.
   * One that is configured with weight 0 has the fewest rows: that it never had another weight only
   * this director would know.
   */
  private static StableRows rows(
      VirtualServerSetup server, List<DesiredDestination> health, int port) {
    Map<DestinationId, Integer> shares = new HashMap<>();
    for (DesiredDestination desired : health) {
      DestinationId id = server.destinationId(desired.server(), port);
      shares.merge(id, Math.max(1, desired.share()), Math::max);
    }
    return new StableRows(shares);
  }

  /**
   * The destinations of services of a port. Real servers that differ in their port alone are one
   * destination where the port is left alone; it has the weight of the heaviest, so that it goes
   * when the last of them has gone.
   */
  private static List<Destination> destinations(
      VirtualServerSetup server, List<DesiredDestination> health, int port) {
    Map<DestinationId, Destination> destinations = new LinkedHashMap<>();
    for (DesiredDestination desired : health) {
      Destination destination = server.destination(desired.server(), desired.weight(), port);
      destinations.merge(
          destination.id(),
          destination,
          (one, other) -> one.weight() >= other.weight() ? one : other);
    }
    return List.copyOf(destinations.values());
  }
}

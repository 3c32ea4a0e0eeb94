// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.SyncDaemon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the kernel's IPVS has at the moment.
 *
 * @param buckets of the hash table of connections
 * @param table services and destinations
 * @param daemons those that synchronise connections
 * @param sample connections, or some of them where there are very many
 */
public record Balancer(
    long buckets, Snapshot table, List<SyncDaemon> daemons, List<Connection> sample) {
  public Balancer {
    daemons = List.copyOf(daemons);
    sample = List.copyOf(sample);
  }

  /** How many connections there are, those that end included. */
  public long connections() {
    return table.entries().stream()
        .flatMap(entry -> entry.destinations().stream())
        .mapToLong(each -> each.activeConnections() + each.inactiveConnections())
        .sum();
  }

  /** The destinations of a service; nothing where the table has no such service. */
  public Optional<List<DestinationStatus>> destinations(ServiceId service) {
    return entries(service::equals).stream().map(Snapshot.Entry::destinations).findFirst();
  }

  /**
   * The services that may take packets of clients for an address and a port: that of the port, else
   * that of every port of the address, and those of firewall marks, as nobody sees which packets a
   * rule marks.
   */
  public List<Snapshot.Entry> takers(ServiceId.Address wanted) {
    List<Snapshot.Entry> found = new ArrayList<>(entries(wanted::equals));
    if (found.isEmpty()) {
      ServiceId every = new ServiceId.Address(wanted.protocol(), wanted.address(), 0);
      found.addAll(entries(every::equals));
    }
    found.addAll(
        entries(id -> id instanceof ServiceId.FirewallMark && id.family() == wanted.family()));
    return List.copyOf(found);
  }

  private List<Snapshot.Entry> entries(Predicate<ServiceId> wanted) {
    return table.entries().stream().filter(entry -> wanted.test(entry.id())).toList();
  }
}

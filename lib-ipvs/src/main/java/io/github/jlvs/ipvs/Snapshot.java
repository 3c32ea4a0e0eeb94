// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * A whole table as the kernel reported it, counters included.
 *
 * @param entries the services in the kernel's order
 */
public record Snapshot(List<Entry> entries) {
  /**
   * One service with its destinations.
   *
   * @param service the service
   * @param destinations its destinations in the kernel's order
   */
  public record Entry(ServiceStatus service, List<DestinationStatus> destinations) {
    /** Keeps a copy of the list. */
    public Entry {
      Objects.requireNonNull(service, "service");
      destinations = List.copyOf(destinations);
    }

    /**
     * What makes the service unique.
     *
     * @return its identity
     */
    public ServiceId id() {
      return service.id();
    }
  }

  /** Keeps a copy of the list. */
  public Snapshot {
    entries = List.copyOf(entries);
  }

  /**
   * What is configured, without what was observed.
   *
   * @return the table
   */
  public Table table() {
    return new Table(
        entries.stream()
            .map(
                entry ->
                    new Table.Entry(
                        entry.service().service(),
                        entry.destinations().stream().map(DestinationStatus::destination).toList()))
            .toList());
  }

  /** Whether a destination would lose connections if it were removed now. */
  BiPredicate<ServiceId, Destination> busy() {
    Map<ServiceId, Set<DestinationId>> busy = new HashMap<>();
    for (Entry entry : entries) {
      for (DestinationStatus status : entry.destinations()) {
        if (status.activeConnections() + status.inactiveConnections() > 0) {
          busy.computeIfAbsent(entry.id(), id -> new HashSet<>()).add(status.id());
        }
      }
    }
    return (service, destination) ->
        busy.getOrDefault(service, Set.of()).contains(destination.id());
  }
}

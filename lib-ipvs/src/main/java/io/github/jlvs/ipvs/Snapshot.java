// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.List;
import java.util.Objects;

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
    /**
     * Keeps a copy of the list.
     *
     * @param service the service
     * @param destinations its destinations in the kernel's order
     */
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

  /**
   * Keeps a copy of the list.
   *
   * @param entries the services in the kernel's order
   */
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
}

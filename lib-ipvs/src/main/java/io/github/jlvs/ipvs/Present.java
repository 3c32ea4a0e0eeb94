// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.List;

/** What is there now, from a table or from an observed one, for {@link Difference}. */
record Present(List<Service> services) {
  /** A service. */
  record Service(VirtualService service, List<Server> servers) {}

  /** A destination, and whether it would lose connections if it went now. */
  record Server(Destination destination, boolean busy) {}

  static Present of(Table table) {
    List<Service> services = new ArrayList<>(table.entries().size());
    for (Table.Entry entry : table.entries()) {
      services.add(
          new Service(
              entry.service(),
              entry.destinations().stream()
                  .map(destination -> new Server(destination, destination.weight() != 0))
                  .toList()));
    }
    return new Present(services);
  }

  static Present of(Snapshot snapshot) {
    // In the table's order, so that plans read alike whatever order the kernel lists in.
    List<Snapshot.Entry> entries = new ArrayList<>(snapshot.entries());
    entries.sort((one, other) -> TableOrder.SERVICES.compare(one.id(), other.id()));
    List<Service> services = new ArrayList<>(entries.size());
    for (Snapshot.Entry entry : entries) {
      List<DestinationStatus> found = new ArrayList<>(entry.destinations());
      found.sort((one, other) -> TableOrder.DESTINATIONS.compare(one.id(), other.id()));
      services.add(
          new Service(
              entry.service().service(),
              found.stream()
                  .map(
                      status ->
                          new Server(
                              status.destination(),
                              status.activeConnections() + status.inactiveConnections() > 0))
                  .toList()));
    }
    return new Present(services);
  }
}

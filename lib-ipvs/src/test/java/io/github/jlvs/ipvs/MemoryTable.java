// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table that does what it is told, and fails the test where the kernel would refuse. */
final class MemoryTable {
  private final Map<ServiceId, VirtualService> services = new LinkedHashMap<>();
  private final Map<ServiceId, Map<DestinationId, Destination>> destinations =
      new LinkedHashMap<>();

  MemoryTable(Table table) {
    for (Table.Entry entry : table.entries()) {
      services.put(entry.id(), entry.service());
      Map<DestinationId, Destination> own = new LinkedHashMap<>();
      entry.destinations().forEach(destination -> own.put(destination.id(), destination));
      destinations.put(entry.id(), own);
    }
  }

  void apply(List<Operation> operations) {
    operations.forEach(this::apply);
  }

  void apply(Operation operation) {
    if (operation instanceof Operation.AddService add) {
      require(services.put(add.serviceId(), add.service()) == null, operation);
      destinations.put(add.serviceId(), new LinkedHashMap<>());
    } else if (operation instanceof Operation.EditService edit) {
      require(services.replace(edit.serviceId(), edit.service()) != null, operation);
    } else if (operation instanceof Operation.DeleteService delete) {
      require(services.remove(delete.serviceId()) != null, operation);
      require(destinations.remove(delete.serviceId()) != null, operation);
    } else if (operation instanceof Operation.OfDestination change) {
      Map<DestinationId, Destination> own = destinations.get(change.serviceId());
      if (own == null) {
        throw new AssertionError("no service for " + operation);
      }
      apply(own, change);
    } else {
      throw new AssertionError("not planned for: " + operation);
    }
  }

  private static void apply(
      Map<DestinationId, Destination> own, Operation.OfDestination operation) {
    if (operation instanceof Operation.AddDestination add) {
      require(own.put(add.destinationId(), add.destination()) == null, operation);
    } else if (operation instanceof Operation.EditDestination edit) {
      require(own.replace(edit.destinationId(), edit.destination()) != null, operation);
    } else {
      require(own.remove(operation.destinationId()) != null, operation);
    }
  }

  private static void require(boolean possible, Operation operation) {
    if (!possible) {
      throw new AssertionError("the kernel would refuse " + operation);
    }
  }

  Table table() {
    List<Table.Entry> entries = new ArrayList<>();
    services.forEach(
        (id, service) ->
            entries.add(
                new Table.Entry(
                    service, List.copyOf(destinations.getOrDefault(id, Map.of()).values()))));
    return new Table(entries);
  }
}

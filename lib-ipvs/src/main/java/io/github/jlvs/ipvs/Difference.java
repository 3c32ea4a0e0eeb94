// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the operations between two tables. Pure; in the order that {@link Plan} promises. */
final class Difference {
  private final Scope scope;
  private final List<Operation> growth = new ArrayList<>();
  private final List<Operation> destinationRemovals = new ArrayList<>();
  private final List<Operation> serviceRemovals = new ArrayList<>();
  private final List<Operation> postponed = new ArrayList<>();

  private Difference(Scope scope) {
    this.scope = scope;
  }

  static Plan plan(Table desired, Present actual, Scope scope) {
    Map<ServiceId, Present.Service> present = new LinkedHashMap<>();
    actual.services().forEach(found -> present.put(found.service().id(), found));
    Difference difference = new Difference(scope);
    for (Table.Entry wanted : desired.entries()) {
      Present.Service found = present.remove(wanted.id());
      if (found == null) {
        difference.create(wanted);
      } else {
        difference.change(wanted, found);
      }
    }
    for (Present.Service unwanted : present.values()) {
      if (scope.owned().test(unwanted.service().id())) {
        difference.remove(unwanted);
      }
    }
    return difference.plan();
  }

  private Plan plan() {
    List<Operation> operations = new ArrayList<>(growth);
    operations.addAll(destinationRemovals);
    operations.addAll(serviceRemovals);
    return operations.isEmpty() && postponed.isEmpty()
        ? Plan.EMPTY
        : new Plan(operations, postponed);
  }

  private void create(Table.Entry wanted) {
    growth.add(new Operation.AddService(wanted.service()));
    for (Destination destination : wanted.destinations()) {
      growth.add(new Operation.AddDestination(wanted.id(), destination));
    }
  }

  private void change(Table.Entry wanted, Present.Service found) {
    ServiceId id = wanted.id();
    Map<DestinationId, Present.Server> present = new HashMap<>();
    found.servers().forEach(server -> present.put(server.destination().id(), server));
    List<Operation> edits = new ArrayList<>();
    if (!wanted.service().equals(found.service())) {
      edits.add(new Operation.EditService(wanted.service()));
    }
    for (Destination destination : wanted.destinations()) {
      Present.Server server = present.remove(destination.id());
      if (server == null) {
        growth.add(new Operation.AddDestination(id, destination));
      } else if (!destination.equals(server.destination())) {
        edits.add(new Operation.EditDestination(id, destination));
      }
    }
    growth.addAll(edits);
    for (Present.Server server : found.servers()) {
      if (present.containsKey(server.destination().id())) {
        remove(id, server);
      }
    }
  }

  private void remove(ServiceId service, Present.Server server) {
    Destination destination = server.destination();
    Operation removal = new Operation.DeleteDestination(service, destination.id());
    if (scope.removal() == Scope.Removal.AT_ONCE || !server.busy()) {
      destinationRemovals.add(removal);
      return;
    }
    postponed.add(removal);
    if (destination.weight() != 0) {
      destinationRemovals.add(new Operation.EditDestination(service, destination.withWeight(0)));
    }
  }

  private void remove(Present.Service unwanted) {
    ServiceId id = unwanted.service().id();
    Operation removal = new Operation.DeleteService(id);
    if (scope.removal() == Scope.Removal.AT_ONCE
        || unwanted.servers().stream().noneMatch(Present.Server::busy)) {
      serviceRemovals.add(removal);
      return;
    }
    unwanted.servers().forEach(server -> remove(id, server));
    postponed.add(removal);
  }
}

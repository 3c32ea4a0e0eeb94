// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Finds the operations between two tables. Pure; in the order that {@link Plan} promises. */
final class TableDiff {
  private final Scope scope;
  private final BiPredicate<ServiceId, Destination> busy;
  private final List<Operation> growth = new ArrayList<>();
  private final List<Operation> destinationRemovals = new ArrayList<>();
  private final List<Operation> serviceRemovals = new ArrayList<>();
  private final List<Operation> postponed = new ArrayList<>();

  private TableDiff(Scope scope, BiPredicate<ServiceId, Destination> busy) {
    this.scope = scope;
    this.busy = busy;
  }

  /**
   * Plans.
   *
   * @param busy whether a destination of the actual table would lose connections if it went now
   */
  static Plan plan(
      Table desired, Table actual, BiPredicate<ServiceId, Destination> busy, Scope scope) {
    Map<ServiceId, Table.Entry> unwanted = new LinkedHashMap<>();
    actual.entries().forEach(found -> unwanted.put(found.id(), found));
    TableDiff diff = new TableDiff(scope, busy);
    for (Table.Entry wanted : desired.entries()) {
      Table.Entry found = unwanted.remove(wanted.id());
      if (found == null) {
        diff.create(wanted);
      } else {
        diff.change(wanted, found);
      }
    }
    for (Table.Entry entry : unwanted.values()) {
      if (scope.owned().test(entry.id())) {
        diff.remove(entry);
      }
    }
    return diff.plan();
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

  private void change(Table.Entry wanted, Table.Entry found) {
    ServiceId id = wanted.id();
    Map<DestinationId, Destination> unwanted = new LinkedHashMap<>();
    found.destinations().forEach(destination -> unwanted.put(destination.id(), destination));
    List<Operation> edits = new ArrayList<>();
    if (!wanted.service().equals(found.service())) {
      edits.add(new Operation.EditService(wanted.service()));
    }
    for (Destination destination : wanted.destinations()) {
      Destination before = unwanted.remove(destination.id());
      if (before == null) {
        growth.add(new Operation.AddDestination(id, destination));
      } else if (!destination.equals(before)) {
        edits.add(new Operation.EditDestination(id, destination));
      }
    }
    growth.addAll(edits);
    unwanted.values().forEach(destination -> remove(id, destination));
  }

  private void remove(ServiceId service, Destination destination) {
    Operation removal = new Operation.DeleteDestination(service, destination.id());
    if (isRemovable(service, destination)) {
      destinationRemovals.add(removal);
      return;
    }
    postponed.add(removal);
    if (destination.weight() != 0) {
      destinationRemovals.add(new Operation.EditDestination(service, destination.withWeight(0)));
    }
  }

  private void remove(Table.Entry unwanted) {
    ServiceId id = unwanted.id();
    Operation removal = new Operation.DeleteService(id);
    if (unwanted.destinations().stream().allMatch(destination -> isRemovable(id, destination))) {
      serviceRemovals.add(removal);
      return;
    }
    unwanted.destinations().forEach(destination -> remove(id, destination));
    postponed.add(removal);
  }

  private boolean isRemovable(ServiceId service, Destination destination) {
    return scope.removal() == Scope.Removal.AT_ONCE || !busy.test(service, destination);
  }
}

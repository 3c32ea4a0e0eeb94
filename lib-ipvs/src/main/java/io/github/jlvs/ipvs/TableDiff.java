// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Finds the operations between two tables. Pure; in the order that {@link Plan} promises. */
final class TableDiff {
  private final Scope scope;
  private final BiPredicate<ServiceId, Destination> busy;
  private final LastWeights lastWeights;
  private final List<Operation> growth = new ArrayList<>();
  private final List<Operation> destinationRemovals = new ArrayList<>();
  private final List<Operation> serviceRemovals = new ArrayList<>();
  private final List<Operation> postponed = new ArrayList<>();

  /** A service as it is, with its destinations by identity, the oldest first. */
  record Found(VirtualService service, Map<DestinationId, Destination> destinations) {
    /** Of a table, which tells nothing of an order: it is taken to be the right one. */
    static Found of(Table.Entry entry) {
      return new Found(entry.service(), byId(entry.destinations()));
    }

    /** As the kernel lists it. */
    static Found of(Snapshot.Entry entry) {
      List<Destination> oldestFirst = new ArrayList<>();
      entry.destinations().forEach(status -> oldestFirst.add(status.destination()));
      Collections.reverse(oldestFirst);
      return new Found(entry.service().service(), byId(oldestFirst));
    }

    private static Map<DestinationId, Destination> byId(List<Destination> destinations) {
      Map<DestinationId, Destination> all = new LinkedHashMap<>();
      destinations.forEach(destination -> all.put(destination.id(), destination));
      return all;
    }
  }

  private TableDiff(
      Scope scope, BiPredicate<ServiceId, Destination> busy, LastWeights lastWeights) {
    this.scope = scope;
    this.busy = busy;
    this.lastWeights = lastWeights;
  }

  /**
   * Plans.
   *
   * @param actual what there is
   * @param busy whether a destination of the actual table would lose connections if it went now
   * @param lastWeights what is known of them
   */
  static Plan plan(
      Table desired,
      List<Found> actual,
      BiPredicate<ServiceId, Destination> busy,
      Scope scope,
      LastWeights lastWeights) {
    Map<ServiceId, Found> unwanted = new TreeMap<>(TableOrder.SERVICES);
    actual.forEach(found -> unwanted.put(found.service().id(), found));
    TableDiff diff = new TableDiff(scope, busy, lastWeights);
    for (Table.Entry wanted : desired.entries()) {
      Found found = unwanted.remove(wanted.id());
      if (found == null) {
        diff.create(wanted);
      } else {
        diff.change(wanted, found);
      }
    }
    for (Found entry : unwanted.values()) {
      if (scope.owned().test(entry.service().id())) {
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
    grow(wanted, Map.of(), List.of());
  }

  private void change(Table.Entry wanted, Found found) {
    boolean same = wanted.service().equals(found.service());
    grow(
        wanted,
        found.destinations(),
        same ? List.of() : List.of(new Operation.EditService(wanted.service())));
    Map<DestinationId, Destination> unwanted = new TreeMap<>(TableOrder.DESTINATIONS);
    unwanted.putAll(found.destinations());
    wanted.destinations().forEach(destination -> unwanted.remove(destination.id()));
    unwanted.values().forEach(destination -> remove(wanted.id(), destination));
  }

  /** What is added comes before the change of the service, and what is changed behind it. */
  private void grow(
      Table.Entry wanted, Map<DestinationId, Destination> found, List<Operation> changeOfService) {
    List<Operation> edits = new ArrayList<>(changeOfService);
    if (wanted.rows().isPresent()) {
      growth.addAll(OrderedDiff.of(wanted, wanted.rows().get(), found, lastWeights));
    } else {
      for (Destination destination : wanted.destinations()) {
        Destination before = found.get(destination.id());
        if (before == null) {
          growth.add(new Operation.AddDestination(wanted.id(), destination));
        } else if (!destination.equals(before)) {
          edits.add(new Operation.EditDestination(wanted.id(), destination));
        }
      }
    }
    growth.addAll(edits);
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

  private void remove(Found unwanted) {
    ServiceId id = unwanted.service().id();
    Map<DestinationId, Destination> destinations = new TreeMap<>(TableOrder.DESTINATIONS);
    destinations.putAll(unwanted.destinations());
    Operation removal = new Operation.DeleteService(id);
    if (destinations.values().stream().allMatch(destination -> isRemovable(id, destination))) {
      serviceRemovals.add(removal);
      return;
    }
    destinations.values().forEach(destination -> remove(id, destination));
    postponed.add(removal);
  }

  private boolean isRemovable(ServiceId service, Destination destination) {
    return scope.removal() == Scope.Removal.AT_ONCE || !busy.test(service, destination);
  }
}

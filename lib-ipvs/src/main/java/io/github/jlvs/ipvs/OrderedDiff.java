// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the operations on the wanted destinations of a service with {@link StableRows}. A new
 * destination comes to the head of the kernel's list, and there is no other way to move one: who is
 * added before another stands behind it for good. So the destinations that can stay are a beginning
 * of the wanted ones, found in that order; all after these are added, one after another, and each
 * is away for the moment between two operations of a batch. Pure.
 */
final class OrderedDiff {
  private final Table.Entry wanted;
  private final StableRows rows;
  private final Map<DestinationId, Destination> found;
  private final LastWeights known;
  private final List<Operation> operations = new ArrayList<>();

  private OrderedDiff(
      Table.Entry wanted,
      StableRows rows,
      Map<DestinationId, Destination> found,
      LastWeights known) {
    this.wanted = wanted;
    this.rows = rows;
    this.found = found;
    this.known = known;
  }

  /**
   * The operations.
   *
   * @param found its destinations, the oldest first
   */
  static List<Operation> of(
      Table.Entry wanted,
      StableRows rows,
      Map<DestinationId, Destination> found,
      LastWeights known) {
    OrderedDiff diff = new OrderedDiff(wanted, rows, found, known);
    int stay = diff.staying();
    for (int i = 0; i < wanted.destinations().size(); i++) {
      Destination destination = wanted.destinations().get(i);
      if (i < stay) {
        diff.keep(destination);
      } else {
        diff.add(destination);
      }
    }
    return diff.operations;
  }

  private int staying() {
    List<Destination> all = wanted.destinations();
    int stay = 0;
    for (DestinationId id : found.keySet()) {
      if (stay < all.size() && all.get(stay).id().equals(id)) {
        stay++;
      }
    }
    return stay;
  }

  private void keep(Destination destination) {
    Destination before = found.getOrDefault(destination.id(), destination);
    int last = before.weight() > 0 ? before.weight() : known.of(wanted.id(), destination.id());
    int rightly = rows.lastWeight(destination);
    if (destination.weight() == 0 && rightly != 0 && rightly != last) {
      edit(destination.withWeight(rightly));
      edit(destination);
    } else if (!destination.equals(before)) {
      edit(destination);
    }
  }

  private void add(Destination destination) {
    Destination before = found.get(destination.id());
    int last = rows.lastWeight(destination);
    if (before != null) {
      operations.add(new Operation.DeleteDestination(wanted.id(), destination.id()));
      if (last == 0) {
        last = Math.max(before.weight(), known.of(wanted.id(), destination.id()));
      }
    }
    operations.add(new Operation.AddDestination(wanted.id(), destination.withWeight(last)));
    if (last != destination.weight()) {
      edit(destination);
    }
  }

  private void edit(Destination destination) {
    operations.add(new Operation.EditDestination(wanted.id(), destination));
  }
}

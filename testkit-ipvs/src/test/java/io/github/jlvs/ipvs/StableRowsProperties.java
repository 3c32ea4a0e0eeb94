// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A service with stable rows through any sequence of changes: after each of them the kernel has
 * what one has that was told of the last alone, in the same order and with the same last weights.
 */
class StableRowsProperties {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);
  private static final VirtualService SERVICE = VirtualService.of(WEB, "mh");
  private static final int SERVERS = 7;

  /** What is wanted next, and what else happens before. */
  private record Step(Table.Entry wanted, Before before) {}

  private enum Before {
    NOTHING,
    RESTART,
    ANOTHER_REMOVES_ONE,
    ANOTHER_MOVES_ONE,
    ANOTHER_CHANGES_A_WEIGHT
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(wanted(), Arbitraries.of(Before.class))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  /** Each server is wanted or not, has a weight of 0 to 3, and rows by a weight of 1 to 3. */
  private static Arbitrary<Table.Entry> wanted() {
    return Arbitraries.integers()
        .between(0, 3)
        .list()
        .ofSize(3 * SERVERS)
        .map(
            numbers -> {
              List<Destination> destinations = new ArrayList<>();
              Map<DestinationId, Integer> rows = new HashMap<>();
              for (int i = 0; i < SERVERS; i++) {
                DestinationId id = DestinationId.of("10.0.0." + (i + 1), 80);
                if (numbers.get(3 * i) > 0) {
                  destinations.add(
                      Destination.of(id, Forwarding.DIRECT_ROUTE, numbers.get(3 * i + 1)));
                  rows.put(id, Math.max(1, numbers.get(3 * i + 2)));
                }
              }
              return new Table.Entry(SERVICE, destinations).withRows(new StableRows(rows));
            });
  }

  @Property(tries = 300)
  void the_list_is_always_that_of_a_fresh_start(@ForAll("steps") List<Step> steps) {
    FakeIpvsKernel kernel = new FakeIpvsKernel();
    try (Ipvs ipvs = kernel.open();
        Ipvs other = kernel.open()) {
      LastWeights known = new LastWeights();
      for (Step step : steps) {
        known = step.before == Before.RESTART ? new LastWeights() : known;
        interfere(other, step.before);
        Table table = Table.of(step.wanted);
        List<DestinationId> listed = list(other);

        Reconciliation done = ipvs.reconcile(table, Scope.everything(), known);

        assertThat(done.isComplete()).isTrue();
        assertThat(done.rounds()).hasSize(1);
        assertThat(list(ipvs)).isEqualTo(freshList(step.wanted));
        for (Destination destination : step.wanted.destinations()) {
          assertThat(kernel.lastWeight(WEB, destination.id()))
              .isEqualTo(step.wanted.rows().orElseThrow().lastWeight(destination));
        }
        assertFewest(step.wanted, listed, done.last().plan().operations());
        assertOneAtATime(listed, step.wanted, done.last().plan().operations());
        assertThat(ipvs.reconcile(table, Scope.everything(), known).changes()).isZero();
      }
    }
  }

  private static void interfere(Ipvs other, Before what) {
    if (other.service(WEB).isEmpty() || other.destinations(WEB).isEmpty()) {
      return;
    }
    List<DestinationStatus> all = other.destinations(WEB);
    Destination victim = all.get(all.size() / 2).destination();
    switch (what) {
      case ANOTHER_REMOVES_ONE -> other.delete(WEB, victim.id());
      case ANOTHER_MOVES_ONE -> {
        other.delete(WEB, victim.id());
        other.add(WEB, victim.withWeight(5));
      }
      case ANOTHER_CHANGES_A_WEIGHT -> other.edit(WEB, victim.withWeight(9));
      case NOTHING, RESTART -> {
        // Nobody else is there.
      }
    }
  }

  private static List<DestinationId> list(Ipvs ipvs) {
    return ipvs.service(WEB).isEmpty()
        ? List.of()
        : ipvs.destinations(WEB).stream().map(DestinationStatus::id).toList();
  }

  private static List<DestinationId> freshList(Table.Entry wanted) {
    FakeIpvsKernel fresh = new FakeIpvsKernel();
    try (Ipvs ipvs = fresh.open()) {
      ipvs.reconcile(Table.of(wanted));
      return list(ipvs);
    }
  }

  /**
   * Whoever is added again has behind it only those that stay: no longer beginning of the wanted
   * ones stands in the list in the right order.
   */
  private static void assertFewest(
      Table.Entry wanted, List<DestinationId> newestFirst, List<Operation> operations) {
    List<DestinationId> oldestFirst = new ArrayList<>(newestFirst);
    Collections.reverse(oldestFirst);
    List<DestinationId> ids = wanted.destinations().stream().map(Destination::id).toList();
    int stay = ids.size();
    while (!inThatOrder(ids.subList(0, stay), oldestFirst)) {
      stay--;
    }
    assertThat(operations.stream().filter(Operation.AddDestination.class::isInstance))
        .hasSize(ids.size() - stay);
    long edits = operations.stream().filter(Operation.EditDestination.class::isInstance).count();
    assertThat(edits).isLessThanOrEqualTo(2L * ids.size());
  }

  private static boolean inThatOrder(List<DestinationId> some, List<DestinationId> all) {
    List<DestinationId> found = new ArrayList<>(all);
    found.retainAll(some);
    return found.equals(some);
  }

  /** Of those that were there and are wanted never more than one is away. */
  private static void assertOneAtATime(
      List<DestinationId> before, Table.Entry wanted, List<Operation> operations) {
    Set<DestinationId> should = new HashSet<>(before);
    should.retainAll(wanted.destinations().stream().map(Destination::id).toList());
    Set<DestinationId> away = new HashSet<>();
    for (Operation operation : operations) {
      if (operation instanceof Operation.DeleteDestination delete) {
        away.add(delete.destinationId());
      } else if (operation instanceof Operation.AddDestination add) {
        away.remove(add.destinationId());
      }
      away.retainAll(should);
      assertThat(away).hasSizeLessThanOrEqualTo(1);
    }
    assertThat(away).isEmpty();
  }
}

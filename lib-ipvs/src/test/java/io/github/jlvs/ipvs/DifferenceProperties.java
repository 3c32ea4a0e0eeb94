// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.given.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** What every plan promises, over pairs of tables that have much in common. */
@Domain(Given.class)
class DifferenceProperties {
  @Property
  void a_plan_makes_the_desired_table_of_the_actual_one(
      @ForAll Table desired, @ForAll Table actual) {
    TableEditor memory = TableEditor.of(actual);
    carryOut(memory, desired.diff(actual).operations());

    assertThat(memory.table()).isEqualTo(desired);
  }

  @Property
  void between_equal_tables_there_is_nothing_to_do(@ForAll Table table) {
    assertThat(table.diff(table)).isEqualTo(Plan.EMPTY);
    assertThat(table.diff(Given.observed(table), Scope.everything().draining()))
        .isEqualTo(Plan.EMPTY);
  }

  /** An operation changes one thing: there can be no fewer than things that differ. */
  @Property
  void a_plan_has_one_operation_a_difference(@ForAll Table desired, @ForAll Table actual) {
    assertThat(desired.diff(actual).operations()).hasSize(differences(desired, actual));
  }

  private static int differences(Table desired, Table actual) {
    int count = 0;
    for (Table.Entry wanted : desired.entries()) {
      Table.Entry found = actual.find(wanted.id()).orElse(null);
      if (found == null) {
        count += 1 + wanted.destinations().size();
        continue;
      }
      count += wanted.service().equals(found.service()) ? 0 : 1;
      Set<DestinationId> all = new HashSet<>();
      Stream.concat(wanted.destinations().stream(), found.destinations().stream())
          .forEach(destination -> all.add(destination.id()));
      for (DestinationId id : all) {
        count += wanted.find(id).equals(found.find(id)) ? 0 : 1;
      }
    }
    for (Table.Entry found : actual.entries()) {
      count += desired.find(found.id()).isPresent() ? 0 : 1;
    }
    return count;
  }

  @Property
  void nothing_is_removed_before_everything_is_added_and_changed(
      @ForAll Table desired, @ForAll Table actual) {
    List<Integer> ranks =
        desired.diff(actual).operations().stream().map(DifferenceProperties::rank).toList();

    assertThat(ranks).isSorted();
  }

  private static int rank(Operation operation) {
    if (operation instanceof Operation.DeleteService) {
      return 2;
    }
    return operation instanceof Operation.DeleteDestination ? 1 : 0;
  }

  @Property
  void a_service_that_is_not_owned_keeps_everything(
      @ForAll Table desired, @ForAll Table actual, @ForAll ServiceId owned) {
    Plan plan = desired.diff(actual, Scope.only(Set.of(owned)));

    Set<ServiceId> touchable = new HashSet<>(desired.serviceIds());
    touchable.add(owned);
    assertThat(plan.operations())
        .allSatisfy(
            operation -> assertThat(((Operation.OfService) operation).serviceId()).isIn(touchable));
  }

  @Property
  void a_drained_destination_is_removed_only_without_connections(
      @ForAll Table desired, @ForAll Snapshot actual) {
    Plan plan = desired.diff(actual, Scope.everything().draining());
    TableEditor memory = TableEditor.of(actual.table());
    carryOut(memory, plan.operations());
    Table after = memory.table();

    for (Snapshot.Entry entry : actual.entries()) {
      for (DestinationStatus status : entry.destinations()) {
        boolean wanted = Given.in(desired, entry.id(), status.id()).isPresent();
        if (!wanted && status.activeConnections() > 0) {
          assertThat(Given.in(after, entry.id(), status.id()))
              .hasValueSatisfying(left -> assertThat(left.weight()).isZero());
          assertThat(plan.postponed())
              .contains(new Operation.DeleteDestination(entry.id(), status.id()));
        }
      }
    }
  }

  @Property
  void draining_ends_in_the_desired_table_when_connections_end(
      @ForAll Table desired, @ForAll Snapshot actual) {
    TableEditor memory = TableEditor.of(actual.table());
    Scope draining = Scope.everything().draining();
    carryOut(memory, desired.diff(actual, draining).operations());
    carryOut(memory, desired.diff(Given.observed(memory.table()), draining).operations());

    assertThat(memory.table()).isEqualTo(desired);
  }

  @Property
  void draining_twice_changes_nothing_while_connections_last(
      @ForAll Table desired, @ForAll Snapshot actual) {
    Scope draining = Scope.everything().draining();
    Plan first = desired.diff(actual, draining);
    TableEditor memory = TableEditor.of(actual.table());
    carryOut(memory, first.operations());
    Snapshot same =
        new Snapshot(
            memory.table().entries().stream()
                .map(
                    entry ->
                        new Snapshot.Entry(
                            new ServiceStatus(entry.service(), Statistics.ZERO, Rates.ZERO),
                            entry.destinations().stream()
                                .map(
                                    each ->
                                        Given.observed(each, connections(actual, entry.id(), each)))
                                .toList()))
                .toList());
    Plan second = desired.diff(same, draining);

    assertThat(second.operations()).isEmpty();
    assertThat(second.postponed()).isEqualTo(first.postponed());
  }

  private static long connections(Snapshot snapshot, ServiceId service, Destination destination) {
    return snapshot.entries().stream()
        .filter(entry -> entry.id().equals(service))
        .flatMap(entry -> entry.destinations().stream())
        .filter(status -> status.id().equals(destination.id()))
        .mapToLong(DestinationStatus::activeConnections)
        .findFirst()
        .orElse(0);
  }

  @Property
  void the_order_in_which_a_table_is_given_does_not_matter(@ForAll Table table) {
    List<Table.Entry> backwards = new java.util.ArrayList<>(table.entries());
    java.util.Collections.reverse(backwards);

    assertThat(new Table(backwards)).isEqualTo(table);
  }

  /** No operation of a plan is one that the kernel would refuse. */
  private static void carryOut(TableEditor table, List<Operation> operations) {
    for (Operation operation : operations) {
      assertThat(table.apply(operation)).as(operation.toString()).isEmpty();
    }
  }
}

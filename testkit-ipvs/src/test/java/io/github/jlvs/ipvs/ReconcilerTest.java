// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reconciling while another writer changes the same table between reading and writing. */
class ReconcilerTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);
  private static final VirtualService SERVICE = VirtualService.of(WEB, "wlc");
  private static final Destination ONE =
      Destination.of(DestinationId.of("10.0.0.1", 80), Forwarding.DIRECT_ROUTE, 1);
  private static final Destination TWO =
      Destination.of(DestinationId.of("10.0.0.2", 80), Forwarding.DIRECT_ROUTE, 1);
  private static final Table DESIRED = Table.of(Table.Entry.of(SERVICE, ONE, TWO));

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final Ipvs ipvs = kernel.open();
  private final Ipvs other = kernel.open();
  private int reads;

  @AfterEach
  void close() {
    ipvs.close();
    other.close();
  }

  /** A reconciler between whose reading and writing the other writer is at work. */
  private Reconciliation reconcile(Table desired, Runnable interference) {
    return new Reconciler(
            () -> {
              reads++;
              Snapshot snapshot = ipvs.snapshot();
              interference.run();
              return snapshot;
            },
            ipvs::apply,
            new LastWeights())
        .run(desired, Scope.everything());
  }

  @Test
  void an_empty_table_is_filled_in_one_round_and_a_second_time_nothing_changes() {
    Reconciliation first = ipvs.reconcile(DESIRED);
    Reconciliation second = ipvs.reconcile(DESIRED);

    assertThat(first.isComplete()).isTrue();
    assertThat(first.changes()).isEqualTo(3);
    assertThat(first.rounds()).hasSize(1);
    assertThat(second.changes()).isZero();
    assertThat(second.last().plan()).isEqualTo(Plan.EMPTY);
    assertThat(ipvs.snapshot().table()).isEqualTo(DESIRED);
  }

  @Test
  void a_service_that_another_writer_adds_meanwhile_is_adopted() {
    Reconciliation result =
        reconcile(
            DESIRED,
            () -> {
              if (reads == 1) {
                other.add(SERVICE.withScheduler("rr"));
              }
            });

    assertThat(result.isComplete()).isTrue();
    assertThat(result.rounds()).hasSize(2);
    assertThat(ipvs.snapshot().table()).isEqualTo(DESIRED);
  }

  @Test
  void a_destination_that_another_writer_removes_meanwhile_is_added_again() {
    ipvs.reconcile(DESIRED);
    Table heavier = Table.of(Table.Entry.of(SERVICE, ONE.withWeight(9), TWO));

    Reconciliation result =
        reconcile(
            heavier,
            () -> {
              if (reads == 1) {
                other.delete(WEB, ONE.id());
              }
            });

    assertThat(result.isComplete()).isTrue();
    assertThat(ipvs.snapshot().table()).isEqualTo(heavier);
  }

  @Test
  void a_service_that_another_writer_removes_meanwhile_is_added_again() {
    ipvs.reconcile(DESIRED);
    Table heavier = Table.of(Table.Entry.of(SERVICE, ONE.withWeight(9), TWO));

    Reconciliation result =
        reconcile(
            heavier,
            () -> {
              if (reads == 1) {
                other.flush();
              }
            });

    assertThat(result.isComplete()).isTrue();
    assertThat(ipvs.snapshot().table()).isEqualTo(heavier);
  }

  @Test
  void a_writer_that_never_rests_ends_it_after_three_further_reads() {
    Reconciliation result =
        new Reconciler(
                () -> {
                  reads++;
                  Snapshot snapshot = ipvs.snapshot();
                  other.add(SERVICE);
                  return snapshot;
                },
                operations -> {
                  List<Outcome> outcomes = ipvs.apply(operations);
                  other.flush();
                  return outcomes;
                },
                new LastWeights())
            .run(DESIRED, Scope.everything());

    assertThat(reads).isEqualTo(4);
    assertThat(result.rounds()).hasSize(4);
    assertThat(result.isComplete()).isFalse();
    assertThat(result.failures().get(0).operation()).isEqualTo(new Operation.AddService(SERVICE));
  }

  @Test
  void a_refusal_that_would_come_again_is_told_at_once_with_all_that_hangs_on_it() {
    Table impossible =
        Table.of(
            Table.Entry.of(SERVICE.withScheduler("nosuch"), ONE, TWO),
            Table.Entry.of(VirtualService.of(ServiceId.mark(1), "rr")));

    Reconciliation result = ipvs.reconcile(impossible);

    assertThat(result.rounds()).hasSize(1);
    assertThat(result.failures()).hasSize(3);
    assertThat(result.failures().get(0))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.cause().errno()).isEqualTo(Errno.ENOENT);
              assertThat(refused.cause()).hasMessageContaining("no scheduler \"nosuch\"");
            });
    assertThat(ipvs.service(ServiceId.mark(1))).isPresent();
    assertThat(result.toString()).contains("# failed: -A -t 10.0.0.100:80 -s nosuch: ");
  }

  @Test
  void a_refused_address_does_not_stop_the_others_and_is_not_tried_again() {
    Destination multicast =
        Destination.of(DestinationId.of("224.0.0.1", 80), Forwarding.DIRECT_ROUTE, 1);
    Table desired = Table.of(Table.Entry.of(SERVICE, ONE, multicast, TWO));

    Reconciliation result = ipvs.reconcile(desired);

    assertThat(result.rounds()).hasSize(1);
    assertThat(result.failures()).hasSize(1);
    assertThat(ipvs.snapshot().table()).isEqualTo(DESIRED);
  }

  @Test
  void lost_answers_are_made_up_for_by_reading_again() {
    FakeKernel connection = kernel.connect().withReceiveBuffer(3);
    Table bad =
        Table.of(Table.Entry.of(SERVICE, ONE, TWO, bad(1), bad(2), bad(3), bad(4), bad(5), bad(6)));
    try (Ipvs tight = FakeIpvsKernel.open(connection)) {
      Reconciliation result = tight.reconcile(bad);

      assertThat(result.rounds()).hasSizeGreaterThan(1);
      assertThat(result.isComplete()).isFalse();
    }
    assertThat(ipvs.snapshot().table()).isEqualTo(DESIRED);
  }

  private static Destination bad(int last) {
    return Destination.of(DestinationId.of("224.0.0." + last, 80), Forwarding.DIRECT_ROUTE, 1);
  }

  @Test
  void another_writers_services_survive_a_scope_without_them() {
    other.add(VirtualService.of(ServiceId.mark(9), "rr"));

    ipvs.reconcile(DESIRED, Scope.only(DESIRED.serviceIds()));
    ipvs.reconcile(Table.EMPTY, Scope.only(DESIRED.serviceIds()));

    assertThat(ipvs.snapshot().table().serviceIds()).containsExactly(ServiceId.mark(9));
  }

  @Test
  void a_table_that_is_as_wanted_is_read_and_never_written() {
    ipvs.reconcile(DESIRED);
    FakeKernel connection = kernel.connect();
    try (Ipvs watched = FakeIpvsKernel.open(connection)) {
      watched.reconcile(DESIRED);
    }

    assertThat(connection.requests().stream().filter(request -> !request.isDump()))
        .hasSize(1); // the look-up of the family
  }

  @Test
  void some_services_are_brought_to_what_is_wanted_and_no_other_is_read() {
    ipvs.reconcile(DESIRED);
    other.add(VirtualService.of(ServiceId.mark(9), "rr"));
    ServiceId missing = ServiceId.tcp("10.0.0.101", 80);
    Table some =
        Table.of(
            Table.Entry.of(SERVICE.withScheduler("rr"), TWO.withWeight(3)),
            Table.Entry.of(VirtualService.of(missing, "rr")));
    FakeKernel connection = kernel.connect();
    try (Ipvs watched = FakeIpvsKernel.open(connection)) {
      int before = connection.requests().size();
      assertThat(watched.reconcileOnly(some).changes()).isEqualTo(4);
      // Two services and the destinations of that which is there, then four changes.
      assertThat(connection.requests().size() - before).isEqualTo(7);
      assertThat(watched.reconcileOnly(some).changes()).isZero();
    }

    assertThat(ipvs.snapshot().table().serviceIds())
        .containsExactlyInAnyOrder(WEB, missing, ServiceId.mark(9));
    assertThat(ipvs.snapshot(some.serviceIds()).table()).isEqualTo(some);
  }

  @Test
  void a_drained_server_goes_when_its_connections_are_gone() {
    ipvs.reconcile(DESIRED);
    kernel.connections(WEB, ONE.id(), 3, 0, 0);
    Table without = Table.of(Table.Entry.of(SERVICE, TWO));
    Scope draining = Scope.everything().draining();

    Reconciliation first = ipvs.reconcile(without, draining);
    assertThat(first.last().plan().postponed())
        .isEqualTo(List.of(new Operation.DeleteDestination(WEB, ONE.id())));
    assertThat(ipvs.destinations(WEB))
        .anySatisfy(status -> assertThat(status.destination()).isEqualTo(ONE.withWeight(0)));
    assertThat(ipvs.reconcile(without, draining).changes()).isZero();

    kernel.connections(WEB, ONE.id(), 0, 0, 0);
    ipvs.reconcile(without, draining);
    assertThat(ipvs.snapshot().table()).isEqualTo(without);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Snapshot;
import io.github.jlvs.ipvs.StableRows;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.lvs.Draining.Leaving;
import io.github.jlvs.jkeepalived.lvs.Draining.News;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainingTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);
  private static final ServiceId DNS = ServiceId.udp("10.0.0.1", 53);
  private static final Destination OLD =
      Destination.of(DestinationId.of("10.0.1.1", 80), Forwarding.MASQUERADE, 7);
  private static final Destination NEW =
      Destination.of(DestinationId.of("10.0.1.2", 80), Forwarding.MASQUERADE, 5);
  private static final Leaving LEAVING = leaving(WEB);
  private static final Draining.Staying STAYING =
      new Draining.Staying(
          Set.of(new Draining.Place(WEB, OLD.id())), "[10.0.1.1]:tcp:80", "[10.0.0.1]:tcp:80");
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Where it began: a clock may be anywhere, and run over. */
  private static final long BEGIN = Long.MAX_VALUE - SECOND;

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final Ipvs ipvs = kernel.open();
  private final Draining draining = new Draining();

  @AfterEach
  void close() {
    ipvs.close();
  }

  @Test
  void it_stays_with_weight_0_beside_those_that_are_wanted_until_no_connection_is_left() {
    begin(WEB);
    assertThat(draining.with(entry(WEB, NEW)).destinations())
        .containsExactly(OLD.withWeight(0), NEW);
    assertThat(draining.with(entry(DNS, NEW))).isEqualTo(entry(DNS, NEW));

    assertThat(draining.look(found(WEB, 3, 9), true, BEGIN + SECOND)).isEmpty();
    assertThat(draining.services()).containsExactly(WEB);
    assertThat(draining.look(found(WEB, 0, 9), true, BEGIN + 2 * SECOND)).containsExactly(WEB);

    assertThat(draining.services()).isEmpty();
    assertThat(draining.with(entry(WEB, NEW))).isEqualTo(entry(WEB, NEW));
    assertThat(draining.takeNews())
        .containsExactly(new News.Began(LEAVING, false), new News.Drained(LEAVING));
    assertThat(draining.takeNews()).isEmpty();
  }

  @Test
  void the_rows_of_those_that_are_wanted_are_as_they_should_be_meanwhile() {
    begin(WEB);
    StableRows rows = new StableRows(Map.of(NEW.id(), 5));

    Table.Entry entry = draining.with(entry(WEB, NEW).withRows(rows));

    assertThat(entry.rows()).contains(rows);
    assertThat(entry.destinations()).containsExactly(OLD.withWeight(0), NEW);
  }

  @Test
  void after_its_limit_it_goes_with_its_connections() {
    begin(WEB);
    assertThat(draining.look(found(WEB, 3, 0), true, BEGIN + 30 * SECOND - 1)).isEmpty();
    assertThat(draining.look(found(WEB, 3, 0), true, BEGIN + 30 * SECOND)).containsExactly(WEB);

    assertThat(draining.takeNews())
        .containsExactly(new News.Began(LEAVING, false), new News.LimitReached(LEAVING, 3));
  }

  @Test
  void the_kernel_calls_no_connection_of_udp_active_so_there_all_count() {
    begin(DNS);
    assertThat(draining.look(found(DNS, 0, 2), true, BEGIN)).isEmpty();
    assertThat(draining.look(found(DNS, 0, 0), true, BEGIN)).containsExactly(DNS);
  }

  @Test
  void wanted_again_it_drains_no_more() {
    begin(WEB);
    draining.wanted(entry(WEB, OLD));
    assertThat(draining.with(entry(WEB, OLD, NEW))).isEqualTo(entry(WEB, OLD, NEW));

    begin(WEB);
    draining.replaced(Table.of(entry(WEB, OLD, NEW)), List.of(), BEGIN);
    assertThat(draining.services()).isEmpty();
    assertThat(draining.takeNews())
        .containsExactly(
            new News.Began(LEAVING, false),
            new News.Returned(LEAVING),
            new News.Began(LEAVING, false),
            new News.Returned(LEAVING));
  }

  @Test
  void a_further_reload_gives_it_no_more_time() {
    begin(WEB);
    draining.replaced(Table.of(entry(WEB)), List.of(), BEGIN + 29 * SECOND);

    assertThat(draining.look(found(WEB, 3, 0), true, BEGIN + 30 * SECOND)).containsExactly(WEB);
  }

  @Test
  void it_goes_with_its_virtual_server_and_when_somebody_has_removed_it() {
    begin(WEB);
    draining.replaced(Table.EMPTY, List.of(), BEGIN);
    assertThat(draining.services()).isEmpty();

    begin(WEB);
    assertThat(draining.look(new Snapshot(List.of()), true, BEGIN)).containsExactly(WEB);

    assertThat(draining.takeNews())
        .containsExactly(
            new News.Began(LEAVING, false),
            new News.Gone(LEAVING),
            new News.Began(LEAVING, false),
            new News.Gone(LEAVING));
  }

  @Test
  void of_a_virtual_server_that_goes_or_while_it_stays_nothing_drains() {
    draining.replaced(Table.EMPTY, List.of(LEAVING), BEGIN);
    draining.replaced(Table.of(entry(WEB, OLD)), List.of(LEAVING), BEGIN);

    assertThat(draining.services()).isEmpty();
    assertThat(draining.takeNews()).isEmpty();
  }

  @Test
  void of_a_persistent_service_that_is_told() {
    VirtualService persistent = VirtualService.of(WEB, "rr").withPersistence(60);
    draining.replaced(Table.of(Table.Entry.of(persistent)), List.of(LEAVING), BEGIN);

    assertThat(draining.takeNews()).containsExactly(new News.Began(LEAVING, true));
  }

  @Test
  void of_one_that_stays_it_is_told_once_that_two_looks_saw_no_connection() {
    draining.stay(List.of(STAYING));
    assertThat(draining.services()).containsExactly(WEB);
    assertThat(draining.with(entry(WEB, NEW))).isEqualTo(entry(WEB, NEW));

    for (int active : new int[] {1, 0, 2, 0}) {
      assertThat(draining.look(found(WEB, active, 9), true, BEGIN)).isEmpty();
    }
    assertThat(draining.takeNews()).isEmpty();
    assertThat(draining.look(found(WEB, 0, 9), true, BEGIN)).isEmpty();

    assertThat(draining.takeNews())
        .containsExactly(new News.Emptied("[10.0.1.1]:tcp:80", "[10.0.0.1]:tcp:80"));
    assertThat(draining.services()).isEmpty();
    draining.stay(List.of(STAYING));
    assertThat(draining.services()).isEmpty();
    draining.stay(List.of());
    draining.stay(List.of(STAYING));
    assertThat(draining.services()).containsExactly(WEB);
  }

  @Test
  void while_remembered_clients_come_back_or_it_has_its_weight_it_is_not_over() {
    draining.stay(List.of(STAYING));
    for (int i = 0; i < 3; i++) {
      assertThat(draining.look(found(WEB, 0, 0), false, BEGIN)).isEmpty();
    }
    ipvs.reconcile(Table.of(entry(WEB, OLD, NEW)));
    kernel.connections(WEB, OLD.id(), 0, 0, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(draining.look(ipvs.snapshot(draining.services()), true, BEGIN)).isEmpty();
    }
    assertThat(draining.takeNews()).isEmpty();
  }

  private void begin(ServiceId service) {
    draining.replaced(Table.of(entry(service, NEW)), List.of(leaving(service)), BEGIN);
  }

  private static Leaving leaving(ServiceId service) {
    return new Leaving(
        service, OLD, Duration.ofSeconds(30), "[10.0.1.1]:tcp:80", "[10.0.0.1]:tcp:80");
  }

  private static Table.Entry entry(ServiceId service, Destination... destinations) {
    return Table.Entry.of(VirtualService.of(service, "rr"), destinations);
  }

  /** The service as the kernel shows it. */
  private Snapshot found(ServiceId service, int active, int inactive) {
    ipvs.reconcile(Table.of(entry(service, OLD.withWeight(0), NEW)));
    kernel.connections(service, OLD.id(), active, inactive, 4);
    return ipvs.snapshot(draining.services());
  }
}

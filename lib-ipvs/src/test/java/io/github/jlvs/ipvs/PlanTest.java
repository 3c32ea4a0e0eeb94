// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.ipvs.given.Given;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Plans as an operator reads them. */
class PlanTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.100", 80);
  private static final ServiceId DNS = ServiceId.udp("10.0.0.100", 53);
  private static final VirtualService SERVICE = VirtualService.of(WEB, "wlc");

  private static Destination server(int host, int weight) {
    return Destination.of(DestinationId.of("10.0.0." + host, 80), Forwarding.DIRECT_ROUTE, weight);
  }

  @Test
  void a_server_that_replaces_another_is_added_first() {
    Table actual = Table.of(Table.Entry.of(SERVICE, server(1, 1), server(2, 1)));
    Table desired =
        Table.of(Table.Entry.of(SERVICE.withScheduler("rr"), server(2, 5), server(3, 1)));

    assertThat(desired.diff(actual))
        .hasToString(
            """
            -a -t 10.0.0.100:80 -r 10.0.0.3:80 -g -w 1
            -E -t 10.0.0.100:80 -s rr
            -e -t 10.0.0.100:80 -r 10.0.0.2:80 -g -w 5
            -d -t 10.0.0.100:80 -r 10.0.0.1:80
            """);
  }

  @Test
  void a_service_goes_with_its_destinations_in_one_operation() {
    Table actual =
        Table.of(
            Table.Entry.of(SERVICE, server(1, 1), server(2, 1)),
            Table.Entry.of(VirtualService.of(DNS, "rr")));

    assertThat(Table.EMPTY.diff(actual)).hasToString("-D -t 10.0.0.100:80\n-D -u 10.0.0.100:53\n");
  }

  @Test
  void a_service_of_someone_else_is_left_alone() {
    Table actual =
        Table.of(
            Table.Entry.of(SERVICE, server(1, 1)), Table.Entry.of(VirtualService.of(DNS, "rr")));

    assertThat(Table.EMPTY.diff(actual, Scope.only(Set.of(DNS))))
        .hasToString("-D -u 10.0.0.100:53\n");
  }

  @Test
  void a_busy_server_is_drained_and_its_removal_postponed() {
    Snapshot actual =
        new Snapshot(
            java.util.List.of(
                new Snapshot.Entry(
                    new ServiceStatus(SERVICE, Statistics.ZERO, Rates.ZERO),
                    java.util.List.of(
                        Given.observed(server(1, 1), 12), Given.observed(server(2, 1), 0)))));

    assertThat(Table.of(Table.Entry.of(SERVICE)).diff(actual, Scope.everything().draining()))
        .hasToString(
            """
            -e -t 10.0.0.100:80 -r 10.0.0.1:80 -g -w 0
            -d -t 10.0.0.100:80 -r 10.0.0.2:80
            # when no connection is left: -d -t 10.0.0.100:80 -r 10.0.0.1:80
            """);
    assertThat(Table.EMPTY.diff(actual, Scope.everything().draining()))
        .hasToString(
            """
            -e -t 10.0.0.100:80 -r 10.0.0.1:80 -g -w 0
            -d -t 10.0.0.100:80 -r 10.0.0.2:80
            # when no connection is left: -d -t 10.0.0.100:80 -r 10.0.0.1:80
            # when no connection is left: -D -t 10.0.0.100:80
            """);
  }

  @Test
  void of_a_table_without_counters_a_server_is_drained_by_its_weight() {
    Table wanted = Table.of(Table.Entry.of(SERVICE));
    Scope draining = Scope.everything().draining();

    assertThat(wanted.diff(Table.of(Table.Entry.of(SERVICE, server(1, 3))), draining).operations())
        .containsExactly(new Operation.EditDestination(WEB, server(1, 0)));
    assertThat(wanted.diff(Table.of(Table.Entry.of(SERVICE, server(1, 0))), draining).operations())
        .containsExactly(new Operation.DeleteDestination(WEB, server(1, 0).id()));
  }

  @Test
  void what_stands_twice_in_a_table_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Table.of(Table.Entry.of(SERVICE), Table.Entry.of(SERVICE)))
        .withMessage("duplicate service: TCP 10.0.0.100:80");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Table.Entry.of(SERVICE, server(1, 1), server(1, 2)))
        .withMessage("duplicate destination of TCP 10.0.0.100:80: 10.0.0.1:80");
  }

  @Test
  void a_table_is_ordered_as_ipvsadm_lists_it() {
    Table table =
        Table.of(
            Table.Entry.of(VirtualService.of(ServiceId.mark(7), "rr")),
            Table.Entry.of(VirtualService.of(ServiceId.tcp("2001:db8::1", 80), "rr")),
            Table.Entry.of(VirtualService.of(ServiceId.udp("10.0.0.1", 53), "rr")),
            Table.Entry.of(VirtualService.of(ServiceId.tcp("10.0.0.1", 443), "rr")),
            Table.Entry.of(VirtualService.of(ServiceId.tcp("10.0.0.1", 80), "rr")),
            Table.Entry.of(VirtualService.of(ServiceId.tcp("192.168.0.1", 80), "rr")),
            Table.Entry.of(VirtualService.of(ServiceId.tcp("172.16.0.1", 80), "rr")));

    assertThat(table.serviceIds())
        .hasToString(
            "[TCP 172.16.0.1:80, TCP 192.168.0.1:80, TCP 10.0.0.1:80, TCP 10.0.0.1:443,"
                + " UDP 10.0.0.1:53, TCP [2001:db8::1]:80, FWM 7]");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingTableTest {
  private final PendingTable pending = new PendingTable();

  @Test
  void of_another_table_the_few_services_that_are_others_come_first() {
    assertThat(take(table(20, 0)).changed()).isEqualTo(Table.EMPTY);

    PendingTable.Work work = take(table(20, 1));

    assertThat(work.changed()).isEqualTo(Table.of(entry(1, 9)));
    assertThat(work.whole().orElseThrow().table()).isEqualTo(table(20, 1));
    assertThat(take(table(20, 1)).changed()).isEqualTo(Table.EMPTY);
  }

  @Test
  void many_are_written_with_the_whole() {
    PendingTable.Work unused = take(table(20, 0));

    assertThat(take(table(20, 10)).changed()).isEqualTo(Table.EMPTY);
  }

  /** It is remembered as the daemon's own before it is added. */
  @Test
  void one_that_is_new_comes_with_the_whole() {
    PendingTable.Work unused = take(table(20, 0));

    PendingTable.Work work = take(table(21, 1));

    assertThat(work.changed()).isEqualTo(Table.of(entry(1, 9)));
    assertThat(work.whole().orElseThrow().owned()).contains(id(21));
  }

  @Test
  void before_the_first_table_is_taken_nothing_comes_first() {
    pending.replace(table(20, 0), List.of(), 0);
    pending.change(List.of(entry(1, 3)));

    PendingTable.Work work = take(table(20, 1));

    assertThat(work.changed()).isEqualTo(Table.EMPTY);
    assertThat(work.whole().orElseThrow().table()).isEqualTo(table(20, 1));
  }

  @Test
  void a_change_that_was_not_written_yet_comes_as_the_new_table_has_it() {
    PendingTable.Work unused = take(table(20, 0));
    pending.change(List.of(entry(2, 5)));

    assertThat(take(table(20, 1)).changed()).isEqualTo(Table.of(entry(1, 9), entry(2, 1)));
  }

  private PendingTable.Work take(Table table) {
    pending.replace(table, List.of(), 0);
    return pending.take(false);
  }

  /** So many services, the first of them with another weight. */
  private static Table table(int services, int others) {
    return new Table(
        IntStream.rangeClosed(1, services).mapToObj(n -> entry(n, n <= others ? 9 : 1)).toList());
  }

  private static Table.Entry entry(int number, int weight) {
    return Table.Entry.of(
        VirtualService.of(id(number), "wrr"),
        Destination.of(DestinationId.of("10.1.0." + number, 80), Forwarding.DIRECT_ROUTE, weight));
  }

  private static ServiceId id(int number) {
    return ServiceId.tcp("10.0.0." + number, 80);
  }
}

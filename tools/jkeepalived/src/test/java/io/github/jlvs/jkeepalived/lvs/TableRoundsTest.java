// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Reconciliation;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What of a round is known to have failed. */
class TableRoundsTest {
  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final PendingTable pending = new PendingTable();
  private final DaemonLog log = new Said().log();
  private final TableRounds rounds =
      new TableRounds(kernel.open(), OwnedServices.FORGOTTEN, log, event -> {});

  @AfterEach
  void close() {
    rounds.close();
    log.close();
  }

  private static Table.Entry entry(int service, String scheduler, int weight) {
    return Table.Entry.of(
        VirtualService.of(ServiceId.tcp("10.0.0." + service, 80), scheduler),
        Destination.of(DestinationId.of("10.0.1.1", 80), Forwarding.MASQUERADE, weight));
  }

  private TableRounds.Done write(boolean look) {
    return rounds.write(pending.take(look), DesiredSettings.NONE, false, look);
  }

  @Test
  void what_the_last_look_could_not_do_stands_until_the_next_one() {
    pending.replace(Table.of(entry(1, "rr", 1), entry(2, "nosuch", 1)), List.of(), 0);
    List<String> failures = write(false).failures();
    assertThat(failures).isNotEmpty().allMatch(line -> line.startsWith("IPVS: "));

    pending.change(List.of(entry(1, "rr", 7)));
    assertThat(write(false)).isEqualTo(new TableRounds.Done(failures, Optional.empty()));

    pending.change(List.of(entry(1, "nosuchtoo", 7)));
    assertThat(write(false).failures()).hasSizeGreaterThan(failures.size()).containsAll(failures);
    pending.change(List.of(entry(1, "rr", 7)));
    assertThat(write(false).failures()).isEqualTo(failures);

    pending.change(List.of(entry(2, "rr", 1)));
    TableRounds.Done look = write(true);
    assertThat(look.failures()).isEmpty();
    assertThat(look.comparison()).map(Reconciliation::isComplete).contains(true);
    pending.change(List.of(entry(1, "rr", 1)));
    assertThat(write(false).failures()).isEmpty();
  }

  @Test
  void a_table_that_cannot_be_read_is_a_failure_without_a_comparison() {
    pending.replace(Table.of(entry(1, "rr", 1)), List.of(), 0);
    kernel.unload();

    TableRounds.Done done = write(false);

    assertThat(done.failures()).isNotEmpty();
    assertThat(done.comparison()).isEmpty();
    assertThat(rounds.read(Table.of(entry(1, "rr", 1)).serviceIds())).isEmpty();
  }
}

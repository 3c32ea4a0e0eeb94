// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import static io.github.jlvs.jkeepalived.lvs.Said.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.event.DaemonEvent;
import io.github.jlvs.jkeepalived.event.EventKind;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.netlink.fake.FakeKernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the writer says of what it puts right, with a kernel that is played. */
class IpvsWriterTest {
  private static final String REPAIR =
      "IPVS: the table was changed by somebody else, put right: -A -t 10.0.0.1:80 -s rr";

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final Ipvs somebody = kernel.open();
  private final Said said = new Said();
  private final DaemonLog log = said.log();
  private final List<DaemonEvent> events = new CopyOnWriteArrayList<>();
  private final IpvsWriter writer =
      new IpvsWriter(
          kernel.open(),
          OwnedServices.FORGOTTEN,
          log,
          events::add,
          written -> {},
          death -> {},
          Duration.ofMillis(5));

  @AfterEach
  void close() {
    writer.stop(Duration.ofSeconds(10));
    somebody.close();
    log.close();
  }

  @Test
  void what_is_written_for_a_wish_is_not_said() {
    writer.desire(services(1));
    eventually(() -> count() == 1);
    writer.desire(services(2));
    eventually(() -> count() == 2);
    writer.stop(Duration.ofSeconds(10));
    log.close();

    assertThat(said.lines()).isEmpty();
  }

  @Test
  void the_first_table_is_there_when_that_is_said_and_not_after_a_round_of_settings() {
    CompletableFuture<Void> first = writer.firstTable();
    writer.hold(new Timeouts(7, 8, 9), Set.of());
    eventually(() -> somebody.timeouts().equals(new Timeouts(7, 8, 9)) && writer.isIdle());
    assertThat(first).isNotDone();
    CompletableFuture<Integer> found = first.thenApply(done -> count());
    writer.desire(services(1));
    assertThat(found).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(1);
  }

  @Test
  void a_table_that_is_refused_is_over_as_well() {
    kernel.unload();
    CompletableFuture<Void> first = writer.firstTable();
    writer.desire(services(1));
    assertThat(first).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void what_is_desired_last_is_written_whoever_interrupts_the_stop() {
    writer.desire(services(3));
    eventually(() -> count() == 3);
    writer.desire(services(0));
    Thread.currentThread().interrupt();
    writer.stop(Duration.ofSeconds(10));

    assertThat(Thread.interrupted()).as("the interrupt is still to be seen").isTrue();
    assertThat(count()).isZero();
  }

  @Test
  void a_change_of_one_service_reads_and_writes_that_service_alone() {
    FakeKernel connection = kernel.connect();
    IpvsWriter quiet = Building.writer(FakeIpvsKernel.open(connection), log);
    quiet.desire(services(50));
    eventually(() -> count() == 50);
    int before = connection.requests().size();

    quiet.change(List.of(heavier(7)));
    eventually(() -> somebody.destinations(ServiceId.tcp("10.0.0.7", 80)).size() == 1);

    // The service, its destinations, the new one.
    assertThat(connection.requests().size() - before).isEqualTo(3);
    quiet.stop(Duration.ofSeconds(10));
  }

  @Test
  void a_change_of_a_service_that_is_not_wanted_any_more_is_nothing() {
    writer.desire(services(1));
    writer.change(List.of(heavier(2)));
    eventually(() -> count() == 1);
    writer.stop(Duration.ofSeconds(10));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void news_without_end_do_not_keep_it_from_looking() {
    writer.desire(services(2));
    eventually(() -> count() == 2);
    somebody.delete(ServiceId.tcp("10.0.0.2", 80));

    eventually(
        () -> {
          writer.change(List.of(heavier(1)));
          return !said.lines().isEmpty();
        });

    assertThat(said.lines()).containsExactly(REPAIR.replace("10.0.0.1", "10.0.0.2"));
  }

  @Test
  void what_a_change_could_not_do_is_said_once_and_done_at_a_look() {
    writer.desire(services(1));
    eventually(() -> count() == 1);
    VirtualService broken = VirtualService.of(ServiceId.tcp("10.0.0.1", 80), "nosuch");
    writer.change(List.of(Table.Entry.of(broken)));
    eventually(() -> said.lines().size() == 1);
    writer.change(List.of(heavier(1)));
    eventually(() -> said.lines().size() == 2);

    assertThat(said.lines().get(0)).startsWith("IPVS: ").contains("nosuch");
    assertThat(said.lines().get(1)).isEqualTo("IPVS: the table is as it should be again");
    assertThat(events)
        .extracting(event -> event.told().to().orElseThrow() + " " + event.told().text())
        .containsExactly(
            "FAILED " + said.lines().get(0), "RECOVERED the table is as it should be again");
  }

  private static Table.Entry heavier(int i) {
    return Table.Entry.of(
        VirtualService.of(ServiceId.tcp("10.0.0." + i, 80), "rr"),
        Destination.of(DestinationId.of("10.0.1.1", 80), Forwarding.MASQUERADE, 7));
  }

  @Test
  void what_somebody_deleted_comes_back_and_is_said() {
    writer.desire(services(2));
    for (int i = 1; i <= 2; i++) {
      int repairs = i;
      eventually(() -> count() == 2);
      somebody.delete(ServiceId.tcp("10.0.0." + i, 80));
      eventually(() -> said.lines().size() == repairs);
    }

    assertThat(said.lines()).containsExactly(REPAIR, REPAIR.replace("10.0.0.1", "10.0.0.2"));
    assertThat(events).extracting(event -> "IPVS: " + event.told().text()).isEqualTo(said.lines());
    assertThat(events).extracting(DaemonEvent::kind).containsOnly(EventKind.TABLE_REPAIRED);
  }

  @Test
  void of_many_repairs_the_first_five_are_named() {
    writer.desire(services(9));
    eventually(() -> count() == 9);

    somebody.flush();
    eventually(() -> said.lines().size() == 1);

    assertThat(said.lines().get(0)).startsWith(REPAIR.substring(0, 60)).endsWith("; and 4 more");
  }

  @Test
  void a_failure_is_said_once_and_its_end_too() {
    VirtualService service = VirtualService.of(ServiceId.tcp("10.0.0.1", 80), "nosuch");
    writer.desire(Table.of(Table.Entry.of(service)));
    eventually(() -> said.lines().size() == 1);
    writer.desire(services(1));
    eventually(() -> said.lines().size() == 2);

    assertThat(said.lines().get(0)).startsWith("IPVS: ").contains("nosuch");
    assertThat(said.lines().get(1)).isEqualTo("IPVS: the table is as it should be again");
  }

  @Test
  void what_it_has_removed_is_its_own_no_more() {
    writer.desire(services(1));
    eventually(() -> count() == 1);
    writer.desire(Table.EMPTY);
    eventually(() -> count() == 0);

    somebody.add(VirtualService.of(ServiceId.tcp("10.0.0.1", 80), "wrr"));
    writer.stop(Duration.ofSeconds(10));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void a_daemon_that_somebody_stopped_or_changed_is_put_right_and_that_is_said() {
    SyncDaemon daemon = SyncDaemon.of(SyncDaemon.State.BACKUP, "eth0", 7);
    writer.syncDaemon(Optional.of(daemon));
    eventually(() -> said.lines().size() == 1);
    somebody.stop(SyncDaemon.State.BACKUP);
    eventually(() -> said.lines().size() == 2);
    somebody.start(SyncDaemon.of(SyncDaemon.State.MASTER, "eth1", 3));
    eventually(() -> said.lines().size() == 3);

    assertThat(somebody.daemons()).hasSize(1);
    String start = "--start-daemon backup --mcast-interface eth0 --syncid 7";
    String right =
        "IPVS: the synchronisation daemons or the timeouts were changed by somebody else, put"
            + " right: ";
    assertThat(said.lines())
        .containsExactly("IPVS: " + start, right + start, right + "--stop-daemon master");
  }

  @Test
  void a_daemon_on_an_interface_that_is_missing_is_said_once_and_starts_when_it_is_there() {
    writer.desire(services(1));
    writer.syncDaemon(Optional.of(SyncDaemon.of(SyncDaemon.State.MASTER, "eth7", 7)));
    eventually(() -> said.lines().size() == 1);
    kernel.withInterface("eth7");
    eventually(() -> said.lines().contains("IPVS: the table is as it should be again"));

    assertThat(said.lines().get(0)).startsWith("IPVS: ").contains("eth7");
    assertThat(somebody.daemons()).hasSize(1);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void without_a_wish_neither_daemons_nor_timeouts_are_looked_at() {
    somebody.start(SyncDaemon.of(SyncDaemon.State.MASTER, "eth0", 3));
    somebody.set(new Timeouts(1, 2, 3));
    writer.desire(services(1));
    eventually(() -> count() == 1);
    writer.stop(Duration.ofSeconds(10));

    assertThat(somebody.daemons()).hasSize(1);
    assertThat(somebody.timeouts()).isEqualTo(new Timeouts(1, 2, 3));
  }

  @Test
  void what_is_swept_is_said() {
    for (int i = 1; i <= 8; i++) {
      somebody.add(VirtualService.of(ServiceId.tcp("10.0.9." + i, 80), "rr"));
    }
    writer.sweep("lvs_flush");
    writer.desire(services(1));
    eventually(() -> !said.lines().isEmpty());
    somebody.add(VirtualService.of(ServiceId.tcp("10.0.9.1", 80), "rr"));
    writer.desire(services(2));
    eventually(() -> count() == 3);
    writer.stop(Duration.ofSeconds(10));

    assertThat(said.lines()).hasSize(1);
    assertThat(said.lines().get(0))
        .startsWith("IPVS: lvs_flush removed what others had made: -D -t 10.0.9.")
        .endsWith("; and 3 more");
  }

  private int count() {
    return somebody.services().size();
  }

  private static Table services(int count) {
    List<Table.Entry> entries = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      entries.add(Table.Entry.of(VirtualService.of(ServiceId.tcp("10.0.0." + i, 80), "rr")));
    }
    return new Table(entries);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.linux.ServerCount;
import io.github.jlvs.ipvs.Destination;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.ipvs.SyncDaemon;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.ipvs.VirtualService;
import io.github.jlvs.ipvs.fake.FakeIpvsKernel;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.lvs.OwnedServices;
import io.github.jlvs.jkeepalived.lvs.OwnedServicesFile;
import io.github.jlvs.jkeepalived.lvs.SyncFollower;
import io.github.jlvs.jkeepalived.override.Deciding;
import io.github.jlvs.jkeepalived.override.OverrideDesk;
import io.github.jlvs.jkeepalived.override.ServerOverride;
import io.github.jlvs.jkeepalived.override.Target;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.Texts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration to kernel, with a kernel that is played; real servers without checks. */
class ServerPartTest {
  private static final ServiceId WEB = ServiceId.tcp("10.0.0.1", 80);
  private static final ServiceId FOREIGN = ServiceId.tcp("10.0.0.9", 25);

  @TempDir private Path directory = Path.of("");

  private final FakeIpvsKernel kernel = new FakeIpvsKernel();
  private final Ipvs ipvs = kernel.open();
  private final DaemonLog log = new DaemonLog(List.of(), Clock.systemUTC());
  private final SyncFollower follower = new SyncFollower();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<ServerCount> counts = new CopyOnWriteArrayList<>();
  private final Endings endings = new Endings();
  private final CurrentSnapshot snapshot = new CurrentSnapshot();
  private final Deciding deciding = new Deciding();
  private final ScriptPart scripts =
      ScriptPart.start(settings(false), log, snapshot.tracked(), endings);

  @BeforeEach
  void somebody_elses_service_is_there() {
    ipvs.add(VirtualService.of(FOREIGN, "rr"));
  }

  @AfterEach
  void close() {
    scripts.stop();
    ipvs.close();
    log.close();
  }

  @Test
  void start_reload_and_stop_leave_foreign_services_alone() {
    ServerPart part = start(false, server("10.0.0.1", 1) + server("10.0.0.2", 1));
    eventually(() -> ipvs.services().size() == 3);

    part.reconfigure(configuration(server("10.0.0.1", 7)));
    eventually(() -> weights().equals(List.of(7)) && ipvs.services().size() == 2);

    part.stop(PATIENCE);
    assertThat(ids()).containsExactly(FOREIGN);
  }

  @Test
  void asked_to_leave_them_it_leaves_its_virtual_servers() {
    ServerPart part = start(true, server("10.0.0.1", 3));
    eventually(() -> ids().contains(WEB));

    part.stop(PATIENCE);

    assertThat(weights()).containsExactly(3);
  }

  @Test
  void it_tells_how_many_real_servers_are_up() {
    ServerPart part = start(false, server("10.0.0.1", 1) + server("10.0.0.2", 1));
    part.stop(PATIENCE);
    assertThat(counts).contains(new ServerCount(2, 2));
  }

  @Test
  void what_an_operator_has_decided_is_kept_over_an_end_without_farewell() {
    String text = server("10.0.0.1", 3);
    assertThat(decide(new AdministrativeState.Drained()))
        .isEqualTo(new OverrideDesk.Outcome.NotKept("no virtual server is run"));
    ServerPart part = start(true, text);
    eventually(() -> weights().equals(List.of(3)));

    assertThat(decide(new AdministrativeState.Drained()))
        .isInstanceOf(OverrideDesk.Outcome.Kept.class);
    eventually(() -> weights().equals(List.of(0)));
    part.stop(PATIENCE);

    ServerPart next = start(false, text);
    eventually(() -> ids().contains(WEB));
    assertThat(weights()).containsExactly(0);
    assertThat(next.report().join().overrides().list()).hasSize(1);
    assertThat(deciding.takeBack(any -> true, "root").toCompletableFuture().join())
        .isInstanceOf(OverrideDesk.Outcome.Kept.class);
    eventually(() -> weights().equals(List.of(3)));
    next.stop(PATIENCE);
  }

  private OverrideDesk.Outcome decide(AdministrativeState state) {
    RealServer server =
        configuration(server("10.0.0.1", 3)).virtualServers().get(0).checks().realServers().get(0);
    ServerOverride one =
        new ServerOverride(
            Target.everywhere(server.address()),
            state,
            "root",
            Instant.now(),
            Optional.empty(),
            Optional.empty());
    return deciding.set(List.of(one), List.of()).toCompletableFuture().join();
  }

  @Test
  void who_reads_gets_what_it_knows_and_what_came_of_the_table() {
    snapshot.configure(configuration(server("10.0.0.1", 3)));
    ServerPart part = start(false, server("10.0.0.1", 3));

    eventually(
        () -> {
          snapshot.renew();
          return snapshot.now().orElseThrow().servers().isPresent()
              && snapshot.now().orElseThrow().table().isPresent();
        });

    Snapshot known = snapshot.now().orElseThrow();
    assertThat(known.servers().orElseThrow().report().setups()).hasSize(1);
    assertThat(known.table().orElseThrow().report().failures()).isEmpty();
    part.stop(PATIENCE);
    assertThat(snapshot.servers().isAwaited()).isFalse();
    assertThat(snapshot.servers().latest()).isPresent();
  }

  @Test
  void what_the_kernel_refuses_is_in_what_came_of_the_table() {
    snapshot.configure(configuration(server("10.0.0.1", 3)));
    ServerPart part = start(false, server("10.0.0.1", 3));
    eventually(() -> ids().contains(WEB));
    Object unused = kernel.withoutPermission();
    part.reconfigure(configuration(server("10.0.0.1", 4)));

    eventually(
        () ->
            snapshot
                .now()
                .orElseThrow()
                .table()
                .filter(table -> !table.report().failures().isEmpty())
                .isPresent());
    part.stop(PATIENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jkeepalived-checkers", "jkeepalived-overrides"})
  void when_a_thread_has_died_its_virtual_servers_still_go(String name) throws Exception {
    ServerPart part = start(false, server("10.0.0.1", 3));
    eventually(() -> ids().contains(WEB));
    part.threads().stream()
        .filter(thread -> thread.name().equals(name))
        .forEach(
            thread ->
                thread.post(
                    () -> {
                      throw new IllegalStateException("broken");
                    }));
    assertThat(endings.first().get(20, TimeUnit.SECONDS)).hasMessage("broken");

    part.stop(PATIENCE);

    assertThat(ids()).containsExactly(FOREIGN);
  }

  @Test
  void the_synchronisation_daemon_runs_without_virtual_servers_and_follows_its_router() {
    ServerPart part = start(false, router("lvs_sync_daemon eth0 V1 id 7"));
    eventually(() -> daemons().equals(List.of("backup 7")));

    turn("V2", State.BACKUP, State.MASTER);
    turn("V1", State.BACKUP, State.MASTER);
    eventually(() -> daemons().equals(List.of("master 7")));
    turn("V1", State.MASTER, State.FAULT);
    eventually(() -> daemons().equals(List.of("backup 7")));

    part.reconfigure(configuration(router("lvs_sync_daemon eth1 V1 id 8")));
    eventually(() -> daemons().equals(List.of("backup 8")));
    part.reconfigure(configuration(router("")));
    eventually(() -> daemons().isEmpty());
    part.reconfigure(configuration(router("lvs_sync_daemon eth1 V1 id 9")));
    turn("V1", State.FAULT, State.MASTER);
    eventually(() -> daemons().equals(List.of("master 9")));

    turn("V1", State.MASTER, State.INITIALIZE);
    part.stop(PATIENCE);
    assertThat(daemons()).isEmpty();
    assertThat(ids()).containsExactly(FOREIGN);
  }

  @Test
  void what_an_earlier_life_left_is_adopted_or_replaced() {
    ipvs.start(SyncDaemon.of(SyncDaemon.State.MASTER, "eth0", 7));
    ipvs.start(SyncDaemon.of(SyncDaemon.State.BACKUP, "eth0", 7));
    turn("V1", State.BACKUP, State.MASTER);

    ServerPart part = start(false, router("lvs_sync_daemon eth0 V1 id 7"));
    eventually(() -> daemons().equals(List.of("master 7")));
    part.stop(PATIENCE);

    assertThat(daemons()).isEmpty();
  }

  @Test
  void timeouts_go_back_to_what_they_were_at_a_reload_and_at_the_stop() {
    ipvs.set(new Timeouts(500, 501, 502));
    String servers = server("10.0.0.1", 1);
    ServerPart part = start(false, global("lvs_timeouts tcp 7200 udp 60") + servers);
    eventually(() -> ipvs.timeouts().equals(new Timeouts(7200, 501, 60)));

    part.reconfigure(configuration(global("lvs_timeouts tcpfin 9 udp 61") + servers));
    eventually(() -> ipvs.timeouts().equals(new Timeouts(500, 9, 61)));

    part.stop(PATIENCE);
    assertThat(ipvs.timeouts()).isEqualTo(new Timeouts(500, 501, 502));
  }

  @Test
  void flushed_is_what_others_made_once_and_not_again_at_a_reload() {
    String text = global("lvs_flush") + server("10.0.0.1", 1);
    ServerPart part = start(false, text);
    eventually(() -> ids().equals(List.of(WEB)));

    ipvs.add(VirtualService.of(FOREIGN, "rr"));
    part.reconfigure(configuration(global("lvs_flush") + server("10.0.0.1", 9)));
    eventually(() -> weights().equals(List.of(9)));
    part.stop(PATIENCE);

    assertThat(ids()).containsExactly(FOREIGN);
  }

  @Test
  void without_virtual_servers_nothing_is_flushed() {
    String asked = global("lvs_flush\nlvs_flush_on_stop\nlvs_timeouts tcp 9");
    ServerPart part = start(false, asked + router("lvs_sync_daemon eth0 V1"));
    eventually(() -> !daemons().isEmpty());
    part.stop(PATIENCE);

    assertThat(ids()).containsExactly(FOREIGN);
    assertThat(ipvs.timeouts()).isEqualTo(new Timeouts(900, 120, 300));
  }

  @Test
  void flushed_on_stop_is_all_unless_it_stays() {
    String text = global("lvs_flush_on_stop") + server("10.0.0.1", 3);
    ServerPart keeping = start(true, text);
    eventually(() -> ids().contains(WEB));
    keeping.stop(PATIENCE);
    assertThat(ids()).containsExactlyInAnyOrder(WEB, FOREIGN);

    ServerPart part = start(false, text);
    part.stop(PATIENCE);
    assertThat(ids()).isEmpty();
  }

  @Test
  void after_a_crash_the_next_start_removes_what_its_file_does_not_name_and_no_other() {
    ServerPart crashed = start(false, server("10.0.0.1", 1) + server("10.0.0.2", 1));
    eventually(() -> ipvs.services().size() == 3);
    OwnedServices left = OwnedServicesFile.open(file(), log);
    assertThat(left.known()).containsExactlyInAnyOrder(WEB, ServiceId.tcp("10.0.0.2", 80));
    crashed.stop(PATIENCE);
    ipvs.add(VirtualService.of(WEB, "rr"));
    ipvs.add(VirtualService.of(ServiceId.tcp("10.0.0.2", 80), "rr"));
    left.remember(left.known());

    ServerPart part = start(false, left, "global_defs {\n}\n" + server("10.0.0.3", 1));
    eventually(() -> ids().size() == 2);
    assertThat(ids()).containsExactlyInAnyOrder(FOREIGN, ServiceId.tcp("10.0.0.3", 80));

    part.stop(PATIENCE);
    assertThat(ids()).containsExactly(FOREIGN);
    assertThat(file()).doesNotExist();
  }

  @Test
  void virtual_servers_that_were_to_stay_are_nobodys_at_the_next_start() {
    start(true, server("10.0.0.1", 3)).stop(PATIENCE);
    assertThat(file()).doesNotExist();

    ServerPart next = start(false, server("10.0.0.2", 3));
    eventually(() -> ids().size() == 3);
    next.stop(PATIENCE);

    assertThat(ids()).containsExactlyInAnyOrder(WEB, FOREIGN);
  }

  private Path file() {
    return directory.resolve("k.pid.services");
  }

  private void turn(String router, State from, State to) {
    follower.hear(
        new RunnerEvent.StateChanged(router, from, to, Reason.STARTUP, 100, Optional.empty()));
  }

  private List<String> daemons() {
    return ipvs.daemons().stream().map(each -> each.state() + " " + each.syncId()).toList();
  }

  private static String global(String lines) {
    return "global_defs {\n" + lines + "\n}\n";
  }

  private static String router(String line) {
    return global(line) + Texts.instance();
  }

  private DaemonSettings settings(boolean keep) {
    return new DaemonSettings(
        true,
        true,
        keep,
        false,
        file(),
        file().resolveSibling("overrides"),
        DaemonOnStage.NO_CONTROL);
  }

  private ServerPart start(boolean keep, String text) {
    return start(keep, OwnedServicesFile.open(file(), log), text);
  }

  private ServerPart start(boolean keep, OwnedServices owned, String text) {
    return ServerPart.start(
        kernel.open(),
        owned,
        configuration(text),
        follower,
        scripts,
        settings(keep),
        log,
        event -> {},
        counts::add,
        deciding,
        snapshot,
        endings);
  }

  private List<ServiceId> ids() {
    return ipvs.services().stream().map(status -> status.service().id()).toList();
  }

  private List<Integer> weights() {
    return ipvs.destinations(WEB).stream()
        .map(status -> status.destination())
        .map(Destination::weight)
        .toList();
  }

  private static Configuration configuration(String text) {
    return ConfigurationReader.read("test.conf", text).configuration().orElseThrow();
  }

  private static String server(String address, int weight) {
    return """
    virtual_server %s 80 {
      protocol TCP
      lb_algo rr
      lb_kind NAT
      real_server 10.0.1.1 8080 {
        weight %d
      }
    }
    """
        .formatted(address, weight);
  }

  /** The table is another thread's work. */
  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}

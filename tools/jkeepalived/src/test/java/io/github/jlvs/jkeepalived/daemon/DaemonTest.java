// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.keepalived.conf.Texts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is started and stopped, and in which order. */
class DaemonTest extends DaemonOnStage {
  @Test
  void the_table_is_opened_first_and_the_routers_leave_first() {
    assertThat(run(guide)).isZero();
    assertThat(happened)
        .containsExactly(
            "open", "alerts", "routers", "servers", "routers stop", "servers stop", "alerts stop");
    assertThat(progress).containsExactly("routers servers");
    assertThat(said).contains("Startup complete", "Stopping");
  }

  @Test
  void without_ipvs_no_router_has_been_started() {
    ipvsMissing = true;
    assertThatThrownBy(() -> run(guide)).hasMessageContaining("no IP Virtual Server");
    assertThat(happened).containsExactly("open");
  }

  @Test
  void without_ipvs_the_routers_run_for_want_of_the_synchronisation_daemon_alone() {
    ipvsMissing = true;
    String text = "global_defs {\nlvs_sync_daemon eth0 V1\n}\n" + Texts.instance();
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(configuration(text))));

    assertThat(run(configuration(text))).isZero();

    assertThat(happened)
        .containsExactly(
            "open",
            "alerts",
            "routers",
            "open",
            "alerts reconfigure",
            "routers reconfigure",
            "routers stop",
            "alerts stop");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("The synchronisation daemon of the configuration does not run")
                    .contains("IP Virtual Server"));
  }

  @Test
  void the_table_is_opened_for_what_the_command_line_leaves_of_the_work() {
    String sync = "global_defs {\nlvs_sync_daemon eth0 V1\n}\n" + Texts.instance();
    DaemonSettings routersAlone =
        new DaemonSettings(true, false, false, false, NO_FILE, NO_FILE, NO_CONTROL);
    DaemonSettings serversAlone =
        new DaemonSettings(false, true, false, false, NO_FILE, NO_FILE, NO_CONTROL);

    assertThat(IpvsWork.of(configuration(sync), routersAlone).isEmpty()).isFalse();
    assertThat(IpvsWork.of(configuration(sync), serversAlone).isEmpty()).isTrue();
    assertThat(IpvsWork.of(routersAlone.leftOf(guide), routersAlone).isEmpty()).isTrue();
    assertThat(IpvsWork.of(serversAlone.leftOf(guide), serversAlone).virtualServers()).hasSize(1);
    assertThat(serversAlone.leftOf(guide).vrrpInstances()).isEmpty();
  }

  @Test
  void what_an_earlier_life_left_is_work_and_for_want_of_ipvs_the_rest_runs_all_the_same() {
    servicesLeft = true;
    atStart = Daemon::stop;
    assertThat(run(configuration("global_defs {\n}\n"))).isZero();
    assertThat(happened)
        .containsExactly("open", "alerts", "servers", "servers stop", "alerts stop");

    ipvsMissing = true;
    happened.clear();
    assertThat(run(configuration(Texts.instance()))).isZero();
    assertThat(happened)
        .containsExactly("open", "alerts", "routers", "routers stop", "alerts stop");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Virtual services that an earlier start left are not removed"));
  }

  @Test
  void a_thread_that_dies_takes_everything_down_with_status_70() {
    death = Optional.of(new IllegalStateException("broken\nin two lines"));
    atStart = daemon -> {};
    assertThat(run(guide)).isEqualTo(70);
    assertThat(happened).endsWith("routers stop", "servers stop", "alerts stop");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Fault of the program, stopping: ")
                    .contains("broken in two lines")
                    .contains(" at DaemonTest.java:"));
  }

  @Test
  void a_loop_that_does_not_answer_takes_everything_down_and_nobody_waits_for_it() {
    hanging = List.of(new Watched("jkeepalived-vrrp", 1, task -> {}));
    atStart = daemon -> {};
    assertThat(run(guide)).isEqualTo(70);
    assertThat(happened).endsWith("routers stop", "servers stop", "alerts stop");
    assertThat(said)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("Fault of the program, stopping: ")
                    .contains("jkeepalived-vrrp does not answer any more"));
    assertThat(patiences).hasSize(3).allMatch(each -> each.toMillis() < 1000);
  }

  @Test
  void an_orderly_stop_waits_for_what_takes_its_time() {
    assertThat(run(guide)).isZero();
    assertThat(patiences).hasSize(3).allMatch(each -> each.toSeconds() >= 10);
  }

  @Test
  void its_supervisor_hears_of_start_reload_and_stop() {
    supervisor = recorded();
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(guide)).isZero();
    assertThat(told).hasSize(5);
    assertThat(told.get(0)).isEqualTo("READY=1");
    assertThat(told.get(1)).matches("RELOADING=1\nMONOTONIC_USEC=[1-9][0-9]*");
    assertThat(told.subList(2, 5)).containsExactly("READY=1", "STOPPING=1", "closed");
  }

  @Test
  void also_a_reload_that_is_refused_ends_for_its_supervisor() {
    supervisor = recorded();
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.empty()));
    assertThat(run(guide)).isZero();
    assertThat(told.subList(2, 5)).containsExactly("READY=1", "STOPPING=1", "closed");
  }

  @Test
  void a_start_that_fails_is_not_said_to_be_ready() {
    supervisor = recorded();
    ipvsMissing = true;
    assertThatThrownBy(() -> run(guide)).hasMessageContaining("no IP Virtual Server");
    assertThat(told).containsExactly("STOPPING=1", "closed");
  }

  @Test
  void it_is_ready_when_the_table_is_in_the_kernel_and_not_before() {
    supervisor = recorded();
    table =
        CompletableFuture.runAsync(
            () -> told.add("written"),
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
    stopAt = "Reload complete";
    atStart = daemon -> daemon.reloadSoon(() -> read(Optional.of(guide)));
    assertThat(run(guide)).isZero();
    assertThat(told.subList(0, 2)).containsExactly("written", "READY=1");
    assertThat(said).containsSubsequence("Startup complete", "Reloading ...", "Reload complete");
  }

  @Test
  void static_entries_are_work_without_a_virtual_router() {
    assertThat(run(configuration("static_routes {\nblackhole 10.7.0.0/16\n}\n"))).isZero();
    assertThat(progress).containsExactly("routers ");
    assertThat(happened).containsExactly("alerts", "routers", "routers stop", "alerts stop");
  }
}

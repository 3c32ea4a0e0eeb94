// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.event.OfDaemon;
import io.github.jlvs.jkeepalived.snapshot.ReloadReport;
import io.github.jlvs.keepalived.conf.model.Configuration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is gone over to, and what is left alone. */
class DaemonReloadTest extends DaemonOnStage {
  @Test
  void a_reload_goes_to_the_parts_that_run() {
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(guide)).isZero();
    assertThat(happened)
        .containsSubsequence("alerts reconfigure", "routers reconfigure", "servers reconfigure");
    assertThat(said).containsSubsequence("Reloading ...", "Reload complete");
  }

  @Test
  void a_reload_of_a_broken_file_touches_nothing() {
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.empty()));
    assertThat(run(guide)).isZero();
    assertThat(happened).noneMatch(each -> each.endsWith("reconfigure"));
    assertThat(said).contains("Reloading ...").doesNotContain("Reload complete");
  }

  @Test
  void a_life_is_a_stream_of_events() {
    atStart =
        daemon -> {
          daemon.reloadSoon(
              () ->
                  new ReadAgain(
                      Optional.empty(),
                      List.of("t.conf:1: a warning", "t.conf:2: no such word", "more"),
                      Optional.of("t.conf:2: no such word")));
          daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
        };
    assertThat(run(guide)).isZero();
    assertThat(snapshot.events().after(0, 100).events())
        .extracting(numbered -> numbered.event())
        .containsExactly(
            new OfDaemon.Start("0", 1, "conf"),
            new OfDaemon.Ready(),
            new OfDaemon.Reload(
                false,
                "The configuration was refused, the log says why: what runs goes on unchanged",
                Optional.of("t.conf:2: no such word")),
            new OfDaemon.Reload(true, "Reload complete", Optional.of("Reload: nothing changed")),
            new OfDaemon.Stop());
  }

  @Test
  void what_a_reload_changes_is_said_before_and_compared_with_what_is_in_force() {
    Configuration empty = configuration("global_defs {\n}\n");
    atStart =
        daemon -> {
          daemon.reloadSoon(() -> read(Optional.empty()));
          daemon.reloadSoon(() -> read(Optional.of(empty)));
          daemon.reloadSoon(() -> last(daemon, Optional.of(empty)));
        };
    assertThat(run(guide)).isZero();
    assertThat(said)
        .containsSubsequence(
            "Reloading ...",
            "Reloading ...",
            "Reload: 1 global setting changed, 1 virtual router removed, 1 virtual server removed",
            "Reload complete",
            "Reloading ...",
            "Reload: nothing changed",
            "Reload complete");
  }

  @Test
  void after_a_reload_that_failed_nobody_claims_to_know_what_is_in_force() {
    reconfigureFails = true;
    atStart =
        daemon -> {
          daemon.reloadSoon(() -> read(Optional.of(guide)));
          daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
        };
    assertThat(run(guide)).isZero();
    assertThat(said).contains("Reload: what the one before has left is compared with all there is");
  }

  @Test
  void a_reload_that_fails_gives_nothing_up() {
    reconfigureFails = true;
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(guide)).isZero();
    assertThat(said)
        .anySatisfy(line -> assertThat(line).startsWith("Reload failed").contains("send SIGHUP"));
  }

  @Test
  void a_reload_starts_what_the_first_configuration_had_no_work_for() {
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(configuration("global_defs {\n}\n"))).isZero();
    assertThat(happened)
        .containsExactly(
            "alerts",
            "open",
            "alerts reconfigure",
            "routers",
            "servers",
            "routers stop",
            "servers stop",
            "alerts stop");
  }

  @Test
  void who_asks_learns_what_came_of_each_reload() {
    atStart =
        daemon -> {
          daemon.reloadSoon(() -> read(Optional.of(guide)));
          daemon.reloadSoon(() -> last(daemon, Optional.empty()));
        };
    assertThat(run(guide)).isZero();

    ReloadReport reloads = snapshot.now().orElseThrow().reloads();
    assertThat(reloads.started()).isTrue();
    assertThat(reloads.taken()).isEqualTo(1);
    assertThat(reloads.refused()).isEqualTo(1);
    assertThat(reloads.last().orElseThrow().words()).startsWith("The configuration was refused");
    assertThat(snapshot.now().orElseThrow().configuration()).isEqualTo(guide);
  }

  @Test
  void nor_is_one_that_failed_told_as_taken() {
    reconfigureFails = true;
    atStart = daemon -> daemon.reloadSoon(() -> last(daemon, Optional.of(guide)));
    assertThat(run(guide)).isZero();

    ReloadReport reloads = snapshot.now().orElseThrow().reloads();
    assertThat(reloads.taken()).isZero();
    assertThat(reloads.last().orElseThrow().words())
        .startsWith("Reload failed, part of the configuration may not be in force: ");
  }
}

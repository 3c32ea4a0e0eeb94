// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.VrrpScript;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts on a real loop. */
class ScriptTrackerTest {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final EventLoop loop = EventLoop.open();
  private final ProcessRunner processes = new ProcessRunner(loop);
  private final List<TrackedState> reported = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final ScriptTracker tracker =
      new ScriptTracker(
          loop,
          processes,
          (thing, state) -> {
            assertThat(thing).isEqualTo("script chk");
            reported.add(state);
          },
          said::add);
  @TempDir private Path directory;

  @AfterEach
  void close() {
    tracker.close();
    processes.close();
    loop.close();
  }

  @Test
  void so_many_results_in_a_row_make_it_up_or_down() throws IOException {
    track(script(counting("[ ! -e bad ] || exit 3"), OFTEN, LONG, 2, 3));
    assertThat(reported).containsExactly(TrackedState.UNKNOWN);

    until(() -> reported.size() == 2);
    assertThat(runs()).isBetween(1, 2);

    Path bad = Files.createFile(directory.resolve("bad"));
    int before = runs();
    until(() -> reported.size() == 3);
    assertThat(runs() - before).isBetween(3, 5);
    Files.delete(bad);
    until(() -> reported.size() == 4);

    assertThat(reported)
        .containsExactly(TrackedState.UNKNOWN, TrackedState.UP, TrackedState.DOWN, TrackedState.UP);
    assertThat(said)
        .filteredOn(line -> !line.contains("already running"))
        .containsExactly(
            "VRRP_Script(chk) succeeded",
            "Script `chk` now returning 3",
            "VRRP_Script(chk) failed (exited with status 3)",
            "Script `chk` now returning 0",
            "VRRP_Script(chk) succeeded");
  }

  @Test
  void with_init_fail_it_is_down_until_its_first_result() throws IOException {
    VrrpScript plain = script(counting("exit 0"), OFTEN, LONG, 1, 1);
    track(
        new VrrpScript(
            plain.name(), plain.command(), plain.interval(), plain.timeout(), 1, 1, true));
    assertThat(reported).containsExactly(TrackedState.DOWN);
    until(() -> reported.size() == 2);
    assertThat(reported).last().isEqualTo(TrackedState.UP);
  }

  @Test
  void while_one_run_lasts_no_other_begins_which_is_said_once_however_many_runs_are_late()
      throws IOException {
    track(script(counting("sleep 0.5"), OFTEN, LONG, 1, 1));
    until(() -> runs() == 4);
    assertThat(said)
        .filteredOn(line -> line.contains("already running"))
        .containsExactly("Track script chk is already running, expect idle - skipping run");
    assertThat(reported).containsExactly(TrackedState.UNKNOWN, TrackedState.UP);
  }

  @Test
  void one_that_takes_too_long_has_failed_and_is_ended() throws IOException {
    track(script(counting("sleep 300"), Duration.ofMillis(500), Duration.ofMillis(200), 1, 1));
    until(() -> reported.size() == 2);
    assertThat(reported).containsExactly(TrackedState.UNKNOWN, TrackedState.DOWN);
    assertThat(said)
        .filteredOn(line -> !line.contains("already running"))
        .containsExactly("VRRP_Script(chk) timed_out");
    until(() -> runs() >= 2);
  }

  @Test
  void a_reload_without_a_change_touches_nothing() throws IOException {
    VrrpScript script = script(counting("exit 0"), LONG, LONG, 1, 1);
    track(script);
    until(() -> reported.size() == 2);
    track(script);
    assertThat(reported).hasSize(2);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void one_that_a_reload_changes_keeps_its_state_until_it_has_results() throws IOException {
    track(script(counting("exit 0"), LONG, LONG, 1, 1));
    until(() -> reported.size() == 2);
    track(script(counting("exit 1"), OFTEN, LONG, 1, 3));
    assertThat(reported).containsExactly(TrackedState.UNKNOWN, TrackedState.UP, TrackedState.UP);
    until(() -> reported.size() == 4);
    assertThat(reported).last().isEqualTo(TrackedState.DOWN);
    assertThat(runs()).isBetween(4, 5);
  }

  @Test
  void one_that_a_reload_takes_away_is_ended_and_forgotten() throws IOException {
    track(script(counting("sleep 300"), LONG, LONG, 1, 1));
    until(() -> runs() == 1);
    tracker.reconfigure(List.of(), policy());
    assertThat(reported).containsExactly(TrackedState.UNKNOWN, TrackedState.UNKNOWN);
  }

  @Test
  void one_that_must_not_run_is_not_tracked() {
    track(script(new Command(List.of("/nowhere/absent"), Optional.empty()), OFTEN, LONG, 1, 1));
    assertThat(reported).containsExactly(TrackedState.UNTRACKED);
    assertThat(said)
        .containsExactly(
            "Script /nowhere/absent cannot be accessed - No such file or directory",
            "Disabling track script chk: virtual routers do without it");
  }

  /** A virtual router would wait for one that is unknown, for ever. */
  @Test
  void one_that_must_not_run_any_more_at_a_reload_is_not_tracked_either() throws IOException {
    VrrpScript script = script(counting("exit 0"), OFTEN, LONG, 1, 1);
    track(script);
    until(() -> reported.size() == 2);
    Files.delete(Path.of(script.command().words().get(0)));
    track(script);
    assertThat(reported)
        .containsExactly(TrackedState.UNKNOWN, TrackedState.UP, TrackedState.UNTRACKED);
    turnFor(Duration.ofMillis(200));
    int before = runs();
    turnFor(Duration.ofMillis(300));
    assertThat(runs()).isEqualTo(before);
  }

  private void track(VrrpScript script) {
    tracker.reconfigure(List.of(script), policy());
  }

  private static ScriptPolicy policy() {
    return new ScriptPolicy(
        ConfigurationReader.read(
                "t.conf", "global_defs {\nscript_user " + System.getProperty("user.name") + "\n}\n")
            .configuration()
            .orElseThrow()
            .global());
  }

  private static VrrpScript script(
      Command command, Duration interval, Duration timeout, int rise, int fall) {
    return new VrrpScript("chk", command, interval, timeout, rise, fall, false);
  }

  /** A script that leaves a line for each run. */
  private Command counting(String then) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("check.sh"),
            "#!/bin/sh\ncd " + directory + "\necho run >> runs\n" + then + "\n");
    Path made = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Command(List.of(made.toString()), Optional.empty());
  }

  private int runs() {
    Path runs = directory.resolve("runs");
    try {
      return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void turnFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    until(() -> System.nanoTime() > end);
  }

  private void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("waited for 30 s; reported %s, said %s", reported, said)
          .isLessThan(deadline);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}

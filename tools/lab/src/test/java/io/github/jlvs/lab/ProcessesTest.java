// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands and processes, as any user may run them. */
class ProcessesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void a_command_leaves_output_errors_and_status_apart() {
    Launch launch = shell("cat; echo bad >&2; exit 3");

    CommandResult result = Commands.run(launch, "input", SOON, ExitStatuses.of(0, 3));

    assertThat(result.out()).isEqualTo("input");
    assertThat(result.err()).isEqualTo("bad\n");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.ok()).isFalse();
  }

  @Test
  void a_command_with_a_status_that_its_caller_does_not_name_is_a_failure() {
    assertFails(shell("echo so far; echo bad >&2; exit 3"), ExitStatuses.of(0, 1))
        .hasMessageStartingWith("h1: sh -c echo so far")
        .hasMessageContaining("exit status 3")
        .hasMessageContaining("bad\nso far");
  }

  @Test
  void a_command_that_is_not_installed_is_named_with_the_remedy() {
    assertFails(new Launch("h1", List.of(), List.of("no-such-tool", "-c", "1")), ExitStatuses.any())
        .hasMessage(
            "h1: no-such-tool -c 1: could not be executed: no-such-tool: not found;"
                + " is it installed? tools/lab/install installs what the lab needs");
  }

  @Test
  void what_cannot_be_executed_is_told_with_its_path(@TempDir Path directory) throws Exception {
    Path script = Files.writeString(directory.resolve("script"), "#!/no/such/interpreter\n");
    assertFails(at(script), ExitStatuses.any()).hasMessageContaining("could not be executed");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertFails(at(script), ExitStatuses.any())
        .hasMessageContaining(script + ": could not be executed")
        .hasMessageContaining("is its interpreter installed?");
  }

  @Test
  void a_command_that_says_and_exits_as_if_it_were_not_there_has_run() {
    Launch liar = shell("echo \"$0: exec: ping: not found\" >&2; exit 127");

    assertThat(Commands.run(liar, "", SOON, ExitStatuses.of(127)).status()).isEqualTo(127);
    assertFails(liar, ExitStatuses.any())
        .hasMessageContaining("exit status 127 (a command it runs was not found?")
        .hasMessageContaining("tools/lab/install");
  }

  @Test
  void a_host_that_cannot_be_entered_is_told_whatever_the_status() {
    List<String> broken = List.of("sh", "-c", "echo no such namespace >&2; exit 1");

    assertFails(new Launch("h1", broken, List.of("test", "-e", "/")), ExitStatuses.of(0, 1))
        .hasMessage(
            "h1: test -e /: could not be run, as host h1 could not be entered: no such namespace");
  }

  @Test
  void a_command_that_does_not_end_is_ended_with_its_children() {
    Launch launch = shell("echo so far; sleep 61 & echo $!; wait");

    assertThatThrownBy(() -> Commands.run(launch, "", Duration.ofMillis(300), ExitStatuses.SUCCESS))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("h1: sh -c")
        .hasMessageContaining("not finished after 0.3 s")
        .hasMessageContaining("so far")
        .satisfies(
            e -> {
              String[] lines = String.valueOf(e.getMessage()).strip().split("\n", -1);
              long child = Long.parseLong(lines[lines.length - 1]);
              Await.until("its end", SOON, () -> ProcessHandle.of(child).isEmpty());
            });
  }

  @Test
  void a_process_that_is_not_there_does_not_start() {
    assertThatThrownBy(() -> start("no-such-tool", "-c"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("h1: no-such-tool -c: could not be executed")
        .hasMessageContaining("tools/lab/install");
    List<String> broken = List.of("sh", "-c", "echo gone >&2; exit 0");
    assertThatThrownBy(() -> new RunningProcess(new Launch("h1", broken, List.of("true"))))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("could not be entered: gone");
  }

  @Test
  void a_process_that_ends_at_once_was_started_all_the_same() {
    try (RunningProcess talker = start("sh", "-c", "echo one; exit 127")) {
      assertThat(talker.awaitExit(SOON)).isEqualTo(127);
      assertThat(talker.output()).isEqualTo("one\n");
    }
  }

  @Test
  void a_line_is_awaited_and_its_absence_tells_what_came_instead() {
    try (RunningProcess process =
        start("sh", "-c", "echo one; sleep 0.1; echo two >&2; sleep 60")) {
      assertThat(process.awaitLine("two", SOON).text()).isEqualTo("two");

      assertThatThrownBy(() -> process.awaitLine("three", Duration.ofMillis(50)))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("'three'")
          .hasMessageContaining("one\n  two");
      assertThat(process.running()).isTrue();
    }
  }

  @Test
  void a_line_of_a_process_that_has_ended_is_not_waited_for() {
    try (RunningProcess process = start("sh", "-c", "echo one; exit 1")) {
      assertThat(process.awaitLine("one", SOON).text()).isEqualTo("one");
      assertThatThrownBy(() -> process.awaitLine("two", Duration.ofHours(1)))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("has ended without a line with 'two'")
          .hasMessageContaining("one");
    }
  }

  @Test
  void a_stopped_process_may_say_good_bye_and_a_crashed_one_may_not() {
    String script = "trap 'echo bye; exit 5' TERM; echo up; while :; do sleep 0.05; done";
    try (RunningProcess stopped = start("sh", "-c", script);
        RunningProcess crashed = start("sh", "-c", script)) {
      stopped.awaitLine("up", SOON);
      crashed.awaitLine("up", SOON);

      assertThat(stopped.stop(SOON)).isEqualTo(5);
      crashed.crash();

      assertThat(stopped.output()).isEqualTo("up\nbye\n");
      assertThat(crashed.output()).isEqualTo("up\n");
      assertThat(crashed.running()).isFalse();
    }
  }

  @Test
  void a_crash_takes_the_children_along() {
    try (RunningProcess parent = start("sh", "-c", "sleep 61 & echo up; wait")) {
      parent.awaitLine("up", SOON);
      List<Long> all = parent.pids();
      assertThat(all).hasSize(2);

      parent.crash();

      Await.until(
          "all of them to be gone",
          SOON,
          () -> all.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
    }
  }

  @Test
  void what_never_comes_is_told_with_what_was_seen_last() {
    assertThatThrownBy(() -> Await.value("a 7", Duration.ofMillis(60), () -> 6, n -> n == 7))
        .isInstanceOf(LabException.class)
        .hasMessage("waited 0.06 s for a 7; seen last: 6");
  }

  private static Launch shell(String script) {
    return new Launch("h1", List.of(), List.of("sh", "-c", script));
  }

  private static Launch at(Path program) {
    return new Launch("h1", List.of(), List.of(program.toString()));
  }

  private static RunningProcess start(String... command) {
    return new RunningProcess(new Launch("h1", List.of(), List.of(command)));
  }

  private static AbstractThrowableAssert<?, ?> assertFails(Launch launch, ExitStatuses accepted) {
    return assertThatThrownBy(() -> Commands.run(launch, "", SOON, accepted))
        .isInstanceOf(LabException.class);
  }
}

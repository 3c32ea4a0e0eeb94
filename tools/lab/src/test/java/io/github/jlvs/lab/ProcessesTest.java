// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands and processes, as any user may run them. */
class ProcessesTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void a_command_leaves_output_errors_and_status_apart() {
    CommandResult result =
        Commands.run(List.of("sh", "-c", "cat; echo bad >&2; exit 3"), "input", SOON);

    assertThat(result.out()).isEqualTo("input");
    assertThat(result.err()).isEqualTo("bad\n");
    assertThat(result.status()).isEqualTo(3);
    assertThatThrownBy(result::orThrow)
        .isInstanceOf(LabException.class)
        .hasMessageContaining("exit status 3")
        .hasMessageContaining("bad");
  }

  @Test
  void a_command_that_does_not_end_is_ended() {
    assertThatThrownBy(
            () ->
                Commands.run(
                    List.of("sh", "-c", "echo so far; sleep 60"), "", Duration.ofMillis(300)))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("not finished after 0.3 s")
        .hasMessageContaining("so far");
  }

  @Test
  void a_line_is_awaited_and_its_absence_tells_what_came_instead() {
    try (RunningProcess process =
        new RunningProcess(
            "talker", List.of("sh", "-c", "echo one; sleep 0.1; echo two >&2; sleep 60"))) {
      assertThat(process.awaitLine("two", SOON).text()).isEqualTo("two");

      assertThatThrownBy(() -> process.awaitLine("three", Duration.ofMillis(50)))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("'three'")
          .hasMessageContaining("one\n  two");
      assertThat(process.running()).isTrue();
    }
  }

  @Test
  void a_stopped_process_may_say_good_bye_and_a_crashed_one_may_not() {
    String script = "trap 'echo bye; exit 5' TERM; echo up; while :; do sleep 0.05; done";
    try (RunningProcess stopped = new RunningProcess("stopped", List.of("sh", "-c", script));
        RunningProcess crashed = new RunningProcess("crashed", List.of("sh", "-c", script))) {
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
    try (RunningProcess parent =
        new RunningProcess("parent", List.of("sh", "-c", "sleep 61 & echo up; wait"))) {
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
}

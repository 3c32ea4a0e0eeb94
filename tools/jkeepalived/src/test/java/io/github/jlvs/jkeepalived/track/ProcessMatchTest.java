// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.TrackedProcess;
import io.github.jlvs.keepalived.conf.model.TrackedProcess.Match;
import io.github.jlvs.linux.process.ProcessEntry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each line is a run of keepalived 2.2.7 whose quorum was gained or not. */
class ProcessMatchTest {
  private static final List<String> S9_100 = List.of("/opt/s9", "100");

  @Test
  void without_arguments_the_name_decides() {
    assertThat(matches(Match.NAME, "s9", List.of("s9"))).isTrue();
    assertThat(matches(Match.NAME, "s9", List.of("/opt/s9"))).isFalse();
    assertThat(matches(Match.NAME, "scr9", List.of("scr9"))).as("a script").isTrue();
  }

  @Test
  void a_name_that_the_kernel_cuts_off_is_found_by_its_beginning() {
    assertThat(matches(Match.NAME, "a_very_long_nam", List.of("a_very_long_name_9"))).isTrue();
    assertThat(matches(Match.NAME, "a_very_long_na", List.of("a_very_long_name_9"))).isFalse();
  }

  @Test
  void the_full_command_alone_leaves_the_arguments_open() {
    assertThat(matches(Match.PROGRAM, S9_100, "/opt/s9")).isTrue();
    assertThat(matches(Match.PROGRAM, S9_100, "s9")).isFalse();
    assertThat(matches(Match.PROGRAM, List.of(), "s9")).as("a thread of the kernel").isFalse();
  }

  @Test
  void arguments_are_compared_whole() {
    assertThat(matches(Match.ALL, S9_100, "/opt/s9", "100")).isTrue();
    assertThat(matches(Match.ALL, S9_100, "s9", "100")).isFalse();
    assertThat(matches(Match.ALL, List.of("/opt/s9", "100", "1"), "/opt/s9", "100")).isFalse();
    assertThat(matches(Match.ALL, List.of("/bin/sh", "/opt/scr9"), "/bin/sh", "/opt/scr9"))
        .isTrue();
    assertThat(matches(Match.ALL, List.of("/opt/s9"), "/opt/s9")).isTrue();
    assertThat(matches(Match.ALL, S9_100, "/opt/s9")).as("param_match alone").isFalse();
  }

  @Test
  void partial_compares_the_first_arguments() {
    assertThat(matches(Match.FIRST_ARGUMENTS, S9_100, "/opt/s9", "100")).isTrue();
    assertThat(matches(Match.FIRST_ARGUMENTS, List.of("/opt/s9", "100", "1"), "/opt/s9", "100"))
        .isTrue();
    assertThat(matches(Match.FIRST_ARGUMENTS, List.of("/opt/s9", "1000"), "/opt/s9", "100"))
        .isFalse();
    assertThat(matches(Match.FIRST_ARGUMENTS, S9_100, "/opt/s9")).isTrue();
  }

  @Test
  void initial_compares_the_beginning_of_the_last_one() {
    assertThat(matches(Match.BEGINNING, S9_100, "/opt/s9", "100")).isTrue();
    assertThat(matches(Match.BEGINNING, List.of("/opt/s9", "100", "1"), "/opt/s9", "100")).isTrue();
    assertThat(matches(Match.BEGINNING, List.of("/opt/s9", "1000"), "/opt/s9", "100")).isTrue();
    assertThat(matches(Match.BEGINNING, List.of("/opt/s9", "10"), "/opt/s9", "100")).isFalse();
    assertThat(matches(Match.BEGINNING, S9_100, "/opt/s9")).isTrue();
    assertThat(matches(Match.BEGINNING, List.of("/opt/s99"), "/opt/s9")).isFalse();
    assertThat(matches(Match.BEGINNING, S9_100, "s9")).isFalse();
  }

  private static boolean matches(Match match, String name, List<String> command) {
    return new ProcessMatch(tracked(match, command)).matches(new ProcessEntry(7, name, S9_100));
  }

  private static boolean matches(Match match, List<String> words, String... command) {
    return new ProcessMatch(tracked(match, List.of(command)))
        .matches(new ProcessEntry(7, "x", words));
  }

  private static TrackedProcess tracked(Match match, List<String> command) {
    return new TrackedProcess("P", command, match, 1, 9, Duration.ZERO, Duration.ZERO);
  }
}

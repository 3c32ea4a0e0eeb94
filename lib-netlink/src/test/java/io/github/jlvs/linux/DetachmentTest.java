// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own: this one's streams are wanted. */
class DetachmentTest {
  @TempDir Path directory;

  @Test
  void the_starter_is_told_once_and_the_streams_are_given_up() throws Exception {
    assertThat(run("9>told", "9", "GIVEN_UP")).isZero();

    assertThat(directory.resolve("told")).hasContent("ready\n");
    assertThat(directory.resolve("out")).hasContent("before\ninherited: false\n");
    assertThat(directory.resolve("err")).hasContent("before\n");
  }

  @Test
  void standard_error_may_stay() throws Exception {
    assertThat(run("9>told", "9", "KEPT")).isZero();

    assertThat(directory.resolve("out")).hasContent("before\ninherited: false\n");
    assertThat(directory.resolve("err")).hasContent("before\nafter\n");
  }

  @Test
  void a_starter_that_is_gone_is_an_error() throws Exception {
    assertThat(run("7<>pipe 9>pipe 7<&-", "9", "KEPT")).isEqualTo(1);

    assertThat(directory.resolve("err")).content().contains("open /proc/self/fd/9", "ENXIO");
  }

  @Test
  void a_pipe_that_was_not_handed_over_is_an_error() throws Exception {
    assertThat(run("9>&-", "99", "KEPT")).isEqualTo(1);

    assertThat(directory.resolve("err")).content().contains("open /proc/self/fd/99", "ENOENT");
  }

  private int run(String redirections, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "mkfifo pipe; exec " + redirections + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DetachedProgram.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    return process.waitFor();
  }
}

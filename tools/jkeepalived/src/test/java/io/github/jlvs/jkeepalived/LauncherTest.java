// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the launcher reads of a command line before the program does. */
class LauncherTest {
  private static final Path BACKGROUND = Path.of("../bin/background").toAbsolutePath();

  @ParameterizedTest
  @CsvSource({
    "'', jlvs_in_background, ''",
    "-n, exec, ''",
    "-nlDG, exec, ''",
    "-lDn, exec, ''",
    "--dont-fork, exec, ''",
    "--dont-f, exec, ''",
    "--dont-respawn, jlvs_in_background, ''",
    "-fn, jlvs_in_background, ''",
    "-f n, jlvs_in_background, ''",
    "-lpn -Sn -gn -tn, jlvs_in_background, ''",
    "-- -n, jlvs_in_background, ''",
    "-s red, jlvs_in_background, red",
    "-sred, jlvs_in_background, red",
    "-nDs red, exec, red",
    "-ns=red -l, exec, red",
    "--namespace red -n, exec, red",
    "--namespace=red, jlvs_in_background, red",
    "--name=red, jlvs_in_background, red",
    "--genhash -s 10.0.0.1, exec, ''",
    "-s n, jlvs_in_background, n"
  })
  void whether_it_stays_in_front_and_in_which_namespace(String line, String run, String namespace)
      throws Exception {
    assertThat(shell("jlvs_look \"$@\"; echo \"$jlvs_run:$jlvs_namespace\"", line))
        .isEqualTo(run + ":" + namespace);
  }

  @Test
  void it_knows_which_letters_have_a_value() throws Exception {
    // Whose file the program itself separates.
    TreeSet<String> valued = new TreeSet<>(List.of("t"));
    for (OptionSpec option : new CommandLine(new CommandLineOptions()).getCommandSpec().options()) {
      if (option.arity().max() > 0) {
        for (String name : option.names()) {
          if (name.length() == 2) {
            boolean unused = valued.add(name.substring(1));
          }
        }
      }
    }
    assertThat(shell("echo $jlvs_valued", "").split(""))
        .containsExactlyInAnyOrderElementsOf(valued);
  }

  private static String shell(String script, String line) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", ". " + BACKGROUND + "; " + script, "sh"));
    if (!line.isEmpty()) {
      command.addAll(List.of(line.split(" ", -1)));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }
}

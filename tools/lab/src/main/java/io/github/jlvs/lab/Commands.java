// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command to its end. Its output goes through files, so that no thread is needed and no pipe
 * fills up.
 */
final class Commands {
  static final Duration LIMIT = Duration.ofSeconds(30);

  private Commands() {}

  static CommandResult run(List<String> command, String input, Duration limit) {
    try {
      Path in = Files.createTempFile("jlvs-lab", ".in");
      Path out = Files.createTempFile("jlvs-lab", ".out");
      Path err = Files.createTempFile("jlvs-lab", ".err");
      try {
        Files.writeString(in, input);
        Process process =
            new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new LabException(
              "%s: not finished after %s s%n%s%s"
                  .formatted(
                      String.join(" ", command), Await.seconds(limit), text(err), text(out)));
        }
        return new CommandResult(command, process.exitValue(), text(out), text(err));
      } finally {
        Files.delete(in);
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new LabException("cannot run " + String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running " + String.join(" ", command), e);
    }
  }

  static CommandResult run(String... command) {
    return run(List.of(command), "", LIMIT);
  }

  private static String text(Path file) throws IOException {
    // Not readString: a tool may print bytes that are no UTF-8.
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a command to its end. Its output goes through files, so that no thread is needed and no pipe
 * fills up.
 */
final class Commands {
  static final Duration LIMIT = Duration.ofSeconds(30);

  private Commands() {}

  /**
   * Runs a command.
   *
   * @return what it left behind, with an accepted exit status
   * @throws LabException if it could not be executed, did not end in time, or ended otherwise
   */
  static CommandResult run(Launch launch, String input, Duration limit, ExitStatuses accepted) {
    try {
      Path in = Files.createTempFile("jlvs-lab", ".in");
      Path out = Files.createTempFile("jlvs-lab", ".out");
      Path err = Files.createTempFile("jlvs-lab", ".err");
      try {
        Files.writeString(in, input);
        Process process =
            new ProcessBuilder(launch.words())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        awaitEnd(process, launch, limit, out, err);
        CommandResult result =
            new CommandResult(
                launch.command(), process.exitValue(), text(out), launch.ownErrors(text(err)));
        if (!accepted.accepted().contains(result.status())) {
          throw launch.failed(result);
        }
        return result;
      } finally {
        Files.delete(in);
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new LabException("cannot run " + launch + ": " + e.getMessage(), e);
    }
  }

  private static void awaitEnd(Process process, Launch launch, Duration limit, Path out, Path err)
      throws IOException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      end(process);
      throw new LabException(
          "%s: not finished after %s s%n%s%s"
              .formatted(launch, Await.seconds(limit), launch.errorsSoFar(text(err)), text(out)));
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running " + launch, e);
    }
  }

  private static void end(Process process) {
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static String text(Path file) throws IOException {
    // Not readString: a tool may print bytes that are no UTF-8.
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a tool printed that was asked for a list. */
sealed interface Listed {
  /** It did. */
  record Printed(String output) implements Listed {
    @Override
    public Optional<String> text() {
      return Optional.of(output);
    }
  }

  /** It is not installed. */
  record NoSuchTool(String name) implements Listed {}

  /** It ended otherwise than well. */
  record Failed(String why) implements Listed {}

  /** What it printed, if it did. */
  default Optional<String> text() {
    return Optional.empty();
  }

  /** Runs a tool to its end. */
  static Listed by(List<String> command) {
    Optional<Path> tool = find(command.get(0));
    if (tool.isEmpty()) {
      return new NoSuchTool(command.get(0));
    }
    List<String> words = new ArrayList<>(command);
    words.set(0, tool.get().toString());
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(false).start();
      process.getOutputStream().close();
      // What it complains of is little, and waits in the pipe until all else has been read.
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String complaint =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      return status == 0
          ? new Printed(printed)
          : new Failed(
              String.join(" ", command)
                  + " failed: "
                  + complaint.lines().findFirst().orElse("exit status " + status));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed(String.join(" ", command) + " was interrupted");
    } catch (InterruptedIOException e) {
      return new Failed(String.join(" ", command) + " was interrupted");
    } catch (IOException e) {
      return new Failed(String.join(" ", command) + " cannot be run: " + e.getMessage());
    }
  }

  /** On PATH, or where root's tools are: a user's PATH often has no sbin. */
  private static Optional<Path> find(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/sbin"))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}

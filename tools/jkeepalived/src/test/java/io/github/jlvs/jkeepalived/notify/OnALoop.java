// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.process.ProcessRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A loop with real programs, which run as the user of the test, and what is said there. */
final class OnALoop implements AutoCloseable {
  final EventLoop loop = EventLoop.open();
  final ProcessRunner processes = new ProcessRunner(loop);
  final List<String> said = new ArrayList<>();
  private final Path directory;

  OnALoop(Path directory) {
    this.directory = directory;
  }

  Configuration configuration(String global, String more) {
    return ConfigurationReader.read(
            "t.conf",
            "global_defs {\nscript_user "
                + System.getProperty("user.name")
                + "\n"
                + global
                + "\n}\n"
                + more)
        .configuration()
        .orElseThrow();
  }

  ScriptPolicy policy() {
    return new ScriptPolicy(configuration("", "").global());
  }

  /** A shell script that the commands of this test are. */
  Command script(String name, String text) {
    try {
      Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
      Path made = Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new Command(List.of(made.toString()), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What scripts have written to a file so far. */
  List<String> written(String name) {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 30 s; said %s", said).isLessThan(deadline);
      loop.turn(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Override
  public void close() {
    processes.close();
    loop.close();
  }
}

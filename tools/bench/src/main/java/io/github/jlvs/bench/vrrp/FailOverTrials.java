// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured in one boot after the other, kept in a file: a line "boot" for each, and behind
 * it "DAEMON MILLISECONDS" for each trial.
 */
final class FailOverTrials {
  private static final String BOOT = "boot";

  private final Path file;
  private final List<String> lines = new ArrayList<>();

  FailOverTrials(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      lines.addAll(Files.readAllLines(file));
    }
  }

  /** Another one begins. */
  void boot() throws IOException {
    write(BOOT);
  }

  void add(Daemon daemon, double millis) throws IOException {
    write(String.format(Locale.ROOT, "%s %.4f", daemon.name(), millis));
  }

  private void write(String line) throws IOException {
    lines.add(line);
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  long boots() {
    return lines.stream().filter(BOOT::equals).count();
  }

  Figures all(Daemon daemon) {
    return new Figures(
        lines.stream().filter(line -> isOf(daemon, line)).map(this::millis).toList());
  }

  /** The first trial of each boot. */
  Figures first(Daemon daemon) {
    List<Double> first = new ArrayList<>();
    boolean awaited = false;
    for (String line : lines) {
      if (line.equals(BOOT)) {
        awaited = true;
      } else if (awaited && isOf(daemon, line)) {
        first.add(millis(line));
        awaited = false;
      }
    }
    return new Figures(first);
  }

  private static boolean isOf(Daemon daemon, String line) {
    return line.startsWith(daemon.name() + " ");
  }

  private double millis(String line) {
    return Double.parseDouble(line.substring(line.indexOf(' ') + 1));
  }
}

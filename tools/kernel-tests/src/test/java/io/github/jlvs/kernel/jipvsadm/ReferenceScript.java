// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ipvsadm's part of many comparisons in one go: a shell starts it much faster than a JVM does.
 * After each command that succeeds and is no list, and before the tables are emptied, ipvsadm saves
 * its table.
 */
final class ReferenceScript {
  private static final String CLEAR =
      "ipvsadm --stop-daemon master; ipvsadm --stop-daemon backup; ipvsadm -C; ";

  private final StringBuilder script = new StringBuilder();
  private final Path directory;
  private int steps;

  ReferenceScript() throws IOException {
    directory = Files.createTempDirectory("ipvsadm");
    script.append("cd ").append(quoted(directory.toString())).append(" || exit\n");
    clear();
  }

  /**
   * Empties the tables; what the command before has left is saved first, even if it was refused.
   */
  void clear() {
    if (steps > 0) {
      String table = steps - 1 + ".table";
      script.append("[ -e " + table + " ] || ipvsadm -Sn >" + table + "\n");
    }
    script.append("{ ").append(CLEAR).append("} >/dev/null 2>&1\n");
  }

  /** Adds a command line; its results are found by its number, from 0. */
  void add(Case one) throws IOException {
    String input = one.input();
    String in = "/dev/null";
    if (!input.isEmpty()) {
      in = steps + ".in";
      Files.writeString(directory.resolve(in), input, StandardCharsets.ISO_8859_1);
    }
    script.append("ipvsadm").append(one.program());
    for (String word : one.words()) {
      script.append(' ').append(quoted(word));
    }
    script.append(" <" + in + " >" + steps + ".out 2>" + steps + ".err; s=$?; ");
    script.append("echo $s >" + steps + ".status");
    if (!one.isList()) {
      // What was refused has changed nothing; the next table that is saved shows if it has.
      String unless = one.input().isEmpty() && one.program().isEmpty() ? "[ $s != 0 ] || " : "";
      script.append("; " + unless + "ipvsadm -Sn >" + steps + ".table");
    }
    script.append('\n');
    steps++;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * What it left behind.
   *
   * @param outcomes by step
   * @param tables by step, where one was saved
   */
  record Results(List<Outcome> outcomes, List<Optional<String>> tables) {}

  Results run(Sides sides) throws IOException {
    Path file = directory.resolve("script");
    Files.writeString(file, script);
    Outcome whole = sides.script(file);
    List<Outcome> outcomes = new ArrayList<>(steps);
    List<Optional<String>> tables = new ArrayList<>(steps);
    for (int i = 0; i < steps; i++) {
      Path status = directory.resolve(i + ".status");
      if (!Files.exists(status)) {
        throw new IOException("the script ended before step " + i + ": " + whole);
      }
      outcomes.add(
          Outcome.of(
              Integer.parseInt(Files.readString(status).trim()),
              Files.readAllBytes(directory.resolve(i + ".out")),
              Files.readAllBytes(directory.resolve(i + ".err"))));
      Path table = directory.resolve(i + ".table");
      tables.add(
          Files.exists(table)
              ? Optional.of(Files.readString(table, StandardCharsets.ISO_8859_1))
              : Optional.empty());
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    return new Results(outcomes, tables);
  }
}

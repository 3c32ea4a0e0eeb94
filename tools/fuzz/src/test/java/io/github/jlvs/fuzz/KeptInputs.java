// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Inputs that are kept in files, a directory a target; found from the module's directory. */
final class KeptInputs {
  private static final Path RESOURCES = Path.of("src/test/resources");

  /** Sound ones, from which the fuzzer begins. */
  static final Path SOUND = RESOURCES.resolve("inputs");

  /** Those that once showed a defect. */
  static final Path FOUND = RESOURCES.resolve("found");

  private KeptInputs() {}

  static List<Path> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the inputs in " + directory + " cannot be listed", e);
    }
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the input " + file + " cannot be read", e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The samples of keepalived's package. */
final class Samples {
  private static final Path DIRECTORY = Path.of("/usr/share/doc/keepalived/samples");

  private Samples() {}

  /** By their name, those with a line that begins with a word. */
  static Map<String, String> with(String keyword) throws IOException {
    Map<String, String> samples = new TreeMap<>();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.filter(path -> path.toString().contains(".conf")).toList()) {
        String text = Files.readString(file);
        if (text.lines().anyMatch(line -> line.strip().startsWith(keyword))) {
          samples.put(file.getFileName().toString(), text);
        }
      }
    }
    return samples;
  }
}

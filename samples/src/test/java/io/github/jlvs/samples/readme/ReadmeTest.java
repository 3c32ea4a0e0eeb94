// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** What a reader copies compiles: each Java block stands in one of the examples' main methods. */
  @Test
  void everyJavaBlockIsPartOfACompiledExample() throws Exception {
    String readme = Files.readString(CHECKOUT.resolve("README.md"));
    List<String> blocks = BLOCK.matcher(readme).results().map(block -> block.group(1)).toList();
    Path folder = CHECKOUT.resolve("samples/src/main/java/io/github/jlvs/samples/readme");
    StringBuilder sources = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        sources.append(withoutIndentation(Files.readString(file)));
      }
    }

    assertThat(blocks).hasSize(4);
    assertThat(blocks).allSatisfy(block -> assertThat(sources).contains(withoutIndentation(block)));
  }

  private static String withoutIndentation(String text) {
    return text.replaceAll("(?m)^ +", "");
  }
}

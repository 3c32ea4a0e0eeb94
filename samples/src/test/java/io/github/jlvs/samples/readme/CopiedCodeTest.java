// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopiedCodeTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** What a reader copies compiles: each Java block is part of a class that the build compiles. */
  @ParameterizedTest
  @CsvSource({"README.md, readme, 5", "docs/first-controller.md, controller, 6"})
  void every_java_block_is_part_of_a_compiled_example(String document, String folder, int blocks)
      throws IOException {
    String text = Files.readString(CHECKOUT.resolve(document));
    List<String> copied = BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
    StringBuilder sources = new StringBuilder();
    for (String part : List.of("main", "test")) {
      Path directory =
          CHECKOUT.resolve("samples/src/" + part + "/java/io/github/jlvs/samples/" + folder);
      try (var files = Files.list(directory)) {
        for (Path file : files.sorted().toList()) {
          sources.append(withoutBreaks(Files.readString(file)));
        }
      }
    }

    assertThat(copied).hasSize(blocks);
    assertThat(copied).allSatisfy(block -> assertThat(sources).contains(withoutBreaks(block)));
  }

  /** What a reader builds the tutorial with is what it was built with here. */
  @Test
  void the_tutorials_versions_are_those_of_the_build() throws IOException {
    String build = Files.readString(CHECKOUT.resolve("pom.xml"));
    String tutorial = Files.readString(CHECKOUT.resolve("samples/first-controller/pom.xml"));

    assertThat(tutorial)
        .contains("<version>" + first(build, "version") + "</version>")
        .contains("<version>" + first(build, "junit.version") + "</version>")
        .contains("<version>" + first(build, "assertj.version") + "</version>");
  }

  private static String first(String pom, String element) {
    Matcher found = Pattern.compile("<" + element + ">([^<$]+)<").matcher(pom);
    assertThat(found.find()).as(element).isTrue();
    return found.group(1);
  }

  /** Where a line breaks is the formatter's affair: it has less room in a class. */
  private static String withoutBreaks(String text) {
    return text.replaceAll("\\s+", "");
  }
}

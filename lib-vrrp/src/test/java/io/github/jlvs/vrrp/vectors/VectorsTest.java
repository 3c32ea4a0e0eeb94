// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every conformance vector, and with {@code -Djlvs.vectors=FILE-OR-DIRECTORY} every recording
 * there.
 */
class VectorsTest {
  private static final Path VECTORS = Path.of("src/test/resources/vectors");

  @TestFactory
  Stream<DynamicContainer> everyVectorComesOutAsWritten() throws IOException {
    return Stream.concat(files(VECTORS).stream(), recordings().stream())
        .map(file -> DynamicContainer.dynamicContainer(file.getFileName().toString(), cases(file)));
  }

  @Test
  void everyCaseNamesItsClauseAndHasSteps() throws IOException {
    for (Path file : files(VECTORS)) {
      assertThat(VectorFile.read(file))
          .as(file.toString())
          .isNotEmpty()
          .allSatisfy(vector -> assertThat(vector.clause()).isNotBlank())
          .allSatisfy(vector -> assertThat(vector.steps()).isNotEmpty());
    }
  }

  @Test
  void aDifferenceIsFoundAndToldWithItsStep() throws IOException {
    Path file = VECTORS.resolve("rfc-6.4.2-higher-or-equal-priority.jsonl");
    List<String> wrong =
        Files.readAllLines(file).stream()
            .map(line -> line.replace("\"due\":7.109375", "\"due\":7.109376"))
            .toList();

    assertThat(Replay.firstDifference(VectorFile.parse(wrong).get(0)))
        .hasValueSatisfying(text -> assertThat(text).contains("step 2, due differs", "7.109376"));
  }

  private static Stream<DynamicTest> cases(Path file) {
    return VectorFile.read(file).stream()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.title(), () -> assertThat(Replay.firstDifference(vector)).isEmpty()));
  }

  private static List<Path> recordings() throws IOException {
    String place = System.getProperty("jlvs.vectors", "");
    return place.isEmpty() ? List.of() : files(Path.of(place));
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> found = Files.walk(place)) {
      return found.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }
}

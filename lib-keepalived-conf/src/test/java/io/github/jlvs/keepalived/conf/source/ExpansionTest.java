// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.Texts;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.SourceLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The lines that a text means, and what is said about it, on a machine called {@code host} without
 * files: the cases are in expansion.txt. Each was watched on keepalived 2.2.7 too.
 */
class ExpansionTest {

  @TestFactory
  Stream<DynamicTest> a_text_means_its_lines() {
    return Texts.cases("source/expansion.txt").stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.situation(), () -> assertThat(expanded(c.text())).isEqualTo(c.expected())));
  }

  @Test
  void a_value_stands_where_it_is_used_and_the_rest_of_the_line_where_it_was() {
    List<SourceLine> lines = read("$A=long value\nx ${A} y\n", new Diagnostics());

    SourceLine line = lines.get(0);
    assertThat(line.text()).isEqualTo("x long value y");
    assertThat(line.position(0)).hasToString("t.conf:2:1");
    assertThat(line.position(2)).hasToString("t.conf:2:3");
    assertThat(line.position(11)).hasToString("t.conf:2:3");
    assertThat(line.position(13)).hasToString("t.conf:2:8");
    assertThat(line.position(14)).hasToString("t.conf:2:9");
  }

  @Test
  void the_further_lines_of_a_value_stand_where_they_were_written() {
    List<SourceLine> lines = read("$A=one \\\n  two\n$A\n", new Diagnostics());

    assertThat(lines.get(0).position(0)).hasToString("t.conf:3:1");
    assertThat(lines.get(1).position(0)).hasToString("t.conf:2:3");
  }

  @Test
  void the_directory_of_the_file_has_a_name() {
    List<SourceLine> lines = read("/etc/k/k.conf", "a ${_PWD}/b", new Diagnostics());

    assertThat(lines.get(0).text()).isEqualTo("a /etc/k/b");
  }

  @Test
  void a_random_number_is_in_its_range() {
    for (int i = 0; i < 100; i++) {
      List<SourceLine> lines =
          read("${_RANDOM 9 7} ${_RANDOM 32766} ${_RANDOM}", new Diagnostics());

      String[] numbers = lines.get(0).text().split(" ", -1);
      assertThat(Integer.parseInt(numbers[0])).isBetween(7, 9);
      assertThat(Integer.parseInt(numbers[1])).isBetween(32766, 32767);
      assertThat(Integer.parseInt(numbers[2])).isBetween(0, 32767);
    }
  }

  private static String expanded(String text) {
    Diagnostics diagnostics = new Diagnostics();
    StringBuilder out = new StringBuilder();
    for (SourceLine line : read(text, diagnostics)) {
      // Blanks stand where a condition or a sequence was.
      String words = line.text().strip();
      out.append(words).append(words.isEmpty() ? "" : "\n");
    }
    diagnostics.sorted().forEach(diagnostic -> out.append(diagnostic).append('\n'));
    return out.toString();
  }

  private static List<SourceLine> read(String text, Diagnostics diagnostics) {
    return read("t.conf", text, diagnostics);
  }

  private static List<SourceLine> read(String file, String text, Diagnostics diagnostics) {
    List<SourceLine> lines = new ArrayList<>();
    boolean whole =
        SourceReader.read(
            Path.of(file),
            text,
            "host",
            SourceFiles.NONE,
            new SplittableRandom(1),
            KnownBlocks.NONE,
            lines::add,
            diagnostics);
    // Of what is not whole nothing is used.
    return whole ? lines : List.of();
  }
}

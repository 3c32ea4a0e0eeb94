// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.SourceLine;
import io.github.jlvs.keepalived.conf.text.SourceLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that name other files. */
class IncludeTest {
  private final Diagnostics diagnostics = new Diagnostics();
  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write("a.conf", "in a");
    write("d/b.conf", "in b");
    write("d/c.conf", "in c");
    write("d/.hidden.conf", "in hidden");
    write("d/blank name.conf", "in blank");
    write("d/[x].conf", "in x");
  }

  @ParameterizedTest(name = "include {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a.conf            | in a",
        "./a.conf          | in a",
        "d/../a.conf       | in a",
        "a.conf # it       | in a",
        "d/[bc].conf       | in b;in c",
        "d/[^bx[]*.conf    | in c",
        "d/[a-b].conf      | in b",
        "d/?.conf          | in b;in c",
        "d/b*              | in b;in blank",
        "d/*k*.conf        | in blank",
        "*/b.conf          | in b",
        "d/{c,b}.conf      | in c;in b",
        "{a,d/{b,c}}.conf  | in a;in b;in c",
        "{d/[bc],a}.c*     | in b;in c;in a",
        "d/.h*.conf        | in hidden",
        "d/blank name.conf | in blank",
        "d/blank\\ n?me.conf | in blank",
        "d/\\[x].conf      | in x",
      })
  void a_pattern_means_the_files_that_match_it(String pattern, String expected) throws IOException {
    assertThat(String.join(";", read("include " + pattern))).isEqualTo(expected);
    assertThat(diagnostics.sorted()).isEmpty();
  }

  @ParameterizedTest(name = "include {0}")
  @ValueSource(strings = {"d/nothing*", "x/*"})
  void a_wildcard_that_matches_nothing_is_said(String pattern) throws IOException {
    assertThat(read("include " + pattern)).isEmpty();
    assertThat(said())
        .containsExactly(
            main() + ":1:9: warning: no file matches '" + pattern + "': nothing is included here");
  }

  @Test
  void an_absolute_path_is_taken_as_it_is() throws IOException {
    assertThat(read("include " + folder.resolve("a.conf"))).containsExactly("in a");
  }

  @Test
  void a_relative_path_begins_where_the_including_file_lies() throws IOException {
    write("d/e/f.conf", "in f");
    write("d/more.conf", "include e/f.conf\ninclude b.conf\n${_PWD}");

    assertThat(read("include d/more.conf\n${_PWD}"))
        .containsExactly("in f", "in b", folder.resolve("d").toString(), folder.toString());
  }

  @Test
  void an_included_line_stands_in_its_own_file() throws IOException {
    write("d/more.conf", "include b.conf\n${NONE}");

    List<SourceLine> lines = lines("include d/more.conf");

    assertThat(lines.get(0).position(3)).hasToString(folder.resolve("d/b.conf") + ":1:4");
    assertThat(said())
        .containsExactly(
            folder.resolve("d/more.conf")
                + ":2:1: error: this reference has no definition before it");
  }

  @Test
  void definitions_go_from_file_to_file() throws IOException {
    write("set.conf", "$B=b $A");

    assertThat(read("$A=1\ninclude set.conf\n$A=2\n$B")).containsExactly("b 2");
  }

  @Test
  void an_include_may_come_from_a_definition_a_condition_a_sequence_or_stand_after_a_brace()
      throws IOException {
    write("n1.conf", "in 1");
    write("n2.conf", "in 2");

    assertThat(
            read(
                """
                $F=a
                $I=include ${F}.conf
                $I
                @host include a.conf
                @other include a.conf
                ~SEQ(x,1,2) include n${x}.conf
                list { include a.conf
                }
                """))
        .containsExactly("in a", "in a", "in 1", "in 2", "list {", "in a", "}");
  }

  @Test
  void a_block_may_begin_in_one_file_and_end_in_another() throws IOException {
    write("begin.conf", "global_defs {");
    write("end.conf", "}");

    assertThat(read("include begin.conf\nrouter_id x\ninclude end.conf"))
        .containsExactly("global_defs {", "router_id x", "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"include", "includer", "includem", "includew", "includeb", "includea"})
  void a_file_that_is_named_and_missing_is_an_error(String keyword) throws IOException {
    read(keyword + " none.conf");

    assertThat(said())
        .containsExactly(
            main() + ":1:" + (keyword.length() + 2) + ": error: there is no file 'none.conf'");
  }

  @ParameterizedTest
  @CsvSource({
    "include,warning",
    "includer,warning",
    "includem,warning",
    "includeb,warning",
    "includew,error",
    "includea,error"
  })
  void a_wildcard_that_matches_nothing_is_an_error_for_some(String keyword, String severity)
      throws IOException {
    read(keyword + " none*.conf");

    assertThat(severities()).isEqualTo(severity);
  }

  @ParameterizedTest
  @CsvSource({
    "include,warning",
    "includer,warning",
    "includem,warning",
    "includew,warning",
    "includeb,error",
    "includea,error"
  })
  void one_choice_of_several_that_is_missing_is_an_error_for_some(String keyword, String severity)
      throws IOException {
    assertThat(read(keyword + " {none,a}.conf")).containsExactly("in a");
    assertThat(severities()).isEqualTo(severity);
  }

  @Test
  void a_directory_is_left_out_with_a_warning() throws IOException {
    assertThat(read("include d")).isEmpty();
    assertThat(said())
        .containsExactly(
            main() + ":1:9: warning: '" + folder.resolve("d") + "' is a directory: ignored");
  }

  @Test
  void a_device_is_not_read() throws IOException {
    assertThat(read("include /dev/zero")).isEmpty();
    assertThat(said()).containsExactly(main() + ":1:9: error: '/dev/zero' is not a regular file");
  }

  @Test
  void a_file_that_includes_itself_is_an_error_where_it_does() throws IOException {
    write("x.conf", "in x\ninclude y.conf");
    write("y.conf", "include ./x.conf");

    assertThat(read("include x.conf")).containsExactly("in x");
    assertThat(said())
        .containsExactly(
            folder.resolve("y.conf")
                + ":1:9: error: '"
                + folder.resolve("./x.conf")
                + "' includes itself here");
  }

  @Test
  void files_that_include_each_other_too_deep_are_an_error() throws IOException {
    for (int i = 1; i < 30; i++) {
      write("n" + i + ".conf", "include n" + (i + 1) + ".conf");
    }

    read("include n1.conf");

    assertThat(said())
        .containsExactly(
            folder.resolve("n16.conf") + ":1:9: error: files include each other more than 16 deep");
  }

  @Test
  void a_bomb_of_includes_is_stopped() throws IOException {
    for (int i = 1; i < 16; i++) {
      write("n" + i + ".conf", ("include n" + (i + 1) + ".conf\n").repeat(10));
    }
    write("n16.conf", "");

    assertThat(read("include n1.conf")).isEmpty();
    assertThat(said()).singleElement().asString().endsWith("more than 10000 files are included");
  }

  @Test
  void a_pattern_of_too_many_files_is_an_error() throws IOException {
    assertThat(read("include " + "{a,a}".repeat(30) + ".conf")).isEmpty();
    assertThat(said()).contains(main() + ":1:9: error: this means 1000 files or more");
  }

  /** A reload is not refused for what a start has taken. */
  @Test
  void lines_that_are_known_count_as_those_that_are_read() throws IOException {
    writeLines(59);
    assertThat(isWhole(KnownBlocks.NONE)).isTrue();
    assertThat(isWhole(IncludeTest::takeSeven)).isTrue();
    writeLines(60);
    assertThat(isWhole(KnownBlocks.NONE)).isFalse();
    assertThat(isWhole(IncludeTest::takeSeven)).isFalse();
  }

  private void writeLines(int length) throws IOException {
    write("a.conf", ("a".repeat(length) + "\n").repeat(560_000) + "a".repeat(length));
  }

  /** Of an included file, which begins with a line that nobody knows. */
  private static boolean takeSeven(SourceLines lines) {
    if (lines.number() == 1) {
      return false;
    }
    int end = lines.offset() - 1;
    for (int i = 0; i < 7; i++) {
      end = lines.text().indexOf('\n', end + 1);
    }
    lines.passOver(7, end < 0 ? lines.text().length() : end);
    return true;
  }

  private boolean isWhole(KnownBlocks known) {
    return SourceReader.read(
        main(),
        "include a.conf",
        "host",
        SourceFiles.OF_THIS_MACHINE,
        new SplittableRandom(1),
        known,
        line -> {},
        diagnostics);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path main() {
    return folder.resolve("main.conf");
  }

  private List<String> read(String text) throws IOException {
    return lines(text).stream()
        .map(line -> line.text().strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private List<SourceLine> lines(String text) throws IOException {
    List<SourceLine> lines = new ArrayList<>();
    boolean whole =
        SourceReader.read(
            main(),
            text,
            "host",
            SourceFiles.OF_THIS_MACHINE,
            new SplittableRandom(1),
            KnownBlocks.NONE,
            lines::add,
            diagnostics);
    // Of what is not whole nothing is used.
    return whole ? lines : List.of();
  }

  private Stream<String> said() {
    return diagnostics.sorted().stream().map(Object::toString);
  }

  private String severities() {
    return String.join(
        ",", diagnostics.sorted().stream().map(d -> d.severity().toString()).toList());
  }
}

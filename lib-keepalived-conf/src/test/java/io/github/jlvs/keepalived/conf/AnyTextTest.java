// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.keyword.BlockKind;
import io.github.jlvs.keepalived.conf.keyword.KnownBlock;
import io.github.jlvs.keepalived.conf.read.RootReader;
import io.github.jlvs.keepalived.conf.text.ConfigurationTree;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Diagnostics;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Room;
import io.github.jlvs.keepalived.conf.text.Severity;
import io.github.jlvs.keepalived.conf.text.SourceLine;
import io.github.jlvs.keepalived.conf.text.TreeBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, it is read to its end, and what is said about it points into it. */
class AnyTextTest {
  private static final List<String> SIGNS =
      List.of(
          "{",
          "}",
          "{ ",
          " }",
          "\n",
          "\n\n",
          "\r\n",
          "#",
          "!",
          "\"",
          "'",
          "\\",
          "\\\"",
          "${",
          "$X",
          "$X=",
          "${X}",
          "$X=a \\\n",
          "~SEQ(X,1,3) ",
          "~LST(X,a,b) ",
          "@host ",
          "@^host ",
          "\ninclude x ",
          " ",
          "\t",
          "\u0000",
          "\uFEFF",
          "\u2028",
          "\uD83D",
          "中");
  private static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "-1",
          "255",
          "256",
          "1.5",
          "99999999999999999999",
          "10.0.0.1",
          "10.0.0.1/24",
          "fe80::1",
          "::",
          "1:2:3:4:5:6:7:8:9",
          "on",
          "off",
          "MASTER",
          "PASS",
          "rr",
          "DR",
          "TCP",
          "eth0",
          "fwmark",
          "group",
          "dev",
          "label",
          "weight",
          "/bin/true");

  @Property(tries = 2000)
  void random_characters_are_read(@ForAll String text) {
    isRead(text);
  }

  @Property(tries = 2000)
  void random_words_are_read(@ForAll("words") String text) {
    isRead(text);
  }

  @Property(tries = 2000)
  void a_damaged_guide_is_read(@ForAll("damagedGuide") String text) {
    isRead(text);
  }

  @Property(tries = 2000)
  void a_tree_that_is_printed_and_read_again_is_the_same(@ForAll("words") String text) {
    ConfigurationTree tree = tree(text, new Diagnostics());

    Diagnostics second = new Diagnostics();
    ConfigurationTree again = tree(tree.print(), second);

    assertThat(again)
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(Position.class)
        .isEqualTo(tree);
  }

  @Test
  void the_guide_is_the_same_when_printed_and_read_again() {
    ConfigurationTree tree = tree(Texts.guide("ds1"), new Diagnostics());

    assertThat(tree(tree.print(), new Diagnostics()))
        .usingRecursiveComparison()
        .ignoringFieldsOfTypes(Position.class)
        .isEqualTo(tree);
    assertThat(tree.print())
        .startsWith("global_defs {\n  router_id LVS_DEVEL\n}\nvrrp_instance VI_1 {\n");
  }

  @ParameterizedTest(name = "a million times {0}")
  @ValueSource(
      strings = {
        "{",
        "}",
        "a{",
        "a{\n",
        "}\n",
        "${",
        "\"",
        "\\",
        "#",
        "a ",
        "'",
        "real_server{",
        "$X ",
        "$X=",
        "${X}",
        "{$",
        "@",
        "~SEQ(",
        "$X=a\\\n",
        "~SEQ(x,1,2) "
      })
  void a_huge_line_or_a_deep_nest_is_read(String piece) {
    isRead(piece.repeat(1_000_000));
  }

  @Test
  void blocks_deeper_than_any_real_one_are_refused() {
    ReadResult result = ConfigurationReader.read("t.conf", "a {\n".repeat(40) + "}\n".repeat(40));

    assertThat(result.diagnostics())
        .contains(
            new Diagnostic(
                new Position("t.conf", 33, 3),
                Severity.ERROR,
                "blocks are nested more than 32 deep"));
  }

  @Test
  void a_line_of_half_a_million_words_is_refused_where_it_became_too_much() {
    ReadResult result = ConfigurationReader.read("t.conf", "a ".repeat(1 << 19) + "\n");

    assertThat(result.diagnostics().toString())
        .contains("t.conf:1:8193: error: a line cannot hold more than 4096 words");
  }

  @Test
  void a_line_longer_than_any_written_one_is_refused() {
    ReadResult result = ConfigurationReader.read("t.conf", "a".repeat((1 << 20) + 1));

    assertThat(result.diagnostics().toString())
        .contains("t.conf:1:1048577: error: a line cannot hold more than 1048576 characters");
  }

  @Test
  void what_does_not_fit_into_memory_is_refused_where_it_became_too_much() {
    Diagnostics diagnostics = new Diagnostics();
    TreeBuilder builder =
        new TreeBuilder(
            RootReader.VOCABULARY.root(),
            0,
            Room.ofMemory(1 << 20),
            statement -> true,
            diagnostics);
    String servers = "a 1 {\n b 2\n}\n".repeat(500);
    SourceLine.split("t.conf", servers).forEachRemaining(builder::line);
    assertThat(diagnostics.hasErrors()).isFalse();

    SourceLine.split("t.conf", "a {\n" + "b 2\n".repeat(5000)).forEachRemaining(builder::line);
    builder.finish();

    assertThat(builder.isStopped()).isTrue();
    assertThat(diagnostics.sorted().toString()).contains("too large for the memory of this JVM");
  }

  @Test
  void more_messages_than_anybody_reads_are_not_kept() {
    ReadResult result = ConfigurationReader.read("t.conf", Texts.instance("x {\n}\n".repeat(2000)));

    assertThat(result.diagnostics()).hasSize(1001);
    assertThat(result.diagnostics().get(1000).message()).startsWith("there is more to say");
  }

  private static ConfigurationTree tree(String text, Diagnostics diagnostics) {
    return ConfigurationTree.parse("t.conf", text, RootReader.VOCABULARY.root(), diagnostics);
  }

  private static void isRead(String text) {
    ReadResult result = ConfigurationReader.read("t.conf", text, Texts.NO_FILES);

    String[] lines = text.split("\n", -1);
    Position before = new Position("t.conf", 1, 1);
    for (Diagnostic diagnostic : result.diagnostics()) {
      Position at = diagnostic.position();
      assertThat(at.line()).as(diagnostic.toString()).isBetween(1, lines.length);
      assertThat(at.column())
          .as(diagnostic.toString())
          .isBetween(1, lines[at.line() - 1].length() + 1);
      assertThat(diagnostic.message()).isNotBlank().doesNotContain("\n");
      assertThat(at).isGreaterThanOrEqualTo(before);
      before = at;
    }
    boolean wrong = result.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
    assertThat(result.configuration().isEmpty()).isEqualTo(wrong);
  }

  @Provide
  Arbitrary<String> words() {
    List<KnownBlock> known =
        Arrays.stream(BlockKind.values()).map(RootReader.VOCABULARY::block).toList();
    List<String> keywords =
        known.stream().flatMap(block -> block.keywords().stream()).distinct().toList();
    List<String> blocks =
        known.stream()
            .flatMap(b -> b.keywords().stream().filter(w -> b.child(w).isPresent()))
            .distinct()
            .map(w -> w + " 10.0.0.1 80 {\n")
            .toList();
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(keywords).map(w -> "\n" + w + " ")),
            Tuple.of(3, Arbitraries.of(blocks)),
            Tuple.of(2, Arbitraries.of("}\n", "\n}\n")),
            Tuple.of(4, Arbitraries.of(VALUES).map(v -> v + " ")),
            Tuple.of(2, Arbitraries.of(SIGNS)),
            Tuple.of(1, Arbitraries.strings().ofMaxLength(5)));
    return piece.list().ofMaxSize(60).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<String> damagedGuide() {
    String guide = Texts.guide("ds1");
    Arbitrary<Damage> damage =
        Combinators.combine(
                Arbitraries.integers().between(0, guide.length()),
                Arbitraries.integers().between(0, 30),
                Arbitraries.of(Stream.concat(SIGNS.stream(), VALUES.stream()).toList()))
            .as(Damage::new);
    return damage
        .list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            list -> {
              String text = guide;
              for (Damage d : list) {
                text = d.to(text);
              }
              return text;
            });
  }

  private record Damage(int at, int removed, String inserted) {
    String to(String text) {
      int from = Math.min(at, text.length());
      int to = Math.min(from + removed, text.length());
      return text.substring(0, from) + inserted + text.substring(to);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.keyword;

import static io.github.jlvs.keepalived.conf.argument.Argument.flag;
import static io.github.jlvs.keepalived.conf.keyword.Keyword.keyword;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.keepalived.conf.read.RootReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The keywords that are read and those that are not are together those of keepalived. */
class VocabularyTest {
  private static final String KEEPALIVED = "keepalived-2.2.7.txt";

  /** What later releases added, up to 2.4.3. */
  private static final String LATER = "keepalived-2.4.3.txt";

  /** Sections {@code [BLOCK]} of lines {@code word} or {@code word:BLOCK}. */
  private static Map<String, List<String>> ofKeepalived() throws IOException {
    Map<String, List<String>> all = new TreeMap<>(sections(KEEPALIVED));
    sections(LATER)
        .forEach(
            (kind, words) ->
                all.merge(kind, words, (a, b) -> Stream.of(a, b).flatMap(List::stream).toList()));
    return all;
  }

  private static Map<String, List<String>> sections(String file) throws IOException {
    try (InputStream in = VocabularyTest.class.getResourceAsStream(file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^\\["))
          .skip(1)
          .map(section -> section.split("[\\]\\s]+"))
          .collect(
              Collectors.toMap(
                  words -> words[0], words -> List.of(words).subList(1, words.length)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "ITEMS", mode = EnumSource.Mode.EXCLUDE)
  void each_block_knows_what_it_knows_in_keepalived(BlockKind kind) throws IOException {
    KnownBlock block = RootReader.VOCABULARY.block(kind);

    assertThat(
            block.keywords().stream()
                .map(word -> word + block.child(word).map(inner -> ":" + inner.kind()).orElse("")))
        .containsExactlyInAnyOrderElementsOf(ofKeepalived().getOrDefault(kind.name(), List.of()));
  }

  @Test
  void every_section_of_keepalived_is_a_block() throws IOException {
    assertThat(ofKeepalived().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(BlockKind.values())
                .filter(kind -> kind != BlockKind.ITEMS)
                .map(Enum::name)
                .toList());
  }

  /** In a block that is read, a word that nothing reads would else be passed over in silence. */
  @Test
  void each_keyword_that_is_not_read_says_what_follows() {
    Set<BlockKind> read = Vocabulary.declared(RootReader.BLOCK).keySet();

    assertThat(
            UnreadKeywords.ALL.entrySet().stream()
                .filter(block -> read.contains(block.getKey()))
                .flatMap(block -> block.getValue().entrySet().stream())
                .filter(word -> word.getValue().consequence().isEmpty())
                .map(Map.Entry::getKey))
        .isEmpty();
  }

  @Test
  void a_keyword_that_is_read_is_not_among_those_that_are_not() {
    DeclaredBlock<Object> root =
        new DeclaredBlock<>(
            BlockKind.ROOT, Keywords.none().checked(keyword("child_wait_time", flag())));

    assertThatThrownBy(() -> Vocabulary.of(root))
        .hasMessage(
            "child_wait_time in the top level is read, and among the keywords that are not");
  }

  @Test
  void a_keyword_is_declared_once_in_a_block() {
    Keywords<Object> once = Keywords.none().checked(keyword("weight", flag()));

    assertThatThrownBy(() -> once.checked(keyword("weight", flag())))
        .hasMessage("weight is declared twice in one block");
  }

  @ParameterizedTest
  @EnumSource
  void what_is_obsolete_is_not_known_and_what_is_written_today_is(BlockKind kind) {
    KnownBlock block = RootReader.VOCABULARY.block(kind);

    ObsoleteKeywords.of(kind)
        .forEach(
            (word, today) -> {
              assertThat(block.knows(word)).as(word).isFalse();
              assertThat(today).matches(t -> t.isEmpty() || block.knows(t));
            });
  }

  /** What the documentation says of it fits into a cell, and ends without a full stop. */
  @Test
  void each_declaration_says_what_its_keyword_does() {
    Map<String, String> wrong = new TreeMap<>();
    Vocabulary.declared(RootReader.BLOCK)
        .forEach(
            (kind, keywords) ->
                keywords.forEach(
                    keyword -> {
                      if (!keyword.line().matches("[A-Za-z][^|\\n]{5,90}[^.|\\n]")) {
                        wrong.put(kind.title() + " " + keyword.name(), keyword.line());
                      }
                    }));

    assertThat(wrong).isEmpty();
  }

  /** One block has one reader, so a keyword that opens it is read by the same one everywhere. */
  @Test
  void each_block_that_is_read_is_reached_from_outside() {
    assertThat(new TreeSet<>(Vocabulary.declared(RootReader.BLOCK).keySet()))
        .containsExactly(
            BlockKind.ROOT,
            BlockKind.GLOBAL_DEFS,
            BlockKind.VRRP_INSTANCE,
            BlockKind.AUTHENTICATION,
            BlockKind.AUTH_HMAC,
            BlockKind.VRRP_SYNC_GROUP,
            BlockKind.VRRP_SCRIPT,
            BlockKind.VRRP_TRACK_PROCESS,
            BlockKind.TRACK_FILE,
            BlockKind.TRACK_GROUP,
            BlockKind.GARP_GROUP,
            BlockKind.VIRTUAL_SERVER,
            BlockKind.REAL_SERVER,
            BlockKind.TCP_CHECK,
            BlockKind.HTTP_GET,
            BlockKind.SSL_GET,
            BlockKind.URL,
            BlockKind.MISC_CHECK,
            BlockKind.SMTP_CHECK,
            BlockKind.SMTP_HOST,
            BlockKind.DNS_CHECK,
            BlockKind.UDP_CHECK,
            BlockKind.PING_CHECK,
            BlockKind.DR_CHECK,
            BlockKind.FILE_CHECK);
  }
}

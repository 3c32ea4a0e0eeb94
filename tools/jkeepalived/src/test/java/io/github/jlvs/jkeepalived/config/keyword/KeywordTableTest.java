// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.keyword;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The keywords of each block are those of keepalived 2.2.7. */
class KeywordTableTest {
  private static final String KEEPALIVED = "keepalived-2.2.7.txt";

  /** Sections {@code [BLOCK]} of lines {@code word} or {@code word:BLOCK}. */
  private static Map<String, List<String>> ofKeepalived() throws IOException {
    try (InputStream in = KeywordTableTest.class.getResourceAsStream(KEEPALIVED)) {
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
    assertThat(
            kind.keywords().stream()
                .map(word -> word + kind.child(word).map(inner -> ":" + inner).orElse("")))
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
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Suggestion;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The words of a block with keys, which no message shows: where a line is wrong, any of them may be
 * a key, or a part of one. Shown are words that the block knows or nearly knows, numbers of up to
 * three digits, and the names of files.
 */
final class HiddenWords implements UnaryOperator<String> {
  private static final Pattern SHOWN = Pattern.compile("-?\\d{1,3}|file:/.*");
  private static final String INSTEAD = "a word that is not shown";

  private final List<String> quoted;

  HiddenWords(Statement block, Set<String> known) {
    Set<String> hidden = new HashSet<>();
    collect(block.arguments(), hidden);
    for (Statement line : block.children()) {
      collect(List.of(line.keyword()), hidden);
      collect(line.arguments(), hidden);
    }
    hidden.removeIf(word -> SHOWN.matcher(word).matches() || isLike(word, known));
    quoted =
        hidden.stream()
            .map(Quoted::quote)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** It is one of them, or misspelt. */
  private static boolean isLike(String word, Set<String> known) {
    return known.contains(word) || Suggestion.nearest(word, known).isPresent();
  }

  private static void collect(List<Word> words, Set<String> all) {
    words.forEach(word -> all.add(word.text()));
  }

  @Override
  public String apply(String message) {
    String shown = message;
    for (String word : quoted) {
      shown = shown.replace(word, INSTEAD);
    }
    return shown;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import io.github.jlvs.jkeepalived.config.argument.Value;
import io.github.jlvs.jkeepalived.config.argument.Words;
import io.github.jlvs.jkeepalived.config.keyword.Vocabulary;
import io.github.jlvs.jkeepalived.config.text.Diagnostics;
import io.github.jlvs.jkeepalived.config.text.Statement;
import io.github.jlvs.jkeepalived.config.text.Word;
import java.util.Collection;
import java.util.Optional;

/**
 * What all readers of one configuration share: which keywords there are, where messages go, and how
 * the words of lines become values that have no keyword, such as an address in a list.
 */
final class ValueParser {
  private final Words words;
  private final Vocabulary vocabulary;
  private final UnsupportedKeywords unsupported;

  ValueParser(Diagnostics diagnostics, Vocabulary vocabulary) {
    this.words = new Words(diagnostics);
    this.vocabulary = vocabulary;
    this.unsupported = new UnsupportedKeywords(diagnostics);
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  UnsupportedKeywords unsupported() {
    return unsupported;
  }

  Diagnostics diagnostics() {
    return words.diagnostics();
  }

  Words words() {
    return words;
  }

  <T> Optional<T> read(Value<T> value, Word word) {
    return value.read(word, words);
  }

  /** The only argument of a statement. */
  Optional<Word> only(Statement statement, String what) {
    return words.only(statement, what);
  }

  /** An argument that must be there. */
  Optional<Word> at(Statement statement, int index, String what) {
    return words.at(statement, index, what);
  }

  /** Says that what follows the last expected argument is ignored. */
  void atMost(Statement statement, int count) {
    words.atMost(statement, count);
  }

  void unknown(Word word, String what, Collection<String> known) {
    words.unknown(word, what, known);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.route;

import io.github.jlvs.keepalived.conf.argument.NumberValue;
import io.github.jlvs.keepalived.conf.argument.Value;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Position;
import io.github.jlvs.keepalived.conf.text.Quoted;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.List;
import java.util.Optional;

/** The words of a line, from the first to the last. What is wrong makes the line no value. */
final class LineWords {
  private final Words words;
  private final IpNames names;
  private final Statement line;
  private final List<Word> all;
  private int next;
  private boolean wrong;

  LineWords(Statement line, Words words, IpNames names) {
    this.line = line;
    this.words = words;
    this.names = names;
    this.all = line.words();
  }

  boolean hasNext() {
    return next < all.size();
  }

  Word next() {
    return all.get(next++);
  }

  /** The next word, without taking it. */
  Optional<Word> peek() {
    return hasNext() ? Optional.of(all.get(next)) : Optional.empty();
  }

  /** Takes the next word if it is this one. */
  boolean take(String text) {
    boolean same = hasNext() && all.get(next).text().equals(text);
    next += same ? 1 : 0;
    return same;
  }

  /** The word behind an option that needs one. */
  Optional<Word> value(Word option) {
    if (hasNext()) {
      return Optional.of(next());
    }
    error(option.position(), Quoted.quote(option.text()) + " needs a value after it");
    return Optional.empty();
  }

  <T> Optional<T> value(Word option, Value<T> value) {
    return value(option).flatMap(word -> checked(value.read(word, words)));
  }

  Optional<Long> number(Word option, long min, long max) {
    return value(option, new NumberValue(option.text(), min, max));
  }

  Optional<Integer> named(Word option, IpNames.Kind kind) {
    return value(option)
        .flatMap(word -> checked(names.number(kind, word, words)))
        .map(number -> (int) (long) number);
  }

  <T> Optional<T> checked(Optional<T> read) {
    wrong |= read.isEmpty();
    return read;
  }

  Words words() {
    return words;
  }

  Position position() {
    return line.position();
  }

  boolean isWrong() {
    return wrong;
  }

  void error(Position at, String message) {
    wrong = true;
    words.diagnostics().error(at, message);
  }

  void error(Word word, String message) {
    wrong = true;
    words.wrong(word, message);
  }

  /** What follows a word that is unknown would be a second message for one fault. */
  void skipRest() {
    next = all.size();
  }

  void warning(Position at, String message) {
    words.diagnostics().warning(at, message);
  }
}

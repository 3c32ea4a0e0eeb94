// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import io.github.jlvs.keepalived.conf.argument.Argument;
import io.github.jlvs.keepalived.conf.argument.Words;
import io.github.jlvs.keepalived.conf.text.Statement;
import io.github.jlvs.keepalived.conf.text.Word;
import java.util.Optional;

/** A text that may have blanks, and is then in double quotes. */
final class Phrase {
  private Phrase() {}

  /**
   * The text after the keyword. A part of it that other words follow would be another text.
   *
   * @param description what may follow, for the documentation
   * @param what what the text is, with its article, for messages
   */
  static Argument<Optional<Word>> of(String description, String what) {
    return Argument.of(
        description + ", in double quotes where it has a blank",
        (line, words) -> read(line, what, words));
  }

  private static Optional<Word> read(Statement line, String what, Words words) {
    Optional<Word> first = words.at(line, 0, what);
    if (line.arguments().size() > 1) {
      words.wrong(
          line.arguments().get(1),
          what + " with a blank stands in double quotes: there is a second word");
      return Optional.empty();
    }
    return first;
  }
}

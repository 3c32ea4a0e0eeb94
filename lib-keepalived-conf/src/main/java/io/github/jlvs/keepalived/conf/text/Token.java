// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

/** A piece of a configuration text. */
sealed interface Token {
  /** The first character. */
  Position position();

  /**
   * A word.
   *
   * @param word the word
   * @param line the text of its line
   * @param start its offset in the line
   * @param end the offset after it
   */
  record OfWord(Word word, String line, int start, int end) implements Token {
    @Override
    public Position position() {
      return word.position();
    }
  }

  /** An opening brace. */
  record Open(Position position) implements Token {}

  /** A closing brace. */
  record Close(Position position) implements Token {}

  /** The end of a line, or of the text. */
  record EndOfLine(Position position) implements Token {}
}

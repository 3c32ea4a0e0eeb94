// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.function.Consumer;

/**
 * Cuts a text into words, braces and line ends, as keepalived 2.2.7 is seen to do it.
 *
 * <p>A comment begins at {@code #} or {@code !} wherever it stands outside double quotes, even
 * within a word and even after a backslash. Double quotes make one word and end the word before
 * them; braces end a word too. Apostrophes mean nothing here: they group words only in the command
 * of a script, see ScriptWords.
 */
final class Lexer {
  private final SourceLine line;
  private final String text;
  private final Diagnostics diagnostics;
  private final Consumer<Token> tokens;
  private int at;

  private Lexer(SourceLine line, Consumer<Token> tokens, Diagnostics diagnostics) {
    this.line = line;
    this.text = line.text();
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  /** Hands the pieces of a line on as they are found: none is kept here. */
  static void read(SourceLine line, Consumer<Token> tokens, Diagnostics diagnostics) {
    new Lexer(line, tokens, diagnostics).run();
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Characters.isBlank(c)) {
        at++;
      } else if (Characters.isComment(c)) {
        comment();
      } else if (c == '{') {
        tokens.accept(new Token.Open(here()));
        at++;
      } else if (c == '}') {
        tokens.accept(new Token.Close(here()));
        at++;
      } else if (c == '"') {
        quotedWord();
      } else if (takenFor(c) != c) {
        lookAlike(c);
      } else {
        plainWord();
      }
    }
    tokens.accept(new Token.EndOfLine(here()));
  }

  private Position here() {
    return line.position(at);
  }

  /** A blank or a brace where this character looks like one, else itself. */
  private static char takenFor(char c) {
    if (c < 0x80) {
      return c;
    }
    char like = LookAlike.of(c).orElse(c);
    return like == ' ' || like == '{' || like == '}' ? like : c;
  }

  /** It is said once, and then taken for what its writer took it for: one error, not three. */
  private void lookAlike(char c) {
    diagnostics.error(here(), LookAlike.named(c, takenFor(c)));
    switch (takenFor(c)) {
      case '{' -> tokens.accept(new Token.Open(here()));
      case '}' -> tokens.accept(new Token.Close(here()));
      default -> {
        // A blank ends the word before it, and nothing more.
      }
    }
    at++;
  }

  private void comment() {
    char before = at > 0 ? text.charAt(at - 1) : ' ';
    boolean withinWord = !Characters.isBlank(before) && "{}\"#!".indexOf(before) < 0;
    if (withinWord) {
      diagnostics.warning(
          here(),
          "a comment begins within this word, and the rest of the line is ignored"
              + (before == '\\' ? ", backslash or not" : "")
              + " (put the word in double quotes if '"
              + text.charAt(at)
              + "' belongs to it)");
    }
    at = text.length();
  }

  private void quotedWord() {
    Position start = here();
    int from = at;
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      boolean escape = text.charAt(at) == '\\' && at + 1 < text.length();
      at += escape ? 2 : 1;
    }
    boolean closed = at < text.length();
    int to = at;
    if (closed) {
      at++;
    } else {
      while (to > from + 1 && Characters.isBlank(text.charAt(to - 1))) {
        to--;
      }
      boolean escaped = from > 0 && text.charAt(from - 1) == '\\';
      diagnostics.error(
          start,
          "this quote is not closed: '\"' is missing before the line ends"
              + (escaped ? " (write it without the backslash before it)" : ""));
    }
    String value = text.substring(from + 1, to).replace("\\\"", "\"");
    String raw = text.substring(from, closed ? at : to);
    tokens.accept(new Token.OfWord(new Word(start, value, raw), text, from, from + raw.length()));
  }

  private void plainWord() {
    Position start = here();
    int from = at;
    while (at < text.length() && !endsWord(text.charAt(at))) {
      at = afterReference();
    }
    String word = text.substring(from, at);
    // The backslash before a comment character disappears with the comment.
    if (word.endsWith("\\") && at < text.length() && Characters.isComment(text.charAt(at))) {
      word = word.substring(0, word.length() - 1);
    }
    if (!word.isEmpty()) {
      tokens.accept(
          new Token.OfWord(new Word(start, word, word), text, from, from + word.length()));
    }
  }

  /**
   * The next offset, taking a whole {@code ${NAME}} as one step so that its braces open nothing.
   */
  private int afterReference() {
    if (text.charAt(at) == '$' && text.startsWith("${", at)) {
      return Math.max(at + 1, Characters.endOfReference(text, at));
    }
    return at + 1;
  }

  private static boolean endsWord(char c) {
    return Characters.isBlank(c)
        || Characters.isComment(c)
        || c == '{'
        || c == '}'
        || c == '"'
        || takenFor(c) != c;
  }
}

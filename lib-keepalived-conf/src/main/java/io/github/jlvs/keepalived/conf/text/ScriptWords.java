// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the line of a script, or the command within it, into words.
 *
 * <p>Blanks separate words. {@code "..."} and {@code '...'} keep blanks and join what touches them;
 * within double quotes {@code \a \b \E \f \n \r \t \v \NNN \xHH \cX} are the usual characters and a
 * backslash before any other character is that character.
 */
public final class ScriptWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private int at;
  private boolean closed = true;

  private ScriptWords(String text) {
    this.text = text;
  }

  /**
   * Splits a text once.
   *
   * @param text a line's arguments as they are written, or one of its words
   * @return its words; empty if a quote is not closed or there is none
   */
  public static List<String> split(String text) {
    ScriptWords split = new ScriptWords(text);
    split.run();
    return split.closed ? split.words : List.of();
  }

  private void run() {
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        return;
      }
      words.add(word());
    }
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      char c = text.charAt(at++);
      if (c == '"') {
        doubleQuoted(word);
      } else if (c == '\'') {
        int end = text.indexOf('\'', at);
        closed &= end >= 0;
        int stop = end < 0 ? text.length() : end;
        word.append(text, at, stop);
        at = Math.min(stop + 1, text.length());
      } else if (c == '\\' && at < text.length()) {
        word.append(text.charAt(at++));
      } else {
        word.append(c);
      }
    }
    return word.toString();
  }

  private void doubleQuoted(StringBuilder word) {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\' && at < text.length()) {
        escape(word);
      } else {
        word.append(c);
      }
    }
    closed = false;
  }

  private void escape(StringBuilder word) {
    char c = text.charAt(at++);
    switch (c) {
      case 'a' -> word.append('\u0007');
      case 'b' -> word.append('\b');
      case 'E' -> word.append('\u001b');
      case 'f' -> word.append('\f');
      case 'n' -> word.append('\n');
      case 'r' -> word.append('\r');
      case 't' -> word.append('\t');
      case 'v' -> word.append('\u000b');
      case 'c' -> word.append(at < text.length() ? (char) (text.charAt(at++) & 0x1f) : 'c');
      case 'x' -> number(word, 16, 2, 'x');
      default -> {
        if (c >= '0' && c <= '7') {
          at--;
          number(word, 8, 3, c);
        } else {
          word.append(c);
        }
      }
    }
  }

  private void number(StringBuilder word, int radix, int longest, char otherwise) {
    int value = 0;
    int digits = 0;
    while (digits < longest && at < text.length() && Character.digit(text.charAt(at), radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(at++), radix);
      digits++;
    }
    word.append(digits > 0 ? (char) value : otherwise);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.Optional;

/**
 * Characters that a person takes for others: a file that went through a word processor or a web
 * page has them, and nobody sees it.
 */
final class LookAlike {
  private static final int FULL_WIDTH_FIRST = 0xff01;
  private static final int FULL_WIDTH_LAST = 0xff5e;
  private static final int FULL_WIDTH_OFFSET = 0xfee0;
  private static final String DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033";
  private static final String APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032";
  private static final String DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";

  private LookAlike() {}

  /** The character that it looks like. */
  static Optional<Character> of(char c) {
    if (c < 0x80) {
      return Optional.empty();
    }
    if (Character.getType(c) == Character.SPACE_SEPARATOR) {
      return Optional.of(' ');
    }
    if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST) {
      return Optional.of((char) (c - FULL_WIDTH_OFFSET));
    }
    if (DOUBLE_QUOTES.indexOf(c) >= 0) {
      return Optional.of('"');
    }
    if (APOSTROPHES.indexOf(c) >= 0) {
      return Optional.of('\'');
    }
    return DASHES.indexOf(c) >= 0 ? Optional.of('-') : Optional.empty();
  }

  /** Whether nothing is seen where it stands. */
  static boolean isInvisible(char c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  /** How a message names a character that looks like another. */
  static String named(char c, char like) {
    String shown = like == ' ' ? "a blank" : "'" + like + "'";
    return String.format("U+%04X looks like %s and is none: write %s", (int) c, shown, shown);
  }
}

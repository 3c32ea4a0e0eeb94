// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import java.util.OptionalLong;

/** Decimal numbers as C's strtol reads them: blanks and a sign may stand before. */
final class WholeNumber {
  private WholeNumber() {}

  /** The number, or empty where the text is something else or out of range. */
  static OptionalLong parse(String text, long lowest, long highest) {
    int at = start(text);
    int end = digits(text, at);
    if (end != text.length() || end == at) {
      return OptionalLong.empty();
    }
    long value = value(text, at, end);
    return value < lowest || value > highest ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** As C's atoi: what follows the digits does not matter, and no digits are 0. */
  static long leading(String text) {
    int at = start(text);
    return value(text, at, digits(text, at));
  }

  private static int start(String text) {
    int at = 0;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
      at++;
    }
    return at;
  }

  private static int digits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  private static long value(String text, int at, int end) {
    long value = 0;
    for (int i = at; i < end; i++) {
      // Far beyond every range in use, and far from an overflow.
      value = Math.min(value * 10 + (text.charAt(i) - '0'), 1L << 40);
    }
    return at > 0 && text.charAt(at - 1) == '-' ? -value : value;
  }

  /** C's isspace in the C locale. */
  static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}

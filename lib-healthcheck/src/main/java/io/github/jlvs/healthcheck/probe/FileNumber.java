// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe;

import java.util.OptionalInt;

/**
 * The number that a file begins with, as strtol(3) reads it without a base: after white space
 * perhaps a sign, then {@code 0x} and hexadecimal digits, {@code 0} and octal ones, or decimal
 * ones. What follows does not matter; without a digit it is 0.
 */
public final class FileNumber {
  private FileNumber() {}

  /**
   * Reads it.
   *
   * @param text what the file holds
   * @return the number; empty where it does not fit into 32 bits, and so is none
   */
  public static OptionalInt of(String text) {
    int at = 0;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    boolean negative = at < text.length() && text.charAt(at) == '-';
    if (at < text.length() && (negative || text.charAt(at) == '+')) {
      at++;
    }
    int base = base(text, at);
    if (base == 16) {
      at += 2;
    }
    long value = 0;
    for (; at < text.length() && digit(text.charAt(at), base) >= 0; at++) {
      // Held where it is certainly too large, however many digits follow.
      value = Math.min(value * base + digit(text.charAt(at), base), 1L << Integer.SIZE);
    }
    value = negative ? -value : value;
    boolean fits = value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
    return fits ? OptionalInt.of((int) value) : OptionalInt.empty();
  }

  private static int base(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '0') {
      return 10;
    }
    boolean hexadecimal =
        at + 2 < text.length()
            && (text.charAt(at + 1) == 'x' || text.charAt(at + 1) == 'X')
            && digit(text.charAt(at + 2), 16) >= 0;
    return hexadecimal ? 16 : 8;
  }

  /** ASCII alone: other digits of Unicode are none in C. */
  private static int digit(char letter, int base) {
    return letter < 128 ? Character.digit(letter, base) : -1;
  }

  private static boolean isSpace(char letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  }
}

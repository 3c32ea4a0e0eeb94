// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

/** What single characters are in a configuration, to every part that reads one. */
public final class Characters {
  private static final int LONGEST_REFERENCE = 128;

  private Characters() {}

  /**
   * Whether it is between words. Byte order marks stay invisible: files that have one are
   * concatenated too.
   *
   * @param c a character
   * @return true if it is a blank
   */
  public static boolean isBlank(char c) {
    return switch (c) {
      case ' ', '\t', '\r', '\f', '\u000b', '\uFEFF' -> true;
      default -> false;
    };
  }

  /**
   * Whether a comment begins with it.
   *
   * @param c a character
   * @return true for {@code #} and {@code !}
   */
  public static boolean isComment(char c) {
    return c == '#' || c == '!';
  }

  /**
   * Where a reference <code>${NAME}</code> ends, whose braces open nothing.
   *
   * @param text a line
   * @param start the index of its dollar sign
   * @return the index after its closing brace; -1 where none comes soon
   */
  public static int endOfReference(String text, int start) {
    int farthest = Math.min(text.length(), start + LONGEST_REFERENCE);
    for (int i = start + 2; i < farthest; i++) {
      if (text.charAt(i) == '}') {
        return i + 1;
      }
    }
    return -1;
  }
}

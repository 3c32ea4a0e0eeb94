// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

/** How messages show somebody's words: short, and without what would disturb a terminal. */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /**
   * A text between quotation marks.
   *
   * @param text any text
   * @return its first 60 characters, with a question mark for each control character
   */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char c = text.charAt(i);
      out.append(c < ' ' || (c >= 0x7F && c < 0xA0) ? '?' : c);
    }
    return out.append(text.length() > LONGEST ? "...\"" : "\"").toString();
  }
}

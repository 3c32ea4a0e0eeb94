// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

/** How messages show pieces of a configuration: short, on one line, printable. */
public final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  /**
   * A piece of text between apostrophes.
   *
   * @param text the piece
   * @return it, cut to a bearable length, with control characters escaped
   */
  public static String quote(String text) {
    StringBuilder shown = new StringBuilder("'");
    int length = Math.min(text.length(), LONGEST);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (LookAlike.isInvisible(c) || LookAlike.of(c).isPresent()) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.append(length < text.length() ? "..." : "").append('\'').toString();
  }
}

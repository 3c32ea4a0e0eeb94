// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.view;

/** Text that a person reads: part of it was said by servers that are checked. */
public final class Printable {
  private Printable() {}

  /**
   * Without what would move a terminal's cursor, turn the direction of reading, or is no character:
   * a question mark stands for it.
   */
  public static String of(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              int type = Character.getType(point);
              boolean hidden =
                  Character.isISOControl(point)
                      || type == Character.FORMAT
                      || type == Character.SURROGATE
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR;
              out.appendCodePoint(hidden ? '?' : point);
            });
    return out.toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

/** What stands in a table. */
final class Cell {
  private Cell() {}

  /**
   * Without what would move a terminal's cursor or more: part of it was said by servers, which may
   * be anybody's.
   */
  static String printable(String text) {
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

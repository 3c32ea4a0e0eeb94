// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.list;

/**
 * How much a terminal shows.
 *
 * @param lines how many lines
 * @param columns how many characters a line
 */
record Screen(int lines, int columns) {
  /** No terminal: everything is shown. */
  static final Screen UNBOUNDED = new Screen(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final Screen USUAL = new Screen(24, 80);

  /**
   * What stty tells of a terminal's size.
   *
   * @param answer such as {@code 24 80}; 24 lines of 80 where it says nothing of use
   */
  static Screen of(String answer) {
    String[] size = answer.trim().split(" ", -1);
    try {
      int lines = Integer.parseInt(size[0]);
      int columns = size.length < 2 ? 0 : Integer.parseInt(size[1]);
      return lines < 1 || columns < 1 ? USUAL : new Screen(lines, columns);
    } catch (NumberFormatException nobodyKnows) {
      return USUAL;
    }
  }
}

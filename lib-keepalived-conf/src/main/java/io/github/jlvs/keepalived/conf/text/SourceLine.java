// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.Arrays;

/**
 * A line of text whose characters know where they were written. What a definition puts in stands
 * where the definition is used.
 */
public final class SourceLine {
  private static final int[] AS_WRITTEN = {};

  private final String file;
  private final int number;
  private final String text;

  /** The column of each character and of the end; empty where the line is as it was written. */
  private final int[] columns;

  /** As it is written. */
  SourceLine(String file, int number, String text) {
    this(file, number, text, AS_WRITTEN);
  }

  private SourceLine(String file, int number, String text, int[] columns) {
    this.file = file;
    this.number = number;
    this.text = text;
    this.columns = columns;
  }

  /**
   * Cuts a text into lines, each when it is asked for: a large file is never held twice.
   *
   * @param file the name that positions shall carry
   * @param text the text
   * @return its lines without line ends; one more than it has line ends
   */
  public static SourceLines split(String file, String text) {
    return new SourceLines(file, text);
  }

  /**
   * Another text that stands where a character of this line stands.
   *
   * @param at the index of the character
   * @param by the other text
   * @return a line of that text
   */
  public SourceLine instead(int at, String by) {
    int[] same = new int[by.length() + 1];
    Arrays.fill(same, column(at));
    return new SourceLine(file, number, by, same);
  }

  /**
   * The text.
   *
   * @return the line without its end
   */
  public String text() {
    return text;
  }

  /**
   * Where a character was written.
   *
   * @param index its index; the length of the text for the end
   * @return the position
   */
  public Position position(int index) {
    return new Position(file, number, column(index));
  }

  private int column(int index) {
    return columns.length == 0 ? index + 1 : columns[index];
  }

  /**
   * A part of the line.
   *
   * @param from the index of its first character
   * @param to the index after its last one
   * @return the part; its characters keep their positions
   */
  public SourceLine between(int from, int to) {
    if (from == 0 && to == text.length()) {
      return this;
    }
    int[] part = new int[to - from + 1];
    for (int i = from; i <= to; i++) {
      part[i - from] = column(i);
    }
    return new SourceLine(file, number, text.substring(from, to), part);
  }

  /**
   * The line with blanks instead of its beginning.
   *
   * @param index the first character that stays
   * @return the line, as long as this one
   */
  public SourceLine blankedUntil(int index) {
    return new SourceLine(file, number, " ".repeat(index) + text.substring(index), columns);
  }

  /**
   * The line with another text in the place of a part.
   *
   * @param from the index of the part's first character, whose position the other text gets
   * @param to the index after the part
   * @param by the other text
   * @return the line
   */
  public SourceLine replaced(int from, int to, String by) {
    int[] moved = new int[text.length() - (to - from) + by.length() + 1];
    for (int i = 0; i < from; i++) {
      moved[i] = column(i);
    }
    Arrays.fill(moved, from, from + by.length(), column(from));
    for (int i = to; i <= text.length(); i++) {
      moved[i - to + from + by.length()] = column(i);
    }
    return new SourceLine(file, number, text.substring(0, from) + by + text.substring(to), moved);
  }

  @Override
  public String toString() {
    return position(0) + ": " + text;
  }
}

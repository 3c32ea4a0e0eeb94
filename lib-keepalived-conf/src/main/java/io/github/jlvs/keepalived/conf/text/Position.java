// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.Comparator;

/**
 * A place in a configuration text.
 *
 * @param file the name of the file, as it was given to the reader
 * @param line the line, counted from 1
 * @param column the UTF-16 code unit within the line, counted from 1; a tab counts as one
 */
public record Position(String file, int line, int column) implements Comparable<Position> {
  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::file)
          .thenComparingInt(Position::line)
          .thenComparingInt(Position::column);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /**
   * How a message about another place names this one.
   *
   * @param from the place that the message is about
   * @return {@code line 12}, with the file when it is not the same one
   */
  public String seenFrom(Position from) {
    return from.file.equals(file) ? "line " + line : "line " + line + " of " + file;
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}

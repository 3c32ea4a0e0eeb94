// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The lines of a text, without line ends, each made when it is asked for. */
public final class SourceLines implements Iterator<SourceLine> {
  private static final int BEHIND_ALL = -1;

  private final String file;
  private final String text;
  private int from;
  private int number = 1;

  SourceLines(String file, String text) {
    this.file = file;
    this.text = text;
  }

  @Override
  public boolean hasNext() {
    return from != BEHIND_ALL;
  }

  @Override
  public SourceLine next() {
    if (from == BEHIND_ALL) {
      throw new NoSuchElementException("the text has no further line");
    }
    int end = text.indexOf('\n', from);
    String line = text.substring(from, end < 0 ? text.length() : end);
    from = end < 0 ? BEHIND_ALL : end + 1;
    return new SourceLine(file, number++, line);
  }

  /**
   * The name that positions carry.
   *
   * @return the name of the text
   */
  public String file() {
    return file;
  }

  /**
   * The whole text.
   *
   * @return what the lines are cut out of
   */
  public String text() {
    return text;
  }

  /**
   * Where the next line begins.
   *
   * @return the index of its first character in the text; negative where no line follows
   */
  public int offset() {
    return from;
  }

  /**
   * The number of the next line.
   *
   * @return counted from 1
   */
  public int number() {
    return number;
  }

  /**
   * Leaves lines out.
   *
   * @param lines how many
   * @param end the index behind the last of them, without its line end
   */
  public void passOver(int lines, int end) {
    number += lines;
    from = end == text.length() ? BEHIND_ALL : end + 1;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.Characters;
import io.github.jlvs.keepalived.conf.text.SourceLine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A line <code>$NAME=value</code>. Where it ends with a backslash the value goes on in the next
 * line, comments between them left out, up to a line without one.
 *
 * @param name the name
 * @param value the lines of the value, without blanks and comments around them; at least one
 */
record DefinitionLine(String name, List<SourceLine> value) {

  /**
   * Reads the definition that a line begins with, if it does, and takes the lines it goes on in.
   */
  static Optional<DefinitionLine> read(SourceLine line, int at, Iterator<SourceLine> following) {
    String text = line.text();
    int end = text.startsWith("$", at) ? LineScan.endOfName(text, at + 1) : at;
    if (end <= at + 1 || !text.startsWith("=", end)) {
      return Optional.empty();
    }
    List<SourceLine> value = new ArrayList<>();
    boolean goesOn = add(value, line, end + 1);
    while (goesOn && following.hasNext()) {
      SourceLine next = following.next();
      int from = LineScan.skipBlanks(next.text(), 0);
      boolean comment = from < next.text().length() && LineScan.commentStart(next.text()) == from;
      goesOn = comment || add(value, next, 0);
    }
    if (value.isEmpty()) {
      value.add(line.between(text.length(), text.length()));
    }
    return Optional.of(new DefinitionLine(text.substring(at + 1, end), value));
  }

  /** Adds what a line gives to the value, if anything, and tells whether another line does too. */
  private static boolean add(List<SourceLine> value, SourceLine line, int start) {
    String text = line.text();
    int from = LineScan.skipBlanks(text, start);
    int to = endOfContent(text, from, LineScan.commentStart(text));
    boolean goesOn = text.endsWith("\\") || (to > from && text.charAt(to - 1) == '\\');
    if (goesOn && to > from && text.charAt(to - 1) == '\\') {
      to = endOfContent(text, from, to - 1);
    }
    if (to > from) {
      value.add(line.between(from, to));
    }
    return goesOn;
  }

  private static int endOfContent(String text, int from, int end) {
    int to = Math.max(from, end);
    while (to > from && Characters.isBlank(text.charAt(to - 1))) {
      to--;
    }
    return to;
  }
}

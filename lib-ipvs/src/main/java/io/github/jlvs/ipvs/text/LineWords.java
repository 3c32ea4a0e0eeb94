// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line, and where they stand.
 *
 * @param texts the words; none for a blank line and a comment
 * @param columns where each begins, from 1; behind them, where the line ends
 */
record LineWords(List<String> texts, List<Integer> columns) {
  private static final int LONGEST_MESSAGE = 400;

  /** Splits at blanks; the program's name in front is left out. */
  static LineWords of(String line) {
    List<String> texts = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    int last = 0;
    int at = 0;
    while (at < line.length()) {
      if (isBlank(line.charAt(at))) {
        at++;
        continue;
      }
      if (texts.isEmpty() && line.charAt(at) == '#') {
        break;
      }
      int from = at;
      while (at < line.length() && !isBlank(line.charAt(at))) {
        at++;
      }
      texts.add(line.substring(from, at));
      columns.add(from + 1);
      last = at;
    }
    if (!texts.isEmpty() && texts.get(0).equals("ipvsadm")) {
      texts.remove(0);
      columns.remove(0);
    }
    columns.add(last + 1);
    return new LineWords(texts, columns);
  }

  /** No words, and the end of a line. */
  static LineWords endOf(String line) {
    return new LineWords(List.of(), List.of(line.length() + 1));
  }

  /** The error with its place, short and without what would disturb a terminal. */
  RuleError error(int line, UsageException e) {
    StringBuilder message = new StringBuilder();
    String text = e.message();
    for (int i = 0; i < Math.min(text.length(), LONGEST_MESSAGE); i++) {
      char c = text.charAt(i);
      message.append(c < ' ' || (c >= 0x7F && c < 0xA0) ? '?' : c);
    }
    if (text.length() > LONGEST_MESSAGE) {
      message.append("...");
    }
    return new RuleError(line, columns.get(e.word()), message.toString());
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.jipvsadm.command.Option;
import io.github.jlvs.jipvsadm.command.UsageException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a usage error; where people read it, points at the word and suggests what was meant. */
public final class UsageReport {
  private final Console console;

  /**
   * Reports to a console.
   *
   * @param console whose standard error gets the report
   */
  public UsageReport(Console console) {
    this.console = console;
  }

  /**
   * Tells the error.
   *
   * @param where text before the message, like the place in a file; may be empty
   * @param words the command line
   * @param error what is wrong with it
   */
  public void tell(String where, List<String> words, UsageException error) {
    console.tell(where + error.message());
    if (!console.people()) {
      return;
    }
    StringBuilder line = new StringBuilder("  jipvsadm");
    int column = 0;
    int width = 1;
    for (int i = 0; i < words.size(); i++) {
      line.append(' ');
      if (i == error.word()) {
        column = line.length();
        width = Math.max(1, words.get(i).length());
      }
      line.append(printable(words.get(i)));
    }
    if (column == 0) {
      column = line.length() + 1;
    }
    Output err = console.err();
    err.text(line.toString()).line();
    err.text(" ".repeat(column)).text("^".repeat(width)).line();
    if (error.word() < words.size()) {
      nearest(words.get(error.word()))
          .ifPresent(option -> err.text("  Did you mean ").text(option).text("?").line());
    }
    err.flush();
  }

  private static String printable(String word) {
    StringBuilder text = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      text.append(c < ' ' || c == 0x7F ? '?' : c);
    }
    return text.toString();
  }

  /** The long option that a word is nearly; empty where it is one, or like none. */
  static Optional<String> nearest(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(0, equals < 0 ? word.length() : equals).toLowerCase(Locale.ROOT);
    while (name.startsWith("-")) {
      name = name.substring(1);
    }
    if (name.length() < 3 || name.length() > 30 || !word.startsWith("-")) {
      return Optional.empty();
    }
    String best = "";
    int bestDistance = 1 + name.length() / 3;
    for (Option option : Option.values()) {
      String candidate = option.longName();
      if (candidate.isEmpty()) {
        continue;
      }
      int distance =
          candidate.startsWith(name) ? (candidate.equals(name) ? 0 : 1) : distance(name, candidate);
      if (distance == 0 && word.startsWith("--")) {
        return Optional.empty();
      }
      if (distance < bestDistance) {
        bestDistance = distance;
        best = "--" + candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  /** How many letters must be put in, taken out or replaced to make one of the other. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}

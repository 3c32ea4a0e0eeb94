// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import io.github.jlvs.ipvs.text.CommandOption;
import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.jipvsadm.command.OptionTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a usage error; where people read it, points at the word and suggests what was meant. */
public final class UsageReport {
  private static final int WORDS_BEFORE = 8;
  private static final int WORDS_BEHIND = 8;
  private static final int LONGEST_WORD = 60;

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
    if (!console.interactive()) {
      return;
    }
    // Of a line of thousands of words, those around the wrong one.
    int at = Math.min(error.word(), words.size());
    int from = Math.max(0, at - WORDS_BEFORE);
    int end = Math.min(words.size(), at + WORDS_BEHIND);
    StringBuilder line = new StringBuilder(from == 0 ? "  jipvsadm" : "  ...");
    int column = 0;
    int width = 1;
    for (int i = from; i < end; i++) {
      String word = shown(words.get(i));
      line.append(' ');
      if (i == at) {
        column = line.length();
        width = Math.max(1, word.length());
      }
      line.append(word);
    }
    if (column == 0) {
      column = line.length() + 1;
    }
    if (end < words.size()) {
      line.append(" ...");
    }
    Output err = console.err();
    err.text(line.toString()).line();
    err.text(" ".repeat(column)).text("^".repeat(width)).line();
    if (at < words.size()) {
      nearest(words.get(at), at == 0)
          .ifPresent(option -> err.text("  Did you mean ").text(option).text("?").line());
    }
    err.flush();
  }

  private static String shown(String word) {
    String plain = Console.printable(word);
    return plain.length() > LONGEST_WORD ? plain.substring(0, LONGEST_WORD) + "..." : plain;
  }

  /**
   * What a word is nearly: a long option, or, where a command must stand, one without its dashes.
   *
   * @return empty where it is one already, or like none
   */
  static Optional<String> nearest(String word, boolean first) {
    boolean dashed = word.startsWith("-");
    if (!dashed && !first) {
      return Optional.empty();
    }
    int equals = word.indexOf('=');
    String name = word.substring(0, equals < 0 ? word.length() : equals).toLowerCase(Locale.ROOT);
    while (name.startsWith("-")) {
      name = name.substring(1);
    }
    if (name.length() < 3 || name.length() > 30) {
      return Optional.empty();
    }
    String best = "";
    int bestDistance = 1 + name.length() / 3;
    for (String candidate : candidates(first)) {
      String bare = candidate.replaceFirst("^--", "");
      if (candidate.equals(word.substring(0, equals < 0 ? word.length() : equals))) {
        return Optional.empty();
      }
      int distance = bare.startsWith(name) ? (bare.equals(name) ? 0 : 1) : distance(name, bare);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  private static List<String> candidates(boolean first) {
    List<String> names = new ArrayList<>();
    if (first) {
      names.add("diff");
      names.add("replace");
    }
    for (CommandOption option : OptionTable.options()) {
      if (!option.longName().isEmpty() && (!first || option.isCommand())) {
        names.add("--" + option.longName());
      }
    }
    return names;
  }

  /** How many letters must be put in, taken out, replaced or swapped with their neighbours. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    for (int j = 0; j < last.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        row[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[other.length()];
  }
}

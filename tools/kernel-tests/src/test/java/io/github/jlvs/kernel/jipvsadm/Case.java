// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jipvsadm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A command line and what ipvsadm makes of it.
 *
 * @param program which program: nothing for ipvsadm itself, or {@code -save} or {@code -restore}
 * @param place where it is written down
 * @param clear whether the tables are emptied instead; the rest does not matter then
 * @param status ipvsadm's exit status; empty where any will do
 * @param intended jipvsadm's exit status where it means to differ; outputs are not compared then
 * @param words the command line
 * @param input what it reads on standard input; a character is a byte
 */
record Case(
    String program,
    String place,
    boolean clear,
    OptionalInt status,
    OptionalInt intended,
    List<String> words,
    String input) {
  private static final Pattern SAVE_AMONG_RULES = Pattern.compile("(?m)(^|\\s)(-S|--save)");

  private static final Pattern LIST_AMONG_RULES =
      Pattern.compile("(?m)(^|\\s)(-[SLl]|--save|--list)");

  /** Empties the tables. */
  static final Case CLEAR =
      new Case("", "", true, OptionalInt.empty(), OptionalInt.empty(), List.of(), "");

  /** Rules for {@code -R}; a character is a byte. */
  static Case rules(String name, int status, String rules) {
    return new Case(
        "", name, false, OptionalInt.of(status), OptionalInt.empty(), List.of("-R"), rules);
  }

  /** Rules for {@code -R}, whatever ipvsadm makes of them. */
  static Case anyRules(String name, String rules) {
    return new Case(
        "", name, false, OptionalInt.empty(), OptionalInt.empty(), List.of("-R"), rules);
  }

  /** A command line, whatever ipvsadm makes of it. */
  static Case any(String name, List<String> words) {
    return new Case("", name, false, OptionalInt.empty(), OptionalInt.empty(), words, "");
  }

  /** Reads a file of cases from the resources. */
  static List<Case> read(String name) throws IOException {
    List<Case> cases = new ArrayList<>();
    String file = "/jipvsadm/" + name + ".cases";
    try (InputStream in = Case.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("no resource " + file);
      }
      int number = 0;
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          cases.add(parse(name + ":" + number, line));
        }
      }
    }
    return cases;
  }

  private static Case parse(String place, String line) {
    if (line.equals("@clear")) {
      return CLEAR;
    }
    List<String> words = words(line);
    int status = Integer.parseInt(words.remove(0));
    OptionalInt intended = OptionalInt.empty();
    if (!words.isEmpty() && words.get(0).startsWith("~")) {
      intended = OptionalInt.of(Integer.parseInt(words.remove(0).substring(1)));
    }
    return new Case("", place, false, OptionalInt.of(status), intended, List.copyOf(words), "");
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return words;
  }

  /** Whether it asks for a list, and changes nothing. */
  boolean isList() {
    if (!program.isEmpty()) {
      return isSave();
    }
    if (words.isEmpty()) {
      return true;
    }
    String first = words.get(0);
    return first.startsWith("-L") || first.startsWith("-l") || first.equals("--list") || isSave();
  }

  /** Whether it prints a list, be it from within rules. */
  boolean printsList() {
    return isList() || LIST_AMONG_RULES.matcher(input).find();
  }

  /** Whether it prints the table as rules, be it from within other rules. */
  boolean printsRules() {
    return isSave() || SAVE_AMONG_RULES.matcher(input).find();
  }

  /** Whether it saves the table. */
  boolean isSave() {
    if (!program.isEmpty()) {
      return program.equals("-save");
    }
    return !words.isEmpty() && (words.get(0).startsWith("-S") || words.get(0).equals("--save"));
  }
}

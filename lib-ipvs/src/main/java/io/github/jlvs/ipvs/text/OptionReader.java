// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import io.github.jlvs.ipvs.text.UsageException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes words apart into options, in the way of the popt library that ipvsadm is built with:
 * letters may stand in one word, a value follows in the same word (with or without {@code =}) or is
 * the next one whatever it looks like; an optional value does not begin with a dash. Words that
 * belong to no option may stand anywhere and are collected.
 */
public final class OptionReader {
  private final List<? extends CommandOption> table;

  private final List<String> words;
  private final List<Integer> others = new ArrayList<>(0);
  private int next;

  /** Where the next letter stands in a word of several; 0 between words. */
  private int inside;

  private CommandOption option;
  private boolean known;
  private int word;
  private int valueWord;
  private @Nullable String value;

  /**
   * Stands before the first word.
   *
   * @param words the words of one line
   * @param table the options that there are
   */
  public OptionReader(List<String> words, List<? extends CommandOption> table) {
    this.words = words;
    this.table = table;
    this.option = table.get(0);
  }

  /**
   * Goes to the next option.
   *
   * @return false at the end
   * @throws UsageException where there is no such option, or its value is missing or one too many
   */
  public boolean next() {
    while (inside == 0) {
      if (next == words.size()) {
        return false;
      }
      String text = words.get(next);
      if (text.equals("--")) {
        for (int i = next + 1; i < words.size(); i++) {
          others.add(i);
        }
        next = words.size();
        return false;
      }
      if (text.length() < 2 || text.charAt(0) != '-') {
        others.add(next++);
      } else if (text.charAt(1) == '-') {
        longOption(text);
        return true;
      } else {
        inside = 1;
      }
    }
    letter();
    return true;
  }

  /**
   * Goes to the first option, which must be a command: anything else is answered like no command at
   * all.
   *
   * @param expected what stands first, for the message where it is missing
   * @return the command
   * @throws UsageException of kind {@link Kind#NO_COMMAND}
   */
  public CommandOption command(String expected) {
    String why;
    int wrong = 0;
    try {
      if (next()) {
        if (option.isCommand()) {
          return option;
        }
        wrong = word;
        why = option + ": it is no command";
      } else {
        why = quoted(0) + ": it is no command";
      }
    } catch (UsageException e) {
      if (known) {
        throw new UsageException(Kind.NO_COMMAND, e.word(), e.message());
      }
      wrong = e.word();
      why = e.message();
    }
    throw new UsageException(Kind.NO_COMMAND, wrong, why + "; " + expected);
  }

  /**
   * The option at which it stands.
   *
   * @return the option; any before the first call of {@link #next}
   */
  public CommandOption option() {
    return option;
  }

  /**
   * The word that the option stands in.
   *
   * @return its index
   */
  public int word() {
    return word;
  }

  /**
   * The word that the option's value stands in.
   *
   * @return its index; without a meaning where there is no value
   */
  public int valueWord() {
    return valueWord;
  }

  /**
   * The option's value.
   *
   * @return null where the option has none, or an optional one that is missing
   */
  public @Nullable String value() {
    return value;
  }

  /**
   * The words so far that belong to no option.
   *
   * @return their indexes
   */
  public List<Integer> others() {
    return others;
  }

  /**
   * Checks that every word but some belongs to an option.
   *
   * @param allowed how many may stand alone
   * @param more what follows in the message; may be empty
   * @throws UsageException where there are more
   */
  public void checkOthers(int allowed, String more) {
    if (others.size() > allowed) {
      int other = others.get(allowed);
      throw UsageException.misuse(other, quoted(other) + ": it belongs to no option" + more);
    }
  }

  private String quoted(int index) {
    return '"' + words.get(index) + '"';
  }

  private void longOption(String text) {
    word = next++;
    int equals = text.indexOf('=');
    String name = text.substring(2, equals < 0 ? text.length() : equals);
    option = find(name);
    value = null;
    if (equals >= 0) {
      if (!option.takesValue()) {
        throw superfluous(text);
      }
      value = text.substring(equals + 1);
      valueWord = word;
    } else if (option.takesValue()) {
      followingWord();
    }
  }

  private void letter() {
    word = next;
    String text = words.get(next);
    option = find(text.charAt(inside));
    value = null;
    int rest = inside + 1;
    if (rest == text.length()) {
      inside = 0;
      next++;
      if (option.takesValue()) {
        followingWord();
      }
    } else if (option.takesValue()) {
      value = text.substring(text.charAt(rest) == '=' ? rest + 1 : rest);
      valueWord = word;
      inside = 0;
      next++;
    } else if (text.charAt(rest) == '=') {
      inside = 0;
      next++;
      throw superfluous(text);
    } else {
      inside = rest;
    }
  }

  private void followingWord() {
    if (option.valueIsOptional()) {
      if (next == words.size() || words.get(next).startsWith("-")) {
        return;
      }
    } else if (next == words.size()) {
      throw new UsageException(
          Kind.SYNTAX, next, words.get(word) + ": the value " + option.label() + " is missing");
    }
    valueWord = next;
    value = words.get(next++);
  }

  private CommandOption find(String name) {
    known = false;
    if (!name.isEmpty()) {
      for (CommandOption candidate : table) {
        if (candidate.longName().equals(name)) {
          known = true;
          return candidate;
        }
      }
    }
    throw new UsageException(Kind.SYNTAX, word, "--" + name + ": there is no such option");
  }

  private CommandOption find(char letter) {
    known = false;
    if (letter != 0) {
      for (CommandOption candidate : table) {
        if (candidate.letter() == letter) {
          known = true;
          return candidate;
        }
      }
    }
    inside = 0;
    next++;
    throw new UsageException(Kind.SYNTAX, word, "-" + letter + ": there is no such option");
  }

  private UsageException superfluous(String text) {
    return new UsageException(Kind.SYNTAX, word, text + ": " + option + " takes no value");
  }
}

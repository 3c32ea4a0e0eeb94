// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import io.github.jlvs.jipvsadm.command.UsageException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes words apart into options, in the way of the popt library that ipvsadm is built with:
 * letters may stand in one word, a value follows in the same word (with or without {@code =}) or is
 * the next one whatever it looks like; an optional value does not begin with a dash. Words that
 * belong to no option may stand anywhere and are collected.
 */
final class OptionReader {
  private static final Option[] OPTIONS = Option.values();

  private final List<String> words;
  private final List<Integer> others = new ArrayList<>(0);
  private int next;

  /** Where the next letter stands in a word of several; 0 between words. */
  private int inside;

  private Option option = Option.LIST;
  private boolean known;
  private int word;
  private int valueWord;
  private @Nullable String value;

  OptionReader(List<String> words) {
    this.words = words;
  }

  /**
   * Goes to the next option.
   *
   * @return false at the end
   * @throws UsageException where there is no such option, or its value is missing or one too many
   */
  boolean next() {
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

  /** Whether the last option exists, whatever is wrong with its value. */
  boolean isKnown() {
    return known;
  }

  /** The option. */
  Option option() {
    return option;
  }

  /** The index of the word it stands in. */
  int word() {
    return word;
  }

  /** The index of the word that its value stands in. */
  int valueWord() {
    return valueWord;
  }

  /** Its value; null where the option has none, or an optional one that is missing. */
  @Nullable String value() {
    return value;
  }

  /** The indexes of the words so far that belong to no option. */
  List<Integer> others() {
    return others;
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

  private Option find(String name) {
    known = false;
    if (!name.isEmpty()) {
      for (Option candidate : OPTIONS) {
        if (candidate.longName().equals(name)) {
          known = true;
          return candidate;
        }
      }
    }
    throw new UsageException(Kind.SYNTAX, word, "--" + name + ": there is no such option");
  }

  private Option find(char letter) {
    known = false;
    if (letter != 0) {
      for (Option candidate : OPTIONS) {
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

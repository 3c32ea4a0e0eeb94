// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import io.github.jlvs.net.Quoted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line as words, and those as a command and its options. */
final class RuleTokens {
  /** A word and where it stands. */
  record Token(int column, String text) {}

  private final Token command;
  private final RuleOption commandOption;
  private final Map<RuleOption, Token> names = new EnumMap<>(RuleOption.class);
  private final Map<RuleOption, Token> values = new EnumMap<>(RuleOption.class);

  private RuleTokens(Token command, RuleOption commandOption) {
    this.command = command;
    this.commandOption = commandOption;
  }

  /** The words of a line; none for a blank line and a comment. */
  static List<Token> words(String line) {
    List<Token> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (isBlank(line.charAt(at))) {
        at++;
        continue;
      }
      if (words.isEmpty() && line.charAt(at) == '#') {
        break;
      }
      int from = at;
      while (at < line.length() && !isBlank(line.charAt(at))) {
        at++;
      }
      words.add(new Token(from + 1, line.substring(from, at)));
    }
    if (!words.isEmpty() && words.get(0).text().equals("ipvsadm")) {
      words.remove(0);
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0x0B;
  }

  /** The commands are those that the caller has a use for, in words. */
  static RuleTokens of(List<Token> words, String commands) {
    Token first = words.get(0);
    RuleOption command =
        RuleOption.named(first.text())
            .filter(RuleOption::isCommand)
            .orElseThrow(
                () ->
                    new RuleSyntaxException(
                        first.column(),
                        "",
                        "a line starts with " + commands + ", not " + Quoted.quote(first.text())));
    RuleTokens tokens = new RuleTokens(first, command);
    int at = 1;
    while (at < words.size()) {
      at = tokens.option(words, at);
    }
    return tokens;
  }

  private int option(List<Token> words, int at) {
    Token word = words.get(at);
    int equals = word.text().startsWith("--") ? word.text().indexOf('=') : -1;
    String name = equals < 0 ? word.text() : word.text().substring(0, equals);
    RuleOption option =
        RuleOption.named(name)
            .orElseThrow(
                () ->
                    new RuleSyntaxException(
                        word.column(), "", "unknown option " + Quoted.quote(name)));
    if (option.isCommand()) {
      throw new RuleSyntaxException(word.column(), name, "a line has one command");
    }
    if (names.put(option, word) != null) {
      throw new RuleSyntaxException(word.column(), name, "stands twice");
    }
    if (equals >= 0) {
      if (option.value() == RuleOption.Value.NONE) {
        throw new RuleSyntaxException(word.column(), name, "takes no value");
      }
      values.put(option, new Token(word.column() + equals + 1, word.text().substring(equals + 1)));
      return at + 1;
    }
    if (option.value() == RuleOption.Value.NONE) {
      return at + 1;
    }
    String next = at + 1 < words.size() ? words.get(at + 1).text() : "";
    if (option.value() == RuleOption.Value.POSSIBLE && (next.isEmpty() || next.startsWith("-"))) {
      return at + 1;
    }
    // ipvsadm takes any word; but where it is another option's name, a value was forgotten.
    if (next.isEmpty() || RuleOption.named(next).isPresent()) {
      throw new RuleSyntaxException(
          word.column() + word.text().length(), name, "a value is missing");
    }
    values.put(option, words.get(at + 1));
    return at + 2;
  }

  RuleOption command() {
    return commandOption;
  }

  Token commandToken() {
    return command;
  }

  boolean has(RuleOption option) {
    return names.containsKey(option);
  }

  Optional<Token> value(RuleOption option) {
    return Optional.ofNullable(values.get(option));
  }

  /** Where the option stands, or the command where it does not. */
  int column(RuleOption option) {
    Token value = values.get(option);
    Token name = names.get(option);
    return value != null ? value.column() : name != null ? name.column() : command.column();
  }

  RuleSyntaxException error(RuleOption option, String message) {
    Token name = names.get(option);
    return new RuleSyntaxException(
        column(option), name == null ? option.toString() : name(name), message);
  }

  private static String name(Token token) {
    int equals = token.text().startsWith("--") ? token.text().indexOf('=') : -1;
    return equals < 0 ? token.text() : token.text().substring(0, equals);
  }

  /** Refuses every option but these. */
  void allow(RuleOption... allowed) {
    List<RuleOption> known = List.of(allowed);
    for (RuleOption option : names.keySet()) {
      if (!known.contains(option)) {
        throw error(option, "has no place behind " + command.text());
      }
    }
  }
}

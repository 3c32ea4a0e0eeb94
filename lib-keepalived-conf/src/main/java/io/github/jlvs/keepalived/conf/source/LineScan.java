// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import io.github.jlvs.keepalived.conf.text.Characters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Steps over the characters of a line up to its comment, knowing which are in double quotes. */
final class LineScan {
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{[^{}]++\\}\\}|\\{%[^{}]*+\\}");

  private final String text;
  private int at = -1;
  private int next;
  private boolean quoted;

  LineScan(String text) {
    this.text = text;
  }

  /** Goes to the next character; false at the comment or the end. */
  boolean step() {
    if (at >= 0 && text.charAt(at) == '"') {
      quoted = !quoted;
    }
    at = next;
    if (at >= text.length() || (!quoted && Characters.isComment(text.charAt(at)))) {
      next = at;
      return false;
    }
    boolean escape = quoted && text.charAt(at) == '\\' && at + 1 < text.length();
    next = at + (escape ? 2 : 1);
    return true;
  }

  /** The index of this character, or of the comment or the end. */
  int index() {
    return at;
  }

  char character() {
    return text.charAt(at);
  }

  /** Whether this character stands between double quotes. */
  boolean isQuoted() {
    return quoted;
  }

  /** Takes everything up to an index as one step. */
  void jumpTo(int index) {
    next = index;
  }

  /** The index of the first brace that opens or closes a block, or -1. */
  static int brace(String text) {
    for (LineScan scan = new LineScan(text); scan.step(); ) {
      if (scan.isQuoted()) {
        continue;
      }
      if (text.startsWith("${", scan.index())) {
        scan.jumpTo(Math.max(scan.index() + 1, Characters.endOfReference(text, scan.index())));
      } else if (scan.character() == '{' || scan.character() == '}') {
        return scan.index();
      }
    }
    return -1;
  }

  /**
   * The index of the first mark that a template's program takes out, <code>{{ NAME }}</code> or
   * <code>{% WORDS %}</code>, outside of quotes; -1 without one.
   */
  static int templateMark(String text) {
    // Nearly every line ends here, at a small part of what the expression costs.
    if (!text.contains("{{") && !text.contains("{%")) {
      return -1;
    }
    Matcher mark = TEMPLATE.matcher(text);
    if (!mark.find()) {
      return -1;
    }
    for (LineScan scan = new LineScan(text); scan.step(); ) {
      if (!scan.isQuoted() && mark.region(scan.index(), text.length()).lookingAt()) {
        return scan.index();
      }
    }
    return -1;
  }

  /** The index of the comment, or the length of the text. */
  static int commentStart(String text) {
    LineScan scan = new LineScan(text);
    while (scan.step()) {
      // The scan stops where the comment begins.
    }
    return scan.index();
  }

  /** The index of the first character from here on that is no blank. */
  static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && Characters.isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The index of the first blank from here on. */
  static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length() && !Characters.isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** The index after the name that begins here; the same index if none does. */
  static int endOfName(String text, int from) {
    int at = from;
    while (at < text.length() && isNamePart(text.charAt(at), at > from)) {
      at++;
    }
    return at;
  }

  static boolean isName(String text) {
    return !text.isEmpty() && endOfName(text, 0) == text.length();
  }

  private static boolean isNamePart(char c, boolean inside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (inside && c >= '0' && c <= '9');
  }
}

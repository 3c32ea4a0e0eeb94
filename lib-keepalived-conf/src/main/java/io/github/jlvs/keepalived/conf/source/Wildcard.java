// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

/** Matches a name with {@code *}, {@code ?} and {@code [a-z]}, as glob(7) does. */
final class Wildcard {
  private Wildcard() {}

  static boolean isIn(String pattern) {
    for (int at = 0; at < pattern.length(); at++) {
      if (pattern.charAt(at) == '\\') {
        at++;
      } else if ("*?[".indexOf(pattern.charAt(at)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The name that a pattern without wildcards means. */
  static String literal(String pattern) {
    return pattern.replaceAll("\\\\(.)", "$1");
  }

  /** Whether a name matches; a dot at its beginning must stand in the pattern. */
  static boolean matches(String pattern, String name) {
    if (name.startsWith(".") && !pattern.startsWith(".")) {
      return false;
    }
    int p = 0;
    int n = 0;
    int starAt = -1;
    int starName = 0;
    // Only the last star has to be tried again, so the time is bounded by the product of the
    // lengths.
    while (n < name.length()) {
      int after = p < pattern.length() ? one(pattern, p, name.charAt(n)) : -1;
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        starAt = p++;
        starName = n;
      } else if (after > 0) {
        p = after;
        n++;
      } else if (starAt >= 0) {
        p = starAt + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** The index after the part of the pattern that takes this character, or -1. */
  private static int one(String pattern, int at, char c) {
    return switch (pattern.charAt(at)) {
      case '?' -> at + 1;
      case '\\' -> escaped(pattern, at, c);
      case '[' -> bracket(pattern, at, c);
      default -> pattern.charAt(at) == c ? at + 1 : -1;
    };
  }

  private static int escaped(String pattern, int at, char c) {
    boolean last = at + 1 == pattern.length();
    char wanted = last ? '\\' : pattern.charAt(at + 1);
    return wanted == c ? at + (last ? 1 : 2) : -1;
  }

  private static int bracket(String pattern, int at, char c) {
    int close = pattern.indexOf(']', at + (isNegated(pattern, at) ? 3 : 2));
    if (close < 0) {
      return c == '[' ? at + 1 : -1;
    }
    return inSet(pattern, at, close, c) ? close + 1 : -1;
  }

  private static boolean isNegated(String pattern, int open) {
    return pattern.startsWith("!", open + 1) || pattern.startsWith("^", open + 1);
  }

  private static boolean inSet(String pattern, int open, int close, char c) {
    boolean negated = isNegated(pattern, open);
    boolean found = false;
    for (int at = open + (negated ? 2 : 1); at < close; at++) {
      char from = pattern.charAt(at);
      boolean range = at + 2 < close && pattern.charAt(at + 1) == '-';
      char to = range ? pattern.charAt(at + 2) : from;
      found |= c >= from && c <= to;
      at += range ? 2 : 0;
    }
    return found != negated;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.source;

import java.util.ArrayList;
import java.util.List;

/** Expands {@code a{b,c}d} to {@code abd} and {@code acd}, as glob(7) does. */
final class Braces {
  private final List<String> results = new ArrayList<>();
  private final int most;

  private Braces(int most) {
    this.most = most;
  }

  /** The patterns without braces, at most so many. */
  static List<String> expand(String pattern, int most) {
    Braces braces = new Braces(most);
    braces.add("", pattern);
    return braces.results;
  }

  private void add(String before, String pattern) {
    int open = next(pattern, 0, "{");
    int close = open < 0 ? -1 : closing(pattern, open);
    if (close < 0) {
      if (results.size() < most) {
        results.add(before + pattern);
      }
      return;
    }
    for (int from = open + 1; from <= close && results.size() < most; ) {
      int end = endOfChoice(pattern, from, close);
      add(
          before + pattern.substring(0, open),
          pattern.substring(from, end) + pattern.substring(close + 1));
      from = end + 1;
    }
  }

  private static int closing(String pattern, int open) {
    int depth = 0;
    for (int at = next(pattern, open, "{}"); at >= 0; at = next(pattern, at + 1, "{}")) {
      depth += pattern.charAt(at) == '{' ? 1 : -1;
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }

  private static int endOfChoice(String pattern, int from, int close) {
    int depth = 0;
    for (int at = next(pattern, from, "{},");
        at >= 0 && at < close;
        at = next(pattern, at + 1, "{},")) {
      if (pattern.charAt(at) == ',' && depth == 0) {
        return at;
      }
      depth += pattern.charAt(at) == '{' ? 1 : pattern.charAt(at) == '}' ? -1 : 0;
    }
    return close;
  }

  /** The index of the first of some characters that no backslash stands before, or -1. */
  private static int next(String pattern, int from, String wanted) {
    for (int at = from; at < pattern.length(); at++) {
      if (pattern.charAt(at) == '\\') {
        at++;
      } else if (wanted.indexOf(pattern.charAt(at)) >= 0) {
        return at;
      }
    }
    return -1;
  }
}

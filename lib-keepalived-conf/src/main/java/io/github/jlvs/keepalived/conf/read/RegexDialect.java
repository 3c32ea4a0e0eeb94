// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.read;

import java.util.Optional;

/**
 * Finds in a regular expression what keepalived's library (PCRE) and java.util.regex both take and
 * understand differently. What java.util.regex does not take at all, it says itself.
 */
final class RegexDialect {
  private final String regex;
  private int at;

  private RegexDialect(String regex) {
    this.regex = regex;
  }

  /** What to write instead; nothing where both understand the same. */
  static Optional<String> difference(String regex) {
    return new RegexDialect(regex).find();
  }

  private Optional<String> find() {
    while (at < regex.length()) {
      if (regex.charAt(at) == '\\') {
        skipEscape();
      } else if (regex.charAt(at) == '[') {
        Optional<String> inside = inClass();
        if (inside.isPresent()) {
          return inside;
        }
      } else {
        at++;
      }
    }
    return Optional.empty();
  }

  /** From behind the bracket to behind the one that closes it. */
  private Optional<String> inClass() {
    at++;
    at += regex.startsWith("^", at) ? 1 : 0;
    // Where it comes first it closes nothing.
    at += regex.startsWith("]", at) ? 1 : 0;
    while (at < regex.length() && regex.charAt(at) != ']') {
      if (regex.startsWith("[:", at)) {
        return Optional.of("'[:' in a class means letters here: write [:alpha:] as \\p{Alpha}");
      } else if (regex.charAt(at) == '[') {
        return Optional.of("'[' in a class begins another class here: write it as \\[");
      } else if (regex.startsWith("&&", at)) {
        return Optional.of("'&&' in a class means what is in both here: write it as &\\&");
      } else if (regex.charAt(at) == '\\') {
        skipEscape();
      } else {
        at++;
      }
    }
    at++;
    return Optional.empty();
  }

  private void skipEscape() {
    if (regex.startsWith("\\Q", at)) {
      int end = regex.indexOf("\\E", at);
      at = end < 0 ? regex.length() : end + 2;
    } else {
      at += 2;
    }
  }
}

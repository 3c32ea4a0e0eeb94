// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.http;

/** The words of which a request is made. */
final class Tokens {
  private static final String PUNCTUATION = "!#$%&'*+-.^_`|~";

  private Tokens() {}

  /** RFC 9110, section 5.6.2. */
  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c -> c < 0x7F && (Character.isLetterOrDigit(c) || PUNCTUATION.indexOf(c) >= 0));
  }

  /** What may stand between the blanks of a request line, or as a host. */
  static boolean isWord(String text) {
    return !text.isEmpty()
        && text.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
  }
}

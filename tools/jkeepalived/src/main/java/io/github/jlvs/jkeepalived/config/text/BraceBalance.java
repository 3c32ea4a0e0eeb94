// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.text;

import java.util.List;

/** How many closing braces a text has too many (positive) or too few (negative). */
final class BraceBalance {
  private BraceBalance() {}

  static int of(List<Token> tokens) {
    int balance = 0;
    for (Token token : tokens) {
      if (token instanceof Token.Open) {
        balance--;
      } else if (token instanceof Token.Close) {
        balance++;
      }
    }
    return balance;
  }
}

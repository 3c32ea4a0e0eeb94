// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

/** Ends the parsing of one line; never leaves this package. */
final class RuleSyntaxException extends RuntimeException {
  private final int column;
  private final String option;

  RuleSyntaxException(int column, String option, String message) {
    super(message, null, false, false);
    this.column = column;
    this.option = option;
  }

  RuleError at(int line) {
    return new RuleError(line, column, option, String.valueOf(getMessage()));
  }
}

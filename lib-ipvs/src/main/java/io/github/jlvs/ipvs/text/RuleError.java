// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

/**
 * A place in a rule text that makes no sense.
 *
 * @param line the line, from 1
 * @param column the character in the line, from 1
 * @param option the option that is wrong, as it is written or as it should have been, for example
 *     {@code -w}; empty where the trouble is none of an option's
 * @param message what is wrong and what was expected
 */
public record RuleError(int line, int column, String option, String message) {
  /** For example {@code line 3, column 22: -w: not a number: "x"}. */
  @Override
  public String toString() {
    return "line "
        + line
        + ", column "
        + column
        + ": "
        + (option.isEmpty() ? "" : option + ": ")
        + message;
  }
}

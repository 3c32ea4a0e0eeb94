// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

/**
 * A place in a rule text that makes no sense.
 *
 * @param line the line, from 1
 * @param column the character in the line, from 1; behind the last word where one is missing
 * @param message what is wrong and what was expected
 */
public record RuleError(int line, int column, String message) {
  /** For example {@code line 3, column 22: --weight x: it takes a number from 0 to 2147483647}. */
  @Override
  public String toString() {
    return "line " + line + ", column " + column + ": " + message;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.text;

/**
 * Something to say about a place in the configuration.
 *
 * @param position where
 * @param severity whether the configuration can still be used
 * @param message what is wrong and what was probably meant; one line, never a password
 */
public record Diagnostic(Position position, Severity severity, String message) {

  /** {@code file:line:column: error: message}, the form that editors and compilers share. */
  @Override
  public String toString() {
    return position + ": " + severity + ": " + message;
  }
}

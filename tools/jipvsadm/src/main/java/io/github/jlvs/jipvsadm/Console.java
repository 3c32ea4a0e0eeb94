// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import java.io.InputStream;

/**
 * The standard streams.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param interactive whether standard error is a terminal (carets and suggestions are shown)
 * @param terminal whether standard output is a terminal
 */
public record Console(
    InputStream in, Output out, Output err, boolean interactive, boolean terminal) {
  /** What messages call standard input. */
  public static final String STANDARD_INPUT = "standard input";

  /** A text without control characters: what a file says must not move a terminal's cursor. */
  static String printable(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(c < ' ' || c == 0x7F ? '?' : c);
    }
    return plain.toString();
  }

  /**
   * Tells something on standard error, after what was written to standard output.
   *
   * @param message one line
   */
  public void tell(String message) {
    out.flush();
    err.text("jipvsadm: ").text(printable(message)).line().flush();
  }
}

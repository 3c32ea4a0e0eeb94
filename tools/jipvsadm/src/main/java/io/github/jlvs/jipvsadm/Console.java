// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import java.io.InputStream;

/**
 * The standard streams.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param people whether somebody reads standard error: messages point and suggest then
 * @param screen whether standard output is a terminal
 */
public record Console(InputStream in, Output out, Output err, boolean people, boolean screen) {
  /**
   * Tells something on standard error, after what was written to standard output.
   *
   * @param message one line
   */
  public void tell(String message) {
    out.flush();
    err.text("jipvsadm: ").text(message).line().flush();
  }
}

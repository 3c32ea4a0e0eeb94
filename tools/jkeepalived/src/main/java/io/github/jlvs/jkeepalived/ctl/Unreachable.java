// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

/** There is no answer to show; the message says why and what to do. */
final class Unreachable extends Exception {
  private static final long serialVersionUID = 1;

  Unreachable(String message) {
    super(message);
  }
}

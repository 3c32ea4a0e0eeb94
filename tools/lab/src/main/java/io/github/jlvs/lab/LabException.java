// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

/** Something in the lab did not happen: a command failed, or a deadline passed. */
public final class LabException extends RuntimeException {

  /**
   * Says what did not happen.
   *
   * @param message what, on which host, and what was seen instead
   */
  public LabException(String message) {
    super(message);
  }

  LabException(String message, Throwable cause) {
    super(message, cause);
  }
}

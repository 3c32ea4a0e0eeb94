// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

/**
 * Ends the program from the midst of its work, with a message for standard error if there is one.
 */
public final class ExitException extends RuntimeException {
  private final int status;

  /**
   * Ends it.
   *
   * @param status the exit status
   * @param message one line; empty where all is said
   */
  public ExitException(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  /** The exit status. */
  public int status() {
    return status;
  }

  /** The message, or an empty text. */
  public String message() {
    return String.valueOf(getMessage());
  }
}

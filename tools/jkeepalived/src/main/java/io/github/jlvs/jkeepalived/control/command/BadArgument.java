// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.command;

/**
 * An argument is missing, or is not what it has to be; the message says which, and what to write.
 */
public final class BadArgument extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With a sentence for a person. */
  public BadArgument(String message) {
    super(message);
  }
}

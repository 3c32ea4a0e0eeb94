// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm;

import java.io.IOException;

/** Nothing can be written any more. */
public final class OutputClosedException extends RuntimeException {
  private final String reason;

  OutputClosedException(IOException cause) {
    super("write to standard output: " + cause.getMessage(), cause);
    reason = String.valueOf(cause.getMessage());
  }

  /** Whether the reader has seen enough and left, which is no error: {@code | head}. */
  public boolean readerLeft() {
    return reason.contains("Broken pipe");
  }
}

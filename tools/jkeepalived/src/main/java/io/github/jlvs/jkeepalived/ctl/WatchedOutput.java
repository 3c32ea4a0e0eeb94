// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.ctl;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Octets for somebody who may leave. A {@link java.io.PrintStream} says only that something failed:
 * a reader that has gone is no failure of a program that is watched, a full disk is one.
 */
final class WatchedOutput extends FilterOutputStream {
  private volatile boolean left;

  WatchedOutput(OutputStream to) {
    super(to);
  }

  /** Whether whoever read has gone, as {@code head} does. */
  boolean isLeft() {
    return left;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    try {
      out.write(octets, from, count);
    } catch (IOException e) {
      // The JDK has the C library's words for EPIPE, in the language of the C locale.
      left = left || String.valueOf(e.getMessage()).contains("Broken pipe");
      throw e;
    }
  }
}

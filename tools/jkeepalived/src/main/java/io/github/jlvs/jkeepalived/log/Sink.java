// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.io.IOException;

/** Where lines go. Called by the log's thread alone; may block. */
public interface Sink extends AutoCloseable {
  /**
   * Writes a line, or keeps it until {@link #flush}.
   *
   * @throws IOException if it can't; the line is lost, with those that were kept; the next one is
   *     tried again
   */
  void write(Entry entry) throws IOException;

  /**
   * Writes what was kept: no line is waiting now.
   *
   * @throws IOException if it can't; what was kept is lost
   */
  default void flush() throws IOException {
    // Most keep nothing.
  }

  @Override
  void close() throws IOException;
}

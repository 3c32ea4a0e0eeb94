// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import java.io.IOException;

/** Where lines go. Called by the log's thread alone; may block. */
public interface Sink extends AutoCloseable {
  /**
   * Writes a line.
   *
   * @throws IOException if it can't; the line is lost, the next one is tried again
   */
  void write(Entry entry) throws IOException;

  @Override
  void close() throws IOException;
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

/** How the tries of one check are made. */
interface Attempts extends AutoCloseable {
  /** The next, not begun. */
  Attempt next(Attempt.Owner owner);

  /**
   * Asks to be told when a try is worth making before its time; without this nobody looks for that.
   */
  default void watch(Runnable changed) {
    // Of a server on the network nobody tells.
  }

  @Override
  default void close() {
    // Most have nothing open between tries.
  }
}

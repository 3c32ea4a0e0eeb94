// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

/**
 * Something that happened to a running daemon. It holds values and no words: whoever makes one is a
 * loop that has better things to do than to write sentences for readers that may not be there.
 */
public sealed interface DaemonEvent permits OfDaemon, OfRouter, OfServer, OfTable {
  /** Its kind. */
  EventKind kind();

  /** What readers are told. For the thread that reads. */
  Told told();
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import java.nio.ByteBuffer;

/** Brings packets for a virtual address to one real server. */
interface PacketSender extends AutoCloseable {
  /**
   * Sends one.
   *
   * @param packet direct, from its IP header to the limit; its content is the sender's afterwards
   * @return 0 or more, or {@code -errno}
   */
  int send(ByteBuffer packet);

  @Override
  default void close() {
    // Most have nothing open of their own.
  }
}

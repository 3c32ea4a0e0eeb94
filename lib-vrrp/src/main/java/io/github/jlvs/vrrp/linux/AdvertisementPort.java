// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.SocketAddress;
import java.nio.ByteBuffer;

/** Where advertisements leave a host. */
interface AdvertisementPort extends AutoCloseable {
  /**
   * Sends a whole IP datagram; the destination is that of its header too.
   *
   * @return {@code -errno} when it can't be sent
   */
  int send(ByteBuffer whole, SocketAddress destination);

  @Override
  void close();
}

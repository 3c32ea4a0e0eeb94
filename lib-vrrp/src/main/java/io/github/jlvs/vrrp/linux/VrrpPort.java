// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.SocketAddress;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Set;

/** Where VRRP packets come and go on one interface. */
interface VrrpPort extends AutoCloseable {
  /** The index that no interface has. */
  int EVERY_INTERFACE = 0;

  int interfaceIndex();

  /** Datagrams read since it was opened. */
  long received();

  /** Datagrams that did not fit into the receive buffer since it was opened. */
  long dropped();

  /** Makes the receive buffer and the bound of a drain fit this number of virtual routers. */
  void serve(int routers);

  /**
   * Is a member of these groups from now on, and of no others.
   *
   * @throws io.github.jlvs.linux.LinuxException if the kernel refuses
   */
  void listenTo(Set<Inet4Address> wanted);

  /** Reads what waits in the socket, at most as much as its buffer can hold. */
  void drain();

  /**
   * Sends a whole IP datagram; the destination is that of its header too.
   *
   * @return {@code -errno} when it can't be sent
   */
  int send(ByteBuffer whole, SocketAddress destination);

  @Override
  void close();
}

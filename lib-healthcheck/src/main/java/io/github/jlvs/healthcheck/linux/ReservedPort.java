// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A TCP port of this host that nobody gets while this is open: a socket is bound to it, and neither
 * listens nor connects, so the kernel knows of no connection there either.
 */
final class ReservedPort implements AutoCloseable {
  private static final int SOCKADDR_IN6 = 28;
  private static final int PORT_AT = 2;

  private final LinuxSocket socket;
  private final int number;

  private ReservedPort(LinuxSocket socket, int number) {
    this.socket = socket;
    this.number = number;
  }

  /** One that the kernel chooses, of an address of this host; throws LinuxException. */
  static ReservedPort of(InetAddress address) {
    LinuxSocket socket =
        LinuxSocket.openNonBlocking(
            "port for a check (DR_CHECK)",
            AddressFamily.of(address).code(),
            LinuxSocket.SOCK_STREAM,
            0);
    try {
      socket.bind(SocketAddress.inet(address, 0));
      ByteBuffer bound = ByteBuffer.allocateDirect(SOCKADDR_IN6);
      int unusedLength = socket.localAddress(bound);
      return new ReservedPort(socket, Short.toUnsignedInt(bound.getShort(PORT_AT)));
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  int number() {
    return number;
  }

  @Override
  public void close() {
    socket.close();
  }
}

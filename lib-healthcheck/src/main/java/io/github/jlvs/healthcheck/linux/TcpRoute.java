// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** How the connections of one check are opened: made once, used by try after try. */
final class TcpRoute {
  // include/uapi/asm-generic/socket.h
  private static final int SO_REUSEADDR = 2;
  private static final int SO_LINGER = 13;
  private static final int SO_MARK = 36;

  /** {@code struct linger}: on, zero seconds. */
  private static final byte[] RESET_AT_CLOSE =
      ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(1).array();

  private final String name;
  private final AddressFamily family;
  private final SocketAddress remote;
  private final Optional<SocketAddress> local;
  private final boolean fixedPort;
  private final Optional<String> device;
  private final int firewallMark;

  TcpRoute(Transport.Tcp transport) {
    remote = socketAddress(transport.remote());
    name = "check over TCP";
    family = AddressFamily.of(transport.remote().getAddress());
    local = transport.local().map(TcpRoute::socketAddress);
    fixedPort = transport.local().map(InetSocketAddress::getPort).orElse(0) != 0;
    device = transport.device();
    firewallMark = transport.firewallMark();
  }

  private static SocketAddress socketAddress(InetSocketAddress address) {
    return SocketAddress.inet(address.getAddress(), address.getPort());
  }

  /** A socket that is ready to connect; throws LinuxException. */
  LinuxSocket open() {
    LinuxSocket socket =
        LinuxSocket.openNonBlocking(name, family.code(), LinuxSocket.SOCK_STREAM, 0);
    try {
      prepare(socket);
      return socket;
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void prepare(LinuxSocket socket) {
    if (firewallMark != 0) {
      socket.setOption(LinuxSocket.SOL_SOCKET, SO_MARK, firewallMark);
    }
    device.ifPresent(socket::bindToInterface);
    // The side that closes first keeps the pair of ports for a minute (TIME_WAIT): some hundred
    // checks a second of one port would use up the local ports, and a check from a fixed one would
    // find it taken by the try before. A reset leaves nothing behind; keepalived's checks reset
    // too.
    socket.setOption(LinuxSocket.SOL_SOCKET, SO_LINGER, RESET_AT_CLOSE);
    if (fixedPort) {
      socket.setOption(LinuxSocket.SOL_SOCKET, SO_REUSEADDR, 1);
    }
    local.ifPresent(socket::bind);
  }

  SocketAddress remote() {
    return remote;
  }
}

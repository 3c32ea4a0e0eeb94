// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.direct.DirectProbe;
import io.github.jlvs.healthcheck.probe.direct.Ip;
import io.github.jlvs.healthcheck.probe.direct.TcpPacket;
import io.github.jlvs.healthcheck.probe.direct.Way;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import java.nio.ByteBuffer;

/**
 * Sends packets in a tunnel: inside one that the kernel makes and routes, through a raw socket, or
 * with generic UDP encapsulation through one of UDP.
 */
final class TunnelSender implements PacketSender {
  private static final int GRE = 47;

  private final LinuxSocket socket;
  private final Way.Tunnel tunnel;
  private final SocketAddress server;
  private final ByteBuffer wrapped =
      ByteBuffer.allocateDirect(Way.MAX_HEADER + TcpPacket.MAX_LENGTH);

  private TunnelSender(LinuxSocket socket, Way.Tunnel tunnel, SocketAddress server) {
    this.socket = socket;
    this.tunnel = tunnel;
    this.server = server;
  }

  /** Opens one; throws LinuxException. */
  static TunnelSender open(DirectProbe probe, Way.Tunnel tunnel) {
    int outer = AddressFamily.of(probe.server()).code();
    String name = "socket for a tunnel to " + probe.server().getHostAddress() + " (DR_CHECK)";
    boolean gue = tunnel instanceof Way.Gue;
    LinuxSocket socket =
        gue
            ? LinuxSocket.openNonBlocking(name, outer, LinuxSocket.SOCK_DGRAM, 0)
            : LinuxSocket.openNonBlocking(
                name, outer, LinuxSocket.SOCK_RAW, protocol(probe, tunnel));
    try {
      probe.device().ifPresent(socket::bindToInterface);
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
    int port = tunnel instanceof Way.Gue through ? through.port() : 0;
    return new TunnelSender(socket, tunnel, SocketAddress.inet(probe.server(), port));
  }

  private static int protocol(DirectProbe probe, Way.Tunnel tunnel) {
    return tunnel instanceof Way.Gre
        ? GRE
        : Ip.protocolOf(AddressFamily.of(probe.virtual().getAddress()));
  }

  @Override
  public int send(ByteBuffer packet) {
    wrapped.clear().put(tunnel.header(packet)).put(packet.duplicate()).flip();
    return socket.sendTo(wrapped, server);
  }

  @Override
  public void close() {
    socket.close();
  }
}

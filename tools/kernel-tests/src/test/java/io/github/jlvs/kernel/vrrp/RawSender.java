// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.netlink.NetlinkOptions;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.vrrp.Advertisement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sends VRRP packets from a host with whatever sender and time to live they say. */
final class RawSender implements AutoCloseable {
  private static final int HEADER = 20;
  private static final int IP_HDRINCL = 3;
  private static final int IP_MULTICAST_IF = 32;
  private static final int MREQN = 12;
  private static final int MREQN_INDEX = 8;

  private final ByteBuffer packet = ByteBuffer.allocateDirect(1500);
  private final SocketAddress group = SocketAddress.inet(Directors.ip("224.0.0.18"), 0);
  private final LinuxSocket socket;

  private RawSender(LinuxSocket socket) {
    this.socket = socket;
  }

  /** Opens it on a host's interface. */
  static RawSender on(Host host) {
    NetworkNamespace namespace = new NetworkNamespace(host.networkNamespace());
    int index;
    try (RouteSocket route = RouteSocket.open(NetlinkOptions.defaults().inNamespace(namespace))) {
      index = route.link(Network.INTERFACE).orElseThrow().index();
    }
    LinuxSocket socket =
        namespace.call(
            () -> LinuxSocket.open("flood", LinuxSocket.AF_INET, LinuxSocket.SOCK_RAW, 255));
    socket.setOption(LinuxSocket.IPPROTO_IP, IP_HDRINCL, 1);
    byte[] mreqn =
        ByteBuffer.allocate(MREQN)
            .order(ByteOrder.nativeOrder())
            .putInt(MREQN_INDEX, index)
            .array();
    socket.setOption(LinuxSocket.IPPROTO_IP, IP_MULTICAST_IF, mreqn);
    return new RawSender(socket);
  }

  /** Sends one to the VRRP group; says whether the kernel took it. */
  boolean send(int source, int ttl, byte[] vrrp) {
    packet.clear();
    packet.put((byte) 0x45).put((byte) 0xc0).putShort((short) (HEADER + vrrp.length));
    packet.putInt(0).put((byte) ttl).put((byte) Advertisement.IP_PROTOCOL).putShort((short) 0);
    packet.putInt(source).putInt(0xe0000012).put(vrrp).flip();
    return socket.sendTo(packet, group) > 0;
  }

  /** Sends one to a host, from whatever address it says; says whether the kernel took it. */
  boolean send(String destination, String source, int ttl, byte[] vrrp) {
    packet.clear();
    packet.put((byte) 0x45).put((byte) 0xc0).putShort((short) (HEADER + vrrp.length));
    packet.putInt(0).put((byte) ttl).put((byte) Advertisement.IP_PROTOCOL).putShort((short) 0);
    packet.put(Directors.ip(source).getAddress()).put(Directors.ip(destination).getAddress());
    packet.put(vrrp).flip();
    return socket.sendTo(packet, SocketAddress.inet(Directors.ip(destination), 0)) > 0;
  }

  @Override
  public void close() {
    socket.close();
  }
}

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
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sends VRRP packets from a host with whatever sender and time to live they say. */
final class RawSender implements AutoCloseable {
  private static final int HEADER = 20;
  private static final int IP_HDRINCL = 3;
  private static final int IP_MULTICAST_IF = 32;
  private static final int MREQN = 12;
  private static final int MREQN_INDEX = 8;
  private static final int IPV6_MULTICAST_IF = 17;

  /** A raw socket of this protocol takes whole packets, over IPv6 as well. */
  private static final int IPPROTO_RAW = 255;

  private final ByteBuffer packet = ByteBuffer.allocateDirect(1500);
  private final InetAddress to;
  private final SocketAddress group;
  private final LinuxSocket socket;

  private RawSender(LinuxSocket socket, String group) {
    this.socket = socket;
    this.to = Directors.ip(group);
    this.group = SocketAddress.inet(to, 0);
  }

  /** Opens it on a host's interface. */
  static RawSender on(Host host) {
    LinuxSocket socket = open(host, LinuxSocket.AF_INET);
    socket.setOption(LinuxSocket.IPPROTO_IP, IP_HDRINCL, 1);
    byte[] mreqn =
        ByteBuffer.allocate(MREQN)
            .order(ByteOrder.nativeOrder())
            .putInt(MREQN_INDEX, index(host))
            .array();
    socket.setOption(LinuxSocket.IPPROTO_IP, IP_MULTICAST_IF, mreqn);
    return new RawSender(socket, "224.0.0.18");
  }

  /** Opens one for IPv6 on a host's interface. */
  static RawSender overIpv6(Host host) {
    LinuxSocket socket = open(host, LinuxSocket.AF_INET6);
    socket.setOption(LinuxSocket.IPPROTO_IPV6, IPV6_MULTICAST_IF, index(host));
    return new RawSender(socket, "ff02::12");
  }

  private static LinuxSocket open(Host host, int family) {
    return new NetworkNamespace(host.networkNamespace())
        .call(() -> LinuxSocket.open("flood", family, LinuxSocket.SOCK_RAW, IPPROTO_RAW));
  }

  private static int index(Host host) {
    NetworkNamespace namespace = new NetworkNamespace(host.networkNamespace());
    try (RouteSocket route = RouteSocket.open(NetlinkOptions.defaults().inNamespace(namespace))) {
      return route.link(Network.INTERFACE).orElseThrow().index();
    }
  }

  /** Sends one to the VRRP group of IPv6; says whether the kernel took it. */
  boolean sendOverIpv6(InetAddress source, int hopLimit, byte[] vrrp) {
    packet.clear();
    packet.putInt(0x60000000).putShort((short) vrrp.length);
    packet.put((byte) Advertisement.IP_PROTOCOL).put((byte) hopLimit);
    packet.put(source.getAddress()).put(to.getAddress()).put(vrrp).flip();
    return socket.sendTo(packet, group) > 0;
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

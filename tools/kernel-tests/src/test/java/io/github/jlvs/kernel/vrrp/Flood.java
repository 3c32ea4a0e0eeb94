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
import io.github.jlvs.vrrp.AdvertisementCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Random;

/**
 * Sends VRRP packets that are random, mutated, for others, replayed from a worse router, from
 * spoofed senders or from too far away, as fast as it can.
 */
final class Flood {
  private static final int HEADER = 20;
  private static final int IP_HDRINCL = 3;
  private static final int IP_MULTICAST_IF = 32;

  private Flood() {}

  /** Sends for so long and returns the number of packets that the kernel took. */
  static long from(Host host, Duration time) {
    NetworkNamespace namespace = new NetworkNamespace(host.networkNamespace());
    int index;
    try (RouteSocket route = RouteSocket.open(NetlinkOptions.defaults().inNamespace(namespace))) {
      index = route.link(Network.INTERFACE).orElseThrow().index();
    }
    return namespace.call(() -> send(index, System.nanoTime() + time.toNanos()));
  }

  private static long send(int interfaceIndex, long end) {
    Random random = new Random(112);
    ByteBuffer packet = ByteBuffer.allocateDirect(1500);
    SocketAddress group = SocketAddress.inet(Directors.ip("224.0.0.18"), 0);
    byte[] good = AdvertisementCodec.encode(Directors.config(90).build().advertisement(90));
    byte[] mreqn =
        ByteBuffer.allocate(12).order(ByteOrder.nativeOrder()).putInt(8, interfaceIndex).array();
    long sent = 0;
    try (LinuxSocket socket =
        LinuxSocket.open("flood", LinuxSocket.AF_INET, LinuxSocket.SOCK_RAW, 255)) {
      socket.setOption(LinuxSocket.IPPROTO_IP, IP_HDRINCL, 1);
      socket.setOption(LinuxSocket.IPPROTO_IP, IP_MULTICAST_IF, mreqn);
      while (System.nanoTime() < end) {
        fill(packet, random, good);
        if (socket.sendTo(packet, group) > 0) {
          sent++;
        }
      }
    }
    return sent;
  }

  private static void fill(ByteBuffer packet, Random random, byte[] good) {
    byte[] vrrp = good.clone();
    int ttl = 255;
    int source = 0x0a015000 | (100 + random.nextInt(100));
    switch (random.nextInt(6)) {
      case 0 -> {
        vrrp = new byte[random.nextInt(1200)];
        random.nextBytes(vrrp);
      }
      case 1 -> vrrp[random.nextInt(vrrp.length)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> vrrp[1] = (byte) random.nextInt(256);
      case 3 -> source = 0x0a020000 | random.nextInt(1 << 16);
      case 4 -> ttl = random.nextInt(255);
      default -> {
        // A worse router's advertisement, again and again.
      }
    }
    packet.clear();
    packet.put((byte) 0x45).put((byte) 0xc0).putShort((short) (HEADER + vrrp.length));
    packet.putInt(0).put((byte) ttl).put((byte) Advertisement.IP_PROTOCOL).putShort((short) 0);
    packet.putInt(source).putInt(0xe0000012).put(vrrp).flip();
  }
}

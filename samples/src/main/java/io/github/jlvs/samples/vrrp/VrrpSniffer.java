// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.samples.vrrp;

import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.Link;
import io.github.jlvs.netlink.route.RouteSocket;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.VrrpException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Prints a line for each VRRP advertisement on an interface, sent and received: the one that {@code
 * tcpdump -v} prints. A packet that is none is printed with the reason.
 *
 * <p>Run it, as root, with {@code samples/vrrp/sniffer INTERFACE} from a checkout.
 */
public final class VrrpSniffer {
  private static final int ETH_P_ALL = 0x0003;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final byte[] IPV4_GROUP = {0x01, 0x00, 0x5e, 0x00, 0x00, 0x12};
  private static final byte[] IPV6_GROUP = {0x33, 0x33, 0x00, 0x00, 0x00, 0x12};

  private VrrpSniffer() {}

  /**
   * Runs until it is interrupted.
   *
   * @param arguments the interface's name
   */
  public static void main(String[] arguments) {
    int index;
    try (RouteSocket route = RouteSocket.open()) {
      index = route.link(arguments[0]).map(Link::index).orElse(0);
    }
    if (index == 0) {
      System.err.println("there is no interface " + arguments[0]);
      System.exit(1);
    }
    // A packet socket also sees what this host sends, which a raw socket does not.
    try (LinuxSocket socket =
        LinuxSocket.open("sniffer", LinuxSocket.AF_PACKET, LinuxSocket.SOCK_DGRAM, 0)) {
      socket.bind(SocketAddress.packet(index, ETH_P_ALL, new byte[0]));
      socket.setOption(SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership(index, IPV4_GROUP));
      socket.setOption(SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership(index, IPV6_GROUP));
      ByteBuffer datagram = ByteBuffer.allocateDirect(2048);
      while (true) {
        int length = socket.receive(datagram.clear());
        if (length > 0) {
          datagram.limit(Math.min(length, datagram.capacity()));
          if (IpDatagram.parse(datagram) instanceof IpDatagram.Vrrp packet) {
            System.out.println(line(packet));
          }
        }
      }
    }
  }

  private static String line(IpDatagram.Vrrp packet) {
    String addresses =
        IpAddresses.format(packet.source())
            + " > "
            + IpAddresses.format(packet.destination())
            + ": ";
    try {
      return addresses
          + TcpdumpText.of(
              AdvertisementCodec.decode(packet.payload(), packet.source(), packet.destination()),
              packet.payload().remaining());
    } catch (VrrpException e) {
      return addresses + e.getMessage();
    }
  }

  /** {@code struct packet_mreq} of linux/if_packet.h: receive the group's Ethernet frames. */
  private static byte[] membership(int interfaceIndex, byte[] group) {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    bytes.putInt(interfaceIndex).putShort((short) 0).putShort((short) group.length);
    return bytes.put(group).array();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.InternetChecksum;
import io.github.jlvs.netlink.route.HardwareAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What announces an address to the neighbours, without the Ethernet header.
 *
 * <p>IPv4: an ARP request (RFC 826) whose sender and target are the address itself and whose target
 * hardware address is the broadcast address, as keepalived sends it. IPv6: an unsolicited neighbour
 * advertisement to all nodes (RFC 4861 section 7.2.6) with the override flag, and with the router
 * flag (RFC 9568 section 6.4): without it those who have the address as a default router would drop
 * it.
 *
 * <p>The buffers are used again for the next frame: one that is refreshed for years makes no work
 * for a garbage collector.
 */
final class AnnouncementFrame {
  private static final int ETHER_TYPE_ARP = 0x0806;
  private static final int ETHER_TYPE_IPV6 = 0x86dd;
  private static final int ETHERNET_ADDRESS = 6;
  private static final int ARP_LENGTH = 28;
  private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};

  private static final int IPV6_HEADER = 40;
  private static final int ICMP_LENGTH = 32;
  private static final int ICMPV6 = 58;
  private static final int NEIGHBOUR_ADVERTISEMENT = 136;
  private static final int ROUTER_AND_OVERRIDE = 0xa0000000;
  private static final int TARGET_LINK_LAYER_ADDRESS = 2;
  private static final byte[] ALL_NODES = {
    (byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
  };
  private static final byte[] ALL_NODES_ETHERNET = {0x33, 0x33, 0, 0, 0, 1};

  private final ByteBuffer arp = ByteBuffer.allocateDirect(ARP_LENGTH);
  private final ByteBuffer advertisement = ByteBuffer.allocateDirect(IPV6_HEADER + ICMP_LENGTH);

  static int etherType(InetAddress address) {
    return address instanceof Inet4Address ? ETHER_TYPE_ARP : ETHER_TYPE_IPV6;
  }

  static byte[] neighbours(InetAddress address) {
    return (address instanceof Inet4Address ? BROADCAST : ALL_NODES_ETHERNET).clone();
  }

  /** The frame's content in a direct buffer, until the next call. */
  ByteBuffer of(InetAddress address, HardwareAddress own) {
    return address instanceof Inet4Address
        ? gratuitousArp(address.getAddress(), own.bytes())
        : neighbourAdvertisement(address.getAddress(), own.bytes());
  }

  private ByteBuffer gratuitousArp(byte[] address, byte[] own) {
    ByteBuffer frame = arp.clear();
    frame.putShort((short) 1).putShort((short) 0x0800);
    frame.put((byte) ETHERNET_ADDRESS).put((byte) address.length).putShort((short) 1);
    frame.put(own).put(address).put(BROADCAST).put(address);
    return frame.flip();
  }

  private ByteBuffer neighbourAdvertisement(byte[] address, byte[] own) {
    ByteBuffer frame = advertisement.clear();
    frame.putInt(0x60000000).putShort((short) ICMP_LENGTH).put((byte) ICMPV6).put((byte) 0xff);
    frame.put(address).put(ALL_NODES);
    frame
        .put((byte) NEIGHBOUR_ADVERTISEMENT)
        .put((byte) 0)
        .putShort((short) 0)
        .putInt(ROUTER_AND_OVERRIDE);
    frame.put(address).put((byte) TARGET_LINK_LAYER_ADDRESS).put((byte) 1).put(own);
    frame.putShort(IPV6_HEADER + 2, (short) checksum(frame));
    return frame.flip();
  }

  /** RFC 4443 section 2.3: over the addresses, the length, the next header and the message. */
  private static int checksum(ByteBuffer frame) {
    return InternetChecksum.of(
        ICMP_LENGTH + ICMPV6 + InternetChecksum.sum(frame, 8, IPV6_HEADER + ICMP_LENGTH));
  }
}

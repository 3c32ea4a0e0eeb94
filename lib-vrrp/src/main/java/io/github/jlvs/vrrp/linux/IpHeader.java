// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Advertisement;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The header before an advertisement that is sent: internetwork control (precedence 6) as its class
 * of traffic, and no identification yet.
 *
 * <p>IPv4 (RFC 791 section 3.1): fragmentation allowed; the kernel fills in the checksum. IPv6 (RFC
 * 8200 section 3): no flow label.
 */
final class IpHeader {
  private static final int INTERNETWORK_CONTROL = 0xc0;
  private static final int IPV4_LENGTH = 20;
  private static final int IPV4_IDENTIFICATION_AT = 4;
  private static final int IPV6_LENGTH = 40;

  private IpHeader() {}

  /** A datagram in a direct buffer that the kernel can send. */
  static ByteBuffer before(byte[] payload, InetAddress source, InetAddress destination, int hops) {
    return AddressFamily.of(source) == AddressFamily.IPV4
        ? ipv4(payload, source, destination, hops)
        : ipv6(payload, source, destination, hops);
  }

  private static ByteBuffer ipv4(
      byte[] payload, InetAddress source, InetAddress destination, int ttl) {
    ByteBuffer packet = ByteBuffer.allocateDirect(IPV4_LENGTH + payload.length);
    packet.put((byte) 0x45).put((byte) INTERNETWORK_CONTROL).putShort((short) packet.capacity());
    packet.putShort((short) 0).putShort((short) 0);
    packet.put((byte) ttl).put((byte) Advertisement.IP_PROTOCOL).putShort((short) 0);
    packet.put(source.getAddress()).put(destination.getAddress()).put(payload);
    return packet.flip();
  }

  private static ByteBuffer ipv6(
      byte[] payload, InetAddress source, InetAddress destination, int hopLimit) {
    ByteBuffer packet = ByteBuffer.allocateDirect(IPV6_LENGTH + payload.length);
    packet.putInt(6 << 28 | INTERNETWORK_CONTROL << 20).putShort((short) payload.length);
    packet.put((byte) Advertisement.IP_PROTOCOL).put((byte) hopLimit);
    packet.put(source.getAddress()).put(destination.getAddress()).put(payload);
    return packet.flip();
  }

  /** Numbers a datagram, which only IPv4 does. */
  static void identify(ByteBuffer packet, int identification) {
    if (packet.get(0) >>> 4 == 4) {
      packet.putShort(IPV4_IDENTIFICATION_AT, (short) identification);
    }
  }
}

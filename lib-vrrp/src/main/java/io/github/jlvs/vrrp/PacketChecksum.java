// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.InternetChecksum;
import io.github.jlvs.vrrp.Protocol.Checksum;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * The checksum of a packet: the one's complement sum of its 16-bit words, the field itself taken as
 * zero (RFC 3768 section 5.3.8), and in VRRPv3 of the pseudo header's (RFC 9568 section 5.2.8).
 *
 * <p>Over IPv6 it is that of all that the IP packet holds (RFC 8200 section 8.1), so of an HMAC
 * trailer too; over IPv4 it is the advertisement's alone.
 */
final class PacketChecksum {
  /** Where it stands in the packet. */
  static final int AT = 6;

  private PacketChecksum() {}

  /** What it covers of an advertisement and what stands behind it. */
  static ByteBuffer covered(AddressFamily family, PacketHeader header, ByteBuffer payload) {
    return family == AddressFamily.IPV6 ? payload : header.advertisement(family, payload);
  }

  /** The right one. */
  static int of(Protocol protocol, ByteBuffer packet, InetAddress source, InetAddress destination) {
    boolean alone =
        !(protocol instanceof Protocol.V3 version3) || version3.checksum() == Checksum.PACKET_ALONE;
    return alone ? alone(packet) : withPseudoHeader(packet, source, destination);
  }

  /** Of the packet alone, from its position to its limit. */
  static int alone(ByteBuffer packet) {
    return InternetChecksum.of(sum(packet));
  }

  private static int withPseudoHeader(
      ByteBuffer packet, InetAddress source, InetAddress destination) {
    return InternetChecksum.of(
        sum(packet)
            + sum(source)
            + sum(destination)
            + packet.remaining()
            + Advertisement.IP_PROTOCOL);
  }

  /**
   * Requires that a packet has the right one. Of VRRPv3 over IPv4 either kind is right.
   *
   * @param payload the advertisement and what stands behind it
   * @return the protocol with the kind that the packet has
   * @throws VrrpException when it is wrong
   */
  static Protocol require(
      Protocol protocol,
      PacketHeader header,
      ByteBuffer payload,
      InetAddress source,
      InetAddress destination) {
    ByteBuffer packet = covered(protocol.family(), header, payload);
    int right = of(protocol, packet, source, destination);
    if (right == header.checksum()) {
      return protocol;
    }
    if (protocol instanceof Protocol.V3 version3 && version3.family() == AddressFamily.IPV4) {
      Protocol other = new Protocol.V3(AddressFamily.IPV4, other(version3.checksum()));
      if (of(other, packet, source, destination) == header.checksum()) {
        return other;
      }
    }
    throw new VrrpException(new Rejection.Checksum(header.version(), right, header.checksum()));
  }

  private static Checksum other(Checksum one) {
    return one == Checksum.PACKET_ALONE ? Checksum.WITH_PSEUDO_HEADER : Checksum.PACKET_ALONE;
  }

  private static long sum(ByteBuffer packet) {
    int start = packet.position();
    int at = start + AT;
    return InternetChecksum.sum(packet, start, at)
        + InternetChecksum.sum(packet, at + Short.BYTES, packet.limit());
  }

  private static long sum(InetAddress address) {
    ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
    return InternetChecksum.sum(octets, 0, octets.limit());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The head of a segment of TCP (RFC 9293 section 3.1), as it came over the wire.
 *
 * @param flags the control bits of its header
 */
public record Segment(
    InetAddress source, int sourcePort, InetAddress destination, int destinationPort, int flags) {
  private static final int TCP = 6;
  private static final int RST = 0x04;
  private static final int SYN = 0x02;
  private static final int ACK = 0x10;
  private static final int SHORTEST_IPV4 = 20;
  private static final int IPV6_HEADER = 40;
  private static final int FLAGS_AT = 13;

  /** Whether a connection begins with it. */
  public boolean isOpening() {
    return (flags & (SYN | ACK)) == SYN;
  }

  /** Whether it answers one that begins. */
  public boolean isAnswer() {
    return (flags & (SYN | ACK)) == (SYN | ACK);
  }

  /** Whether it goes on after an answer. */
  public boolean isGoingOn() {
    return (flags & (SYN | ACK | RST)) == ACK;
  }

  /** Whether it refuses. */
  public boolean isRefusal() {
    return (flags & RST) != 0;
  }

  /**
   * Reads a packet; fragments but for the first, and IPv6 with extension headers, are none.
   *
   * @param packet from its IP header on; its position is left alone
   * @return nothing for what is no segment
   */
  public static Optional<Segment> parse(ByteBuffer packet) {
    if (packet.remaining() < SHORTEST_IPV4) {
      return Optional.empty();
    }
    boolean ipv4 = (packet.get(0) & 0xf0) == 0x40;
    int start = ipv4 ? (packet.get(0) & 0xf) * Integer.BYTES : IPV6_HEADER;
    boolean whole = start >= SHORTEST_IPV4 && packet.remaining() > start + FLAGS_AT;
    if (!whole || packet.get(ipv4 ? 9 : 6) != TCP || (ipv4 && (packet.getShort(6) & 0x1fff) != 0)) {
      return Optional.empty();
    }
    int length = ipv4 ? 4 : 16;
    return Optional.of(
        new Segment(
            address(packet, ipv4 ? 12 : 8, length),
            packet.getShort(start) & 0xffff,
            address(packet, (ipv4 ? 12 : 8) + length, length),
            packet.getShort(start + 2) & 0xffff,
            packet.get(start + FLAGS_AT) & 0xff));
  }

  private static InetAddress address(ByteBuffer packet, int at, int length) {
    byte[] octets = new byte[length];
    packet.get(at, octets);
    return IpAddresses.ofBytes(octets);
  }
}

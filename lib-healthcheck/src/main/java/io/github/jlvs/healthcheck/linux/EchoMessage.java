// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.InternetChecksum;
import java.nio.ByteBuffer;

/**
 * The messages of one echo: type, code, checksum, identifier and sequence number in network byte
 * order, then what is carried (RFC 792, RFC 4443 section 4). A ping socket of the kernel puts its
 * own identifier and checksum in, and hands over replies to it alone; with a raw one both are ours,
 * but for the checksum of ICMPv6, and of IPv4 the header comes along.
 */
final class EchoMessage {
  private static final int HEADER = 8;
  private static final int CHECKSUM = 2;
  private static final int IDENTIFIER = 4;
  private static final int SEQUENCE = 6;
  private static final int SHORTEST_IPV4_HEADER = 20;
  private static final int LARGEST = 65_535;

  private final AddressFamily family;
  private final boolean raw;
  private final short identifier;
  private short sequence;

  /**
   * Makes those of one socket.
   *
   * @param identifier tells its echoes from others'; of no account to a ping socket
   */
  EchoMessage(AddressFamily family, boolean raw, short identifier) {
    this.family = family;
    this.raw = raw;
    this.identifier = identifier;
  }

  private boolean isIpv4() {
    return family == AddressFamily.IPV4;
  }

  /** The next request, direct. */
  ByteBuffer request(ByteBuffer payload) {
    sequence++;
    ByteBuffer message = ByteBuffer.allocateDirect(HEADER + payload.remaining());
    message.put((byte) (isIpv4() ? 8 : 128)).put((byte) 0).putShort((short) 0);
    message.putShort(identifier).putShort(sequence);
    message.put(payload.duplicate()).flip();
    int checksum = InternetChecksum.of(InternetChecksum.sum(message, 0, message.limit()));
    return message.putShort(CHECKSUM, (short) checksum);
  }

  /**
   * Narrows what came to what a reply to the last request carries.
   *
   * @return how many bytes that are; {@code -EAGAIN} where it is no such reply
   */
  int reply(ByteBuffer packet) {
    if (raw && isIpv4()) {
      int length = packet.remaining() < SHORTEST_IPV4_HEADER ? LARGEST : (packet.get(0) & 0xf) * 4;
      packet.position(Math.min(length, packet.limit()));
    }
    ByteBuffer message = packet.slice();
    boolean ours =
        message.remaining() >= HEADER
            && message.get(0) == (byte) (isIpv4() ? 0 : 129)
            && message.getShort(SEQUENCE) == sequence
            && (!raw || message.getShort(IDENTIFIER) == identifier);
    if (!ours) {
      return -Errno.EAGAIN.number();
    }
    packet.position(packet.position() + HEADER);
    return packet.remaining();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The {@value #LENGTH} octets that follow an advertisement in its IP packet, in network byte order:
 *
 * <pre>
 *  0 type = 1   1 key   2 reserved (2)
 *  4 seconds (4)
 *  8 fraction (2)      10 counter (2)
 * 12 HMAC (16)
 * </pre>
 *
 * <p>The VRRP checksum over IPv4 leaves them out; over IPv6, where the kernel makes it, they are in
 * it.
 *
 * @param keyId the number of the key, 0 to 255
 * @param reserved two octets that are sent as 0, 0 to 65535; the HMAC covers them, so a receiver
 *     need not look at what a later version may put there
 * @param sequence the message's place among those of its sender
 * @param tag the HMAC
 */
public record HmacTrailer(int keyId, int reserved, HmacSequence sequence, HmacTag tag) {
  /** Octets on the wire. */
  public static final int LENGTH = 28;

  /** The one type that there is: HMAC-SHA256, of which 16 octets are sent. */
  public static final int TYPE = 1;

  /** Octets before the HMAC. */
  static final int SIGNED_LENGTH = 12;

  private static final int KEY_AT = 1;
  private static final int RESERVED_AT = 2;
  private static final int SEQUENCE_AT = 4;
  private static final int TAG_AT = SIGNED_LENGTH;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the key's number or the reserved field is out of its range
   */
  public HmacTrailer {
    if ((keyId & ~0xff) != 0 || (reserved & ~0xffff) != 0) {
      throw new IllegalArgumentException(
          "key " + keyId + " is not 0 to 255, or reserved field " + reserved + " not 0 to 65535");
    }
  }

  /**
   * Reads a trailer, from the position of a buffer to its limit. The buffer is left as it is, and
   * its byte order does not count.
   *
   * @param octets any number of them
   * @return empty if they are not {@value #LENGTH} octets of type {@value #TYPE}
   */
  public static Optional<HmacTrailer> read(ByteBuffer octets) {
    if (octets.remaining() != LENGTH || octets.get(octets.position()) != TYPE) {
      return Optional.empty();
    }
    ByteBuffer in = octets.slice().order(ByteOrder.BIG_ENDIAN);
    return Optional.of(
        new HmacTrailer(
            in.get(KEY_AT) & 0xff,
            in.getShort(RESERVED_AT) & 0xffff,
            new HmacSequence(in.getLong(SEQUENCE_AT)),
            new HmacTag(in.getLong(TAG_AT), in.getLong(TAG_AT + Long.BYTES))));
  }

  /**
   * The octets as they stand in the packet.
   *
   * @return {@value #LENGTH} new octets
   */
  public byte[] octets() {
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    putSigned(out, 0, keyId, reserved, sequence.bits());
    out.putLong(TAG_AT, tag.high()).putLong(TAG_AT + Long.BYTES, tag.low());
    return out.array();
  }

  /** Writes what comes before the HMAC, in big-endian order. */
  static void putSigned(ByteBuffer out, int at, int keyId, int reserved, long sequence) {
    out.put(at, (byte) TYPE)
        .put(at + KEY_AT, (byte) keyId)
        .putShort(at + RESERVED_AT, (short) reserved)
        .putLong(at + SEQUENCE_AT, sequence);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.nio.ByteBuffer;

/**
 * The first eight octets of a VRRP packet (RFC 3768 section 5.1), as they were received, before
 * anything is believed. Octets that a packet is too short for are read as 0: its length is refused
 * before anything else is looked at.
 *
 * @param version 0 to 15; 2 in an advertisement
 * @param type 0 to 15; 1 in an advertisement
 * @param vrid the virtual router it claims to be of, 0 to 255; no virtual router has 0
 * @param priority 0 to 255
 * @param addressCount how many addresses it claims to carry, 0 to 255
 * @param authenticationType 0 to 255
 * @param intervalSeconds 0 to 255
 * @param checksum 16 bits
 */
public record PacketHeader(
    int version,
    int type,
    int vrid,
    int priority,
    int addressCount,
    int authenticationType,
    int intervalSeconds,
    int checksum) {
  static final int LENGTH = 8;

  static PacketHeader read(ByteBuffer packet) {
    int versionAndType = octet(packet, 0);
    return new PacketHeader(
        versionAndType >>> 4,
        versionAndType & 0xf,
        octet(packet, 1),
        octet(packet, 2),
        octet(packet, 3),
        octet(packet, 4),
        octet(packet, 5),
        octet(packet, 6) << 8 | octet(packet, 7));
  }

  private static int octet(ByteBuffer packet, int at) {
    return at < packet.remaining() ? packet.get(packet.position() + at) & 0xff : 0;
  }

  // ---- What must hold for every receiver, one at a time: each receiver has its own order

  void requireWhole(ByteBuffer packet) {
    if (packet.remaining() < LENGTH) {
      throw new VrrpException(
          new Rejection.Length(AdvertisementCodec.length(0), packet.remaining()));
    }
  }

  void requireNoAuthenticationHeader() {
    if (authenticationType == AdvertisementCodec.AUTHENTICATION_HEADER) {
      throw new VrrpException(new Rejection.AuthenticationHeader());
    }
  }

  /** A VRRPv3 packet has another length for the same count; its version is the better reason. */
  void requireLength(ByteBuffer packet) {
    int expected = AdvertisementCodec.length(addressCount);
    if (version == AdvertisementCodec.VERSION && packet.remaining() != expected) {
      throw new VrrpException(new Rejection.Length(expected, packet.remaining()));
    }
  }

  void requireVersion() {
    if (version != AdvertisementCodec.VERSION) {
      throw new VrrpException(new Rejection.Version(version));
    }
  }

  void requireType() {
    if (type != AdvertisementCodec.TYPE) {
      throw new VrrpException(new Rejection.PacketType(type));
    }
  }

  void requireChecksum(ByteBuffer packet) {
    int computed = AdvertisementCodec.checksum(packet);
    if (computed != checksum) {
      throw new VrrpException(new Rejection.Checksum(computed, checksum));
    }
  }
}

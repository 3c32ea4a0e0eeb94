// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The first eight octets of a VRRP packet (RFC 3768 and RFC 9568, section 5.1), as they were
 * received, before anything is believed. Octets that a packet is too short for are read as 0: its
 * length is refused before anything else is looked at.
 *
 * @param version 0 to 15; 2 or 3 in an advertisement
 * @param type 0 to 15; 1 in an advertisement
 * @param vrid the virtual router it claims to be of, 0 to 255; no virtual router has 0
 * @param priority 0 to 255
 * @param addressCount how many addresses it claims to carry, 0 to 255
 * @param intervalField octets 4 and 5: in VRRPv2 the authentication type and the interval in
 *     seconds, in VRRPv3 four reserved bits and the interval in hundredths of a second
 * @param checksum 16 bits
 */
public record PacketHeader(
    int version,
    int type,
    int vrid,
    int priority,
    int addressCount,
    int intervalField,
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
        octet(packet, 4) << 8 | octet(packet, 5),
        octet(packet, 6) << 8 | octet(packet, 7));
  }

  private static int octet(ByteBuffer packet, int at) {
    return at < packet.remaining() ? packet.get(packet.position() + at) & 0xff : 0;
  }

  /**
   * The authentication type, which VRRPv2 alone has.
   *
   * @return 0 to 255; 0 in any other version
   */
  public int authenticationType() {
    return version == Protocol.V2.VERSION ? intervalField >>> 8 : 0;
  }

  /**
   * The advertisement interval.
   *
   * @return 0 to 255 s in VRRPv2, 0 to 40.95 s in any other version
   */
  public AdvertisementInterval interval() {
    return version == Protocol.V2.VERSION
        ? AdvertisementInterval.ofSeconds(intervalField & 0xff)
        : new AdvertisementInterval(intervalField & 0xfff);
  }

  // ---- What must hold for every receiver, one at a time: each receiver has its own order

  void requireWhole(int shortest, ByteBuffer packet) {
    if (packet.remaining() < LENGTH) {
      throw new VrrpException(new Rejection.Length(shortest, packet.remaining()));
    }
  }

  void requireNoAuthenticationHeader() {
    if (authenticationType() == AdvertisementCodec.AUTHENTICATION_HEADER) {
      throw new VrrpException(new Rejection.AuthenticationHeader());
    }
  }

  /** The advertisement in what an IP packet holds: as much as it says itself, or all if less. */
  ByteBuffer advertisement(AddressFamily family, ByteBuffer payload) {
    return payload.slice(payload.position(), lengthIn(family, payload));
  }

  /** What stands behind the advertisement. */
  ByteBuffer trailer(AddressFamily family, ByteBuffer payload) {
    int length = lengthIn(family, payload);
    return payload.slice(payload.position() + length, payload.remaining() - length);
  }

  private int lengthIn(AddressFamily family, ByteBuffer payload) {
    int length = AdvertisementCodec.length(version, family, addressCount);
    return Math.min(length, payload.remaining());
  }

  /** By its own version, which is the better reason where it is another one than is expected. */
  void requireLength(AddressFamily family, ByteBuffer packet) {
    int expected = AdvertisementCodec.length(version, family, addressCount);
    if (packet.remaining() != expected) {
      throw new VrrpException(new Rejection.Length(expected, packet.remaining()));
    }
  }

  void requireVersion(Protocol protocol) {
    if (version != protocol.version()) {
      throw new VrrpException(new Rejection.Version(List.of(protocol.version()), version));
    }
  }

  /** Any version that goes over this family. */
  void requireKnownVersion(AddressFamily family) {
    List<Integer> known = family == AddressFamily.IPV4 ? List.of(2, 3) : List.of(3);
    if (!known.contains(version)) {
      throw new VrrpException(new Rejection.Version(known, version));
    }
  }

  void requireSomeInterval(AdvertisementInterval mine) {
    if (interval().centiseconds() == 0) {
      throw new VrrpException(new Rejection.Interval(mine, interval()));
    }
  }

  void requireType() {
    if (type != AdvertisementCodec.TYPE) {
      throw new VrrpException(new Rejection.PacketType(type));
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.hmac.HmacTrailer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Advertisements and their octets, all numbers in network order (RFC 3768 and RFC 9568, section
 * 5.1):
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+---------------+---------------+
 * |Version| Type  | VRID          | Priority      | Address count |
 * +-------+-------+---------------+---------------+---------------+
 * | 2: Authentic. type | Interval, s         |                    |
 * | 3: Reserved (4 bits), interval in 0.01 s | Checksum           |
 * +------------------------------------------+--------------------+
 * | Addresses, four octets each, over IPv6 sixteen                |
 * +---------------------------------------------------------------+
 * | 2: Authentication data, eight octets, always there            |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The checksum covers all of it, the authentication data included, and in VRRPv3 the pseudo
 * header with the addresses of the IP header as well ({@link Protocol.Checksum}). A packet of
 * another length than its address count says is refused, as keepalived does.
 */
public final class AdvertisementCodec {
  static final int TYPE = 1;
  static final int AUTHENTICATION_HEADER = 2;

  private AdvertisementCodec() {}

  /**
   * The length of a packet.
   *
   * @param protocol which VRRP
   * @param addresses how many addresses it carries, 0 to 255
   * @return octets of VRRP, without the IP header
   */
  public static int length(Protocol protocol, int addresses) {
    return length(protocol.version(), protocol.family(), addresses);
  }

  static int length(int version, AddressFamily family, int addresses) {
    int end = version == Protocol.V2.VERSION ? SimplePassword.LENGTH : 0;
    return PacketHeader.LENGTH + family.bytes() * addresses + end;
  }

  /**
   * Writes an advertisement.
   *
   * @param advertisement what to write
   * @param source the address that it is sent from; VRRPv2 does not look at it
   * @param destination the address that it is sent to; VRRPv2 does not look at it
   * @return the VRRP packet, without an IP header
   * @throws IllegalArgumentException when VRRPv3 is to go between addresses of another family
   */
  public static byte[] encode(
      Advertisement advertisement, InetAddress source, InetAddress destination) {
    Protocol protocol = advertisement.protocol();
    if (protocol instanceof Protocol.V3) {
      Ranges.family(protocol, List.of(source, destination));
    }
    List<InetAddress> addresses = advertisement.addresses();
    ByteBuffer out = ByteBuffer.allocate(length(protocol, addresses.size()));
    out.put((byte) (protocol.version() << 4 | TYPE));
    out.put((byte) advertisement.vrid());
    out.put((byte) advertisement.priority());
    out.put((byte) addresses.size());
    out.putShort((short) intervalField(advertisement));
    out.putShort((short) 0);
    for (InetAddress address : addresses) {
      out.put(address.getAddress());
    }
    if (protocol.authentication() instanceof SimplePassword password) {
      out.put(password.octets());
    }
    out.rewind();
    int checksum = PacketChecksum.of(protocol, out, source, destination);
    out.putShort(PacketChecksum.AT, (short) checksum);
    return out.array();
  }

  /**
   * Puts the checksum that is right after a trailer was written behind an advertisement: over IPv6
   * it covers that too.
   *
   * @param protocol which VRRP
   * @param payload the advertisement and its trailer from position to limit
   * @param source the address that it is sent from
   * @param destination the address that it is sent to
   */
  public static void putChecksum(
      Protocol protocol, ByteBuffer payload, InetAddress source, InetAddress destination) {
    ByteBuffer covered =
        PacketChecksum.covered(protocol.family(), PacketHeader.read(payload), payload);
    int checksum = PacketChecksum.of(protocol, covered, source, destination);
    payload.putShort(payload.position() + PacketChecksum.AT, (short) checksum);
  }

  private static int intervalField(Advertisement advertisement) {
    int centiseconds = advertisement.interval().centiseconds();
    return advertisement.protocol() instanceof Protocol.V2 version2
        ? version2.authentication().type() << 8 | centiseconds / 100
        : centiseconds;
  }

  /**
   * Reads an advertisement of either version whatever virtual router it belongs to, for a program
   * that watches. A virtual router judges by {@link Reception}, which compares as well.
   *
   * @param packet the VRRP packet from position to limit, without an IP header; left as it is. An
   *     HMAC trailer behind the advertisement is passed over
   * @param source the address that it came from
   * @param destination the address that it was sent to
   * @return the advertisement
   * @throws VrrpException when it is none: wrong length, version, type, authentication type,
   *     checksum, or a VRID or interval of 0
   */
  public static Advertisement decode(
      ByteBuffer packet, InetAddress source, InetAddress destination) {
    return decode(PacketHeader.read(packet), packet, source, destination);
  }

  static Advertisement decode(
      PacketHeader header, ByteBuffer packet, InetAddress source, InetAddress destination) {
    AddressFamily family = AddressFamily.of(source);
    header.requireWhole(PacketHeader.LENGTH, packet);
    header.requireKnownVersion(family);
    header.requireType();
    header.requireNoAuthenticationHeader();
    if (header.version() == Protocol.V2.VERSION
        && header.authenticationType() > AUTHENTICATION_HEADER) {
      throw new VrrpException(new Rejection.AuthenticationType(1, header.authenticationType()));
    }
    if (!isSigned(header, family, packet)) {
      header.requireLength(family, packet);
    }
    Protocol protocol =
        header.version() == Protocol.V2.VERSION
            ? new Protocol.V2(authentication(header, packet))
            : new Protocol.V3(family);
    protocol = PacketChecksum.require(protocol, header, packet, source, destination);
    if (header.vrid() == 0) {
      throw new VrrpException(new Rejection.VirtualRouterId(1, 0, false));
    }
    header.requireSomeInterval(AdvertisementInterval.ofSeconds(1));
    return new Advertisement(
        protocol,
        header.vrid(),
        header.priority(),
        header.interval(),
        addresses(header, family, packet));
  }

  /** Whether an HMAC trailer stands behind the advertisement, right or wrong. */
  private static boolean isSigned(PacketHeader header, AddressFamily family, ByteBuffer packet) {
    return HmacTrailer.read(header.trailer(family, packet)).isPresent();
  }

  static List<InetAddress> addresses(PacketHeader header, AddressFamily family, ByteBuffer packet) {
    int count = header.addressCount();
    Cursor cursor = new Cursor(packet);
    cursor.skip(PacketHeader.LENGTH);
    List<InetAddress> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      addresses.add(cursor.address(family));
    }
    return addresses;
  }

  static Authentication authentication(PacketHeader header, ByteBuffer packet) {
    if (header.authenticationType() == 0) {
      return Authentication.none();
    }
    Cursor cursor = new Cursor(packet);
    cursor.skip(PacketHeader.LENGTH + AddressFamily.IPV4.bytes() * header.addressCount());
    return SimplePassword.of(cursor.octets(SimplePassword.LENGTH));
  }
}

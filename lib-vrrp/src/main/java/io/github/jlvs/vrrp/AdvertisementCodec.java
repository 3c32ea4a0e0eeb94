// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.InternetChecksum;
import io.github.jlvs.net.IpAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Advertisements and their octets, all numbers in network order (RFC 3768 section 5.1):
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-------+-------+---------------+---------------+---------------+
 * |Version| Type  | VRID          | Priority      | Address count |
 * +-------+-------+---------------+---------------+---------------+
 * | Authentic. type | Interval, s | Checksum                      |
 * +-----------------+-------------+-------------------------------+
 * | Addresses, four octets each                                   |
 * +---------------------------------------------------------------+
 * | Authentication data, eight octets, always there               |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The checksum covers all of it, the authentication data included. A packet of another length
 * than its address count says is refused, as keepalived does.
 */
public final class AdvertisementCodec {
  static final int VERSION = 2;
  static final int TYPE = 1;
  static final int AUTHENTICATION_HEADER = 2;
  private static final int CHECKSUM_AT = 6;

  private AdvertisementCodec() {}

  /**
   * The length of a packet.
   *
   * @param addresses how many addresses it carries, 0 to 255
   * @return octets of VRRP, without the IP header
   */
  public static int length(int addresses) {
    return PacketHeader.LENGTH + 4 * addresses + SimplePassword.LENGTH;
  }

  /**
   * Writes an advertisement.
   *
   * @param advertisement what to write
   * @return the VRRP packet, without an IP header
   * @throws IllegalArgumentException when it has an IPv6 address
   */
  public static byte[] encode(Advertisement advertisement) {
    List<InetAddress> addresses = advertisement.addresses();
    ByteBuffer out = ByteBuffer.allocate(length(addresses.size()));
    out.put((byte) (VERSION << 4 | TYPE));
    out.put((byte) advertisement.vrid());
    out.put((byte) advertisement.priority());
    out.put((byte) addresses.size());
    out.put((byte) advertisement.authentication().type());
    out.put((byte) advertisement.intervalSeconds());
    out.putShort((short) 0);
    for (InetAddress address : addresses) {
      out.putInt(bits(address));
    }
    if (advertisement.authentication() instanceof SimplePassword password) {
      out.put(password.octets());
    }
    out.rewind();
    out.putShort(CHECKSUM_AT, (short) checksum(out));
    return out.array();
  }

  /**
   * Reads an advertisement whatever virtual router it belongs to, for a program that watches. A
   * virtual router judges by {@link Reception}, which compares as well.
   *
   * @param packet the VRRP packet from position to limit, without an IP header; left as it is
   * @return the advertisement
   * @throws VrrpException when it is none: wrong length, version, type, authentication type,
   *     checksum, or a VRID or interval of 0
   */
  public static Advertisement decode(ByteBuffer packet) {
    return decode(PacketHeader.read(packet), packet);
  }

  static Advertisement decode(PacketHeader header, ByteBuffer packet) {
    header.requireWhole(packet);
    header.requireVersion();
    header.requireType();
    header.requireNoAuthenticationHeader();
    if (header.authenticationType() > AUTHENTICATION_HEADER) {
      throw new VrrpException(new Rejection.AuthenticationType(1, header.authenticationType()));
    }
    header.requireLength(packet);
    header.requireChecksum(packet);
    if (header.vrid() == 0) {
      throw new VrrpException(new Rejection.VirtualRouterId(1, 0, false));
    }
    if (header.intervalSeconds() == 0) {
      throw new VrrpException(new Rejection.Interval(1, 0));
    }
    return new Advertisement(
        header.vrid(),
        header.priority(),
        header.intervalSeconds(),
        addresses(header, packet),
        authentication(header, packet));
  }

  static List<InetAddress> addresses(PacketHeader header, ByteBuffer packet) {
    int count = header.addressCount();
    Cursor cursor = new Cursor(packet);
    cursor.skip(PacketHeader.LENGTH);
    List<InetAddress> addresses = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      addresses.add(cursor.address());
    }
    return addresses;
  }

  static Authentication authentication(PacketHeader header, ByteBuffer packet) {
    if (header.authenticationType() == 0) {
      return Authentication.none();
    }
    Cursor cursor = new Cursor(packet);
    cursor.skip(PacketHeader.LENGTH + 4 * header.addressCount());
    return SimplePassword.of(cursor.octets(SimplePassword.LENGTH));
  }

  /** The right checksum: one's complement sum of 16-bit words, the field itself taken as zero. */
  static int checksum(ByteBuffer packet) {
    int start = packet.position();
    int at = start + CHECKSUM_AT;
    long sum =
        InternetChecksum.sum(packet, start, at)
            + InternetChecksum.sum(packet, at + Short.BYTES, packet.limit());
    return InternetChecksum.of(sum);
  }

  private static int bits(InetAddress address) {
    if (address instanceof Inet4Address ipv4) {
      return IpAddresses.bits(ipv4);
    }
    throw new IllegalArgumentException(
        address.getHostAddress() + " is an IPv6 address, and VRRP version 2 knows IPv4 alone");
  }
}

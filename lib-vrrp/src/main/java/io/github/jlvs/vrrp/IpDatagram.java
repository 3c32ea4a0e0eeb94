// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a raw socket for protocol 112 delivered. Over IPv4 that includes the IP header (RFC 791
 * section 3.1), which {@link #parse} reads; over IPv6 the kernel tells beside the packet what was
 * in it.
 */
public sealed interface IpDatagram {

  /**
   * A whole VRRP packet.
   *
   * @param ttl time to live or hop limit as received, 0 to 255
   * @param source where it comes from
   * @param destination where it was sent
   * @param header the first octets of the payload, read once
   * @param payload the VRRP packet from position to limit: a view of the parsed buffer, valid as
   *     long as that buffer is left alone
   */
  record Vrrp(
      int ttl, InetAddress source, InetAddress destination, PacketHeader header, ByteBuffer payload)
      implements IpDatagram {
    /**
     * Reads the header of the payload.
     *
     * @param ttl time to live or hop limit as received, 0 to 255
     * @param source where it comes from
     * @param destination where it was sent
     * @param payload the VRRP packet from position to limit
     */
    public Vrrp(int ttl, InetAddress source, InetAddress destination, ByteBuffer payload) {
      this(ttl, source, destination, PacketHeader.read(payload), payload);
    }

    /**
     * The addresses that the packet claims, whatever virtual router it is of: two groups of routers
     * that claim one address are noticed by it.
     *
     * @return none when it is no whole advertisement
     */
    public List<InetAddress> claimedAddresses() {
      try {
        return AdvertisementCodec.decode(header, payload, source, destination).addresses();
      } catch (VrrpException noAdvertisement) {
        return List.of();
      }
    }
  }

  /**
   * No packet that a virtual router could judge.
   *
   * @param rejection what is wrong with it
   * @param source where it claims to come from, when as much could be read
   */
  record Unusable(Rejection rejection, Optional<InetAddress> source) implements IpDatagram {}

  /**
   * Reads one datagram of IPv4 or IPv6 (RFC 791 section 3.1, RFC 8200 section 3; without extension
   * headers). Octets after the header's length are ignored.
   *
   * @param raw the datagram from position to limit, IP header first; left as it is
   * @return the packet, or why there is none; no content of the buffer makes this throw
   */
  static IpDatagram parse(ByteBuffer raw) {
    int version = raw.hasRemaining() ? raw.get(raw.position()) >>> 4 & 0xf : 4;
    return switch (version) {
      case 4 -> parseIpv4(raw);
      case 6 -> parseIpv6(raw);
      default -> unusable("IP version", "4 or 6", "" + version, Optional.empty());
    };
  }

  private static IpDatagram parseIpv6(ByteBuffer raw) {
    int available = raw.remaining();
    if (available < 40) {
      return unusable("IP header", "at least 40 octets", available + " octets", Optional.empty());
    }
    Cursor cursor = new Cursor(raw);
    cursor.skip(4);
    int length = cursor.u16();
    int next = cursor.u8();
    int hopLimit = cursor.u8();
    InetAddress source = cursor.address(AddressFamily.IPV6);
    InetAddress destination = cursor.address(AddressFamily.IPV6);
    if (next != Advertisement.IP_PROTOCOL) {
      return unusable("IP protocol", "112 (VRRP)", "" + next, from(source));
    }
    if (length > available - 40) {
      return unusable(
          "IP payload length",
          "at most " + (available - 40) + " octets",
          length + " octets",
          from(source));
    }
    return new Vrrp(hopLimit, source, destination, raw.slice(raw.position() + 40, length));
  }

  private static IpDatagram parseIpv4(ByteBuffer raw) {
    int length = raw.remaining();
    if (length < 20) {
      return unusable("IP header", "at least 20 octets", length + " octets", Optional.empty());
    }
    Cursor cursor = new Cursor(raw);
    int versionAndWords = cursor.u8();
    cursor.skip(1);
    int total = cursor.u16();
    cursor.skip(2);
    int fragment = cursor.u16();
    int ttl = cursor.u8();
    int protocol = cursor.u8();
    cursor.skip(2);
    InetAddress source = cursor.address(AddressFamily.IPV4);
    InetAddress destination = cursor.address(AddressFamily.IPV4);
    int header = 4 * (versionAndWords & 0xf);
    if (header < 20 || header > length) {
      return unusable(
          "IP header length", "20 to " + length + " octets", header + " octets", from(source));
    }
    if (total < header || total > length) {
      return unusable(
          "IP total length", header + " to " + length + " octets", total + " octets", from(source));
    }
    // More-fragments or an offset: the kernel reassembles, so a fragment here is only a piece.
    if ((fragment & 0x3fff) != 0) {
      return unusable("IP fragment", "whole datagrams", "a fragment", from(source));
    }
    if (protocol == 51) {
      return new Unusable(new Rejection.AuthenticationHeader(), from(source));
    }
    if (protocol != Advertisement.IP_PROTOCOL) {
      return unusable("IP protocol", "112 (VRRP)", "" + protocol, from(source));
    }
    return new Vrrp(ttl, source, destination, raw.slice(raw.position() + header, total - header));
  }

  private static Optional<InetAddress> from(InetAddress source) {
    return Optional.of(source);
  }

  private static Unusable unusable(
      String field, String mine, String theirs, Optional<InetAddress> source) {
    return new Unusable(new Rejection.IpHeader(field, mine, theirs), source);
  }
}

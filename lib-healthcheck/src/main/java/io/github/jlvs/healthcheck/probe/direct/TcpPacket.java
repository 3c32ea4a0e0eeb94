// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.direct;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.InternetChecksum;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An IP packet with a TCP segment of RFC 9293 as far as a handshake needs one: addresses, ports,
 * numbers and flags.
 *
 * @param source who sends it; resolved
 * @param destination whom it is for; resolved, of the same family
 * @param sequence its sequence number, 32 bits
 * @param acknowledgement its acknowledgement number, 32 bits
 * @param flags the low eight flags of the header, {@link #SYN} and others, 0 to 255
 */
public record TcpPacket(
    InetSocketAddress source,
    InetSocketAddress destination,
    int sequence,
    int acknowledgement,
    int flags) {
  /** Begins a connection. */
  public static final int SYN = 0x02;

  /** Ends one at once, or refuses it. */
  public static final int RST = 0x04;

  /** The acknowledgement number counts. */
  public static final int ACK = 0x10;

  /** The most that {@link #encode} writes. */
  public static final int MAX_LENGTH = 64;

  private static final int TCP = IpProtocol.TCP.number();
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final int MSS_OPTION = 0x0204;
  private static final int MSS_OPTION_LENGTH = 4;
  private static final int LEAST_MTU_OF_ETHERNET = 1500;
  private static final int WINDOW = 0xffff;
  private static final int HOPS = 64;
  private static final int DO_NOT_FRAGMENT = 0x4000;
  private static final int FRAGMENT = 0x3fff;

  /**
   * Checks ranges and families.
   *
   * @throws IllegalArgumentException if a value is out of its range, an address is not resolved, or
   *     they are of two families
   */
  public TcpPacket {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(destination, "destination");
    if (source.isUnresolved()
        || destination.isUnresolved()
        || AddressFamily.of(source.getAddress()) != AddressFamily.of(destination.getAddress())) {
      throw new IllegalArgumentException(
          "a packet goes between two addresses of one family, got " + source + ", " + destination);
    }
    if (flags < 0 || flags > 0xff) {
      throw new IllegalArgumentException("the flags of TCP are 0 to 255, got " + flags);
    }
  }

  /**
   * Whether all of these flags are set.
   *
   * @param wanted flags
   * @return true if none is missing
   */
  public boolean has(int wanted) {
    return (flags & wanted) == wanted;
  }

  /**
   * Writes it with all checksums. One that begins a connection has a maximum segment size, that of
   * an Ethernet link.
   *
   * @param into where it goes, from its start; {@link #MAX_LENGTH} octets have room in it. Its
   *     position is 0 and its limit the end of the packet afterwards
   */
  public void encode(ByteBuffer into) {
    boolean ipv4 = AddressFamily.of(source.getAddress()) == AddressFamily.IPV4;
    int tcpLength = TCP_HEADER + (has(SYN) ? MSS_OPTION_LENGTH : 0);
    into.clear();
    if (ipv4) {
      putIpv4Header(into, tcpLength);
    } else {
      putIpv6Header(into, tcpLength);
    }
    int tcpAt = into.position();
    into.putShort((short) source.getPort()).putShort((short) destination.getPort());
    into.putInt(sequence).putInt(acknowledgement);
    into.put((byte) (tcpLength / Integer.BYTES * 16)).put((byte) flags).putShort((short) WINDOW);
    into.putInt(0);
    if (has(SYN)) {
      int headers = TCP_HEADER + (ipv4 ? IPV4_HEADER : IPV6_HEADER);
      into.putShort((short) MSS_OPTION).putShort((short) (LEAST_MTU_OF_ETHERNET - headers));
    }
    into.flip();
    into.putShort(tcpAt + 16, (short) checksum(into, tcpAt));
  }

  private void putIpv4Header(ByteBuffer into, int tcpLength) {
    into.putShort((short) 0x4500).putShort((short) (IPV4_HEADER + tcpLength));
    into.putShort((short) sequence).putShort((short) DO_NOT_FRAGMENT);
    into.put((byte) HOPS).put((byte) TCP).putShort((short) 0);
    into.put(source.getAddress().getAddress()).put(destination.getAddress().getAddress());
    into.putShort(10, (short) InternetChecksum.of(InternetChecksum.sum(into, 0, IPV4_HEADER)));
  }

  private void putIpv6Header(ByteBuffer into, int tcpLength) {
    into.putInt(0x60000000).putShort((short) tcpLength).put((byte) TCP).put((byte) HOPS);
    into.put(source.getAddress().getAddress()).put(destination.getAddress().getAddress());
  }

  /** Over addresses, protocol, length and the segment, whose own checksum is 0 (RFC 9293 3.1). */
  private static int checksum(ByteBuffer packet, int tcpAt) {
    int addressesAt = tcpAt == IPV4_HEADER ? 12 : 8;
    long addresses = InternetChecksum.sum(packet, addressesAt, tcpAt);
    long segment = InternetChecksum.sum(packet, tcpAt, packet.limit());
    return InternetChecksum.of(addresses + TCP + (packet.limit() - tcpAt) + segment);
  }

  /**
   * Reads what came over a link. Octets behind the length that the header says, with which Ethernet
   * fills up, are passed over, and so are options and data. The checksum of IPv4 is looked at, that
   * of TCP is not: between hosts on one machine, and where the card makes it, it is not there yet.
   *
   * @param packet from its IP header on; its position is not moved
   * @return the packet
   * @throws MalformedMessageException if it is no whole TCP segment in one IP packet
   */
  public static TcpPacket decode(ByteBuffer packet) throws MalformedMessageException {
    ByteBuffer ip = packet.slice();
    if (!ip.hasRemaining()) {
      throw new MalformedMessageException("an empty frame");
    }
    return switch (ip.get(0) >> 4 & 0xf) {
      case 4 -> decodeIpv4(ip);
      case 6 -> decodeIpv6(ip);
      default -> throw new MalformedMessageException("neither IPv4 nor IPv6");
    };
  }

  private static TcpPacket decodeIpv4(ByteBuffer ip) throws MalformedMessageException {
    require(ip.limit() >= IPV4_HEADER, "shorter than an IPv4 header");
    int header = (ip.get(0) & 0xf) * Integer.BYTES;
    int total = Short.toUnsignedInt(ip.getShort(2));
    require(header >= IPV4_HEADER && header <= total, "an IPv4 header of a wrong length");
    require(total <= ip.limit(), "an IPv4 packet that is not all there");
    require(InternetChecksum.of(InternetChecksum.sum(ip, 0, header)) == 0, "a wrong IPv4 checksum");
    require((ip.getShort(6) & FRAGMENT) == 0, "a fragment");
    require(ip.get(9) == TCP, "no TCP");
    return decodeTcp(ip.limit(total), AddressFamily.IPV4, 12, header);
  }

  private static TcpPacket decodeIpv6(ByteBuffer ip) throws MalformedMessageException {
    require(ip.limit() >= IPV6_HEADER, "shorter than an IPv6 header");
    int total = IPV6_HEADER + Short.toUnsignedInt(ip.getShort(4));
    require(total <= ip.limit(), "an IPv6 packet that is not all there");
    require(ip.get(6) == TCP, "no TCP right behind the IPv6 header");
    return decodeTcp(ip.limit(total), AddressFamily.IPV6, 8, IPV6_HEADER);
  }

  private static TcpPacket decodeTcp(
      ByteBuffer ip, AddressFamily family, int addressesAt, int tcpAt)
      throws MalformedMessageException {
    require(ip.limit() - tcpAt >= TCP_HEADER, "shorter than a TCP header");
    int header = (ip.get(tcpAt + 12) >> 4 & 0xf) * Integer.BYTES;
    require(header >= TCP_HEADER && header <= ip.limit() - tcpAt, "a TCP header of a wrong length");
    return new TcpPacket(
        endpoint(ip, family, addressesAt, tcpAt),
        endpoint(ip, family, addressesAt + family.bytes(), tcpAt + Short.BYTES),
        ip.getInt(tcpAt + 4),
        ip.getInt(tcpAt + 8),
        Byte.toUnsignedInt(ip.get(tcpAt + 13)));
  }

  private static InetSocketAddress endpoint(
      ByteBuffer ip, AddressFamily family, int addressAt, int portAt) {
    byte[] address = new byte[family.bytes()];
    ip.get(addressAt, address);
    InetAddress from = IpAddresses.ofBytes(address);
    return new InetSocketAddress(from, Short.toUnsignedInt(ip.getShort(portAt)));
  }

  private static void require(boolean holds, String otherwise) throws MalformedMessageException {
    if (!holds) {
      throw new MalformedMessageException(otherwise);
    }
  }
}

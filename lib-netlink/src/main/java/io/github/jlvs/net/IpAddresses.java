// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * IP addresses as text and as bytes. Nothing here ever asks a name service, and an IPv4-mapped IPv6
 * address stays IPv6 (the JDK's own factory methods turn it into IPv4).
 *
 * <p>Read are the spellings that {@code inet_pton} takes, and no others: four decimal numbers
 * without leading zeros, or RFC 4291 section 2.2 without brackets, prefix length and scope. Written
 * is the one form of RFC 5952.
 */
public final class IpAddresses {
  private IpAddresses() {}

  /**
   * Reads an address written as numbers.
   *
   * @param text four decimal numbers with dots, or IPv6 without brackets and scope
   * @return the address, or empty if the text is anything else
   */
  public static Optional<InetAddress> parse(String text) {
    return Optional.ofNullable(LiteralParser.parse(text)).map(IpAddresses::ofBytes);
  }

  /**
   * Reads an address written as numbers, where the caller is sure of it (constants, examples).
   *
   * @param text see {@link #parse}
   * @return the address
   * @throws IllegalArgumentException if the text is anything else
   */
  public static InetAddress literal(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not an IPv4 or IPv6 address in numbers: " + Quoted.quote(text)));
  }

  /**
   * Writes an address the way {@code inet_ntop} does: dotted decimal for IPv4; for IPv6 lower-case
   * groups with the longest run of zeros as {@code ::} (RFC 5952), an IPv4-mapped one with dots at
   * its end. A scope is left out.
   *
   * @param address any address
   * @return the text, without brackets
   */
  public static String format(InetAddress address) {
    byte[] raw = address.getAddress();
    StringBuilder out = new StringBuilder(raw.length == 4 ? 15 : 39);
    if (raw.length == 4) {
      dotted(raw, 0, out);
    } else {
      groups(raw, out);
    }
    return out.toString();
  }

  /**
   * Writes address and port: {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}.
   *
   * @param address any address
   * @param port 0 to 65535
   * @return the text
   */
  public static String format(InetAddress address, int port) {
    String text = format(address);
    return address instanceof Inet4Address ? text + ':' + port : '[' + text + "]:" + port;
  }

  /**
   * An address from its bytes in network order.
   *
   * @param raw 4 bytes for IPv4, 16 for IPv6
   * @return the address, of the family that the length says
   * @throws IllegalArgumentException for any other length
   */
  public static InetAddress ofBytes(byte[] raw) {
    try {
      return raw.length == 16
          ? Inet6Address.getByAddress(null, raw, -1)
          : InetAddress.getByAddress(raw);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + raw.length, e);
    }
  }

  /**
   * An IPv4 address from its 32 bits.
   *
   * @param bits the first byte of the address in the highest bits
   * @return the address
   */
  public static Inet4Address ofBits(int bits) {
    return (Inet4Address)
        ofBytes(
            new byte[] {
              (byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits
            });
  }

  /**
   * The 32 bits of an IPv4 address.
   *
   * @param address the address
   * @return the first byte of the address in the highest bits
   */
  public static int bits(Inet4Address address) {
    byte[] raw = address.getAddress();
    return (raw[0] & 0xFF) << 24 | (raw[1] & 0xFF) << 16 | (raw[2] & 0xFF) << 8 | (raw[3] & 0xFF);
  }

  /**
   * Compares two addresses as unsigned numbers in network order; IPv4 comes before IPv6.
   *
   * @param a one address
   * @param b another
   * @return negative, zero or positive as {@code a} is lower, equal or higher
   */
  public static int compare(InetAddress a, InetAddress b) {
    byte[] left = a.getAddress();
    byte[] right = b.getAddress();
    return left.length != right.length
        ? Integer.compare(left.length, right.length)
        : Arrays.compareUnsigned(left, right);
  }

  /**
   * The IPv4 address in an IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2).
   *
   * @param address any address
   * @return {@code 10.0.0.1} for {@code ::ffff:10.0.0.1}; empty for anything else
   */
  public static Optional<Inet4Address> mapped(InetAddress address) {
    byte[] raw = address.getAddress();
    boolean isMapped = raw.length == 16 && group(raw, 5) == 0xFFFF;
    for (int i = 0; isMapped && i < 5; i++) {
      isMapped = group(raw, i) == 0;
    }
    return isMapped
        ? Optional.of((Inet4Address) ofBytes(Arrays.copyOfRange(raw, 12, 16)))
        : Optional.empty();
  }

  private static void dotted(byte[] raw, int from, StringBuilder out) {
    for (int i = 0; i < 4; i++) {
      if (i > 0) {
        out.append('.');
      }
      out.append(raw[from + i] & 0xFF);
    }
  }

  private static void groups(byte[] raw, StringBuilder out) {
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < 8; i++) {
      int length = 0;
      while (i + length < 8 && group(raw, i + length) == 0) {
        length++;
      }
      if (length > runLength) {
        runStart = i;
        runLength = length;
      }
      i += length;
    }
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        out.append("::");
        i += runLength - 1;
        continue;
      }
      if (i > 0 && i != runStart + (runStart < 0 ? 0 : runLength)) {
        out.append(':');
      }
      if (i == 6 && endsInIpv4(raw, runStart, runLength)) {
        dotted(raw, 12, out);
        return;
      }
      out.append(Integer.toHexString(group(raw, i)));
    }
  }

  /** The two forms that inet_ntop ends in dots: IPv4-compatible and IPv4-mapped. */
  private static boolean endsInIpv4(byte[] raw, int runStart, int runLength) {
    return runStart == 0 && (runLength == 6 || (runLength == 5 && group(raw, 5) == 0xFFFF));
  }

  private static int group(byte[] raw, int index) {
    return (raw[2 * index] & 0xFF) << 8 | (raw[2 * index + 1] & 0xFF);
  }
}

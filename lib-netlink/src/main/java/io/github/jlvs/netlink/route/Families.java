// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Address families on the wire. */
final class Families {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  private Families() {}

  static int of(InetAddress address) {
    return address instanceof Inet4Address ? LinuxSocket.AF_INET : LinuxSocket.AF_INET6;
  }

  static boolean isKnown(int family) {
    return family == LinuxSocket.AF_INET || family == LinuxSocket.AF_INET6;
  }

  static InetAddress address(int family, AttributeReader attribute) {
    return address(family, attribute.bytes());
  }

  static InetAddress address(int family, byte[] bytes) {
    int expected = bytes(family);
    if (bytes.length != expected) {
      throw new MalformedMessageException(
          "rtnetlink: an address of family "
              + family
              + " has "
              + bytes.length
              + " bytes, expected "
              + expected);
    }
    try {
      // InetAddress.getByAddress would turn an IPv4-mapped IPv6 address into IPv4.
      return expected == IPV6_BYTES
          ? Inet6Address.getByAddress("", bytes, -1)
          : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new MalformedMessageException("rtnetlink: " + e.getMessage());
    }
  }

  /**
   * With its interface, where it needs that to be used: link-local addresses can stand on several.
   */
  static InetAddress onLink(InetAddress address, int interfaceIndex) {
    if (!(address instanceof Inet6Address)
        || !address.isLinkLocalAddress()
        || interfaceIndex <= 0) {
      return address;
    }
    try {
      return Inet6Address.getByAddress("", address.getAddress(), interfaceIndex);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an IPv6 address", e);
    }
  }

  static int prefix(int family, int length) {
    if (length > bytes(family) * Byte.SIZE) {
      throw new MalformedMessageException(
          "rtnetlink: prefix length " + length + " is too long for family " + family);
    }
    return length;
  }

  /** What goes out in fewer bits than it has here is checked, for the rest would be cut off. */
  static void requireRange(String what, long value, long highest) {
    if (value < 0 || value > highest) {
      throw new IllegalArgumentException(what + " must be 0.." + highest + ", not " + value);
    }
  }

  static void requirePrefix(String what, int family, int length) {
    if (!isKnown(family)) {
      throw new IllegalArgumentException("address family " + family + " is not 2 or 10");
    }
    int bits = bytes(family) * Byte.SIZE;
    requireRange(what, length, bits);
  }

  static MalformedMessageException noAddress() {
    return new MalformedMessageException("rtnetlink: an address message without an address");
  }

  private static int bytes(int family) {
    return switch (family) {
      case LinuxSocket.AF_INET -> IPV4_BYTES;
      case LinuxSocket.AF_INET6 -> IPV6_BYTES;
      default ->
          throw new MalformedMessageException(
              "rtnetlink: address family " + family + " is unknown");
    };
  }
}

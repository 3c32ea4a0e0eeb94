// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads addresses written as numbers. Names are never looked up. */
final class IpLiteral {
  private IpLiteral() {}

  static Optional<InetAddress> parse(String text) {
    try {
      if (text.indexOf(':') >= 0) {
        byte[] octets = new byte[16];
        // getByAddress(byte[]) would turn ::ffff:1.2.3.4 into an IPv4 address.
        return parse6(text, octets)
            ? Optional.of(Inet6Address.getByAddress("", octets, -1))
            : Optional.empty();
      }
      byte[] octets = new byte[4];
      return parse4(text, octets, 0)
          ? Optional.of(InetAddress.getByAddress(octets))
          : Optional.empty();
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException("an address of 4 or 16 bytes was refused", wrongLength);
    }
  }

  static boolean isIpv6(InetAddress address) {
    return address instanceof Inet6Address;
  }

  /** The address that stands for any of this host. */
  static InetAddress wildcard(boolean ipv6) {
    return parse(ipv6 ? "::" : "0.0.0.0").orElseThrow();
  }

  private static boolean parse4(String text, byte[] octets, int offset) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      int value = digits(parts[i], 10, 3);
      boolean leadingZero = parts[i].length() > 1 && parts[i].charAt(0) == '0';
      if (value < 0 || value > 255 || leadingZero) {
        return false;
      }
      octets[offset + i] = (byte) value;
    }
    return true;
  }

  private static boolean parse6(String text, byte[] octets) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, octets, 0) == 16;
    }
    String left = text.substring(0, gap);
    String right = text.substring(gap + 2);
    byte[] tail = new byte[16];
    int before = left.isEmpty() ? 0 : groups(left, octets, 0);
    int after = right.isEmpty() ? 0 : groups(right, tail, 0);
    boolean fits = before >= 0 && after >= 0 && before + after <= 14 && left.indexOf('.') < 0;
    if (fits) {
      System.arraycopy(tail, 0, octets, 16 - after, after);
    }
    return fits;
  }

  /** Writes groups of 16 bits, the last four octets perhaps dotted; -1 if they are not that. */
  private static int groups(String text, byte[] octets, int offset) {
    String[] parts = text.split(":", -1);
    int at = offset;
    for (int i = 0; i < parts.length; i++) {
      boolean dotted = i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      int length = dotted ? 4 : 2;
      if (at + length > 16) {
        return -1;
      }
      if (dotted) {
        if (!parse4(parts[i], octets, at)) {
          return -1;
        }
      } else {
        int value = digits(parts[i], 16, 4);
        if (value < 0) {
          return -1;
        }
        octets[at] = (byte) (value >> 8);
        octets[at + 1] = (byte) value;
      }
      at += length;
    }
    return at;
  }

  private static int digits(String text, int radix, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }
}

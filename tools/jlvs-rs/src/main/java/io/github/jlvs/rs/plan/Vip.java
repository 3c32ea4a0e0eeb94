// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A virtual address: the one that clients connect to. */
public record Vip(InetAddress address) {
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  /**
   * Reads what a user wrote; no name is ever looked up.
   *
   * @throws IllegalArgumentException with a sentence for that user
   */
  public static Vip parse(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' has a prefix length; write the address alone, as "
              + text.substring(0, slash)
              + " (it is always added as a single host)");
    }
    InetAddress address = IPV6.matcher(text).matches() ? ipv6(text) : ipv4(text);
    refuseUnusable(text, address);
    return new Vip(address);
  }

  private static InetAddress ipv4(String text) {
    Matcher parts = IPV4.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no IP address; write one such as 10.1.80.90");
    }
    byte[] bytes = new byte[parts.groupCount()];
    for (int i = 0; i < parts.groupCount(); i++) {
      String part = parts.group(i + 1);
      int value = Integer.parseInt(part);
      // A leading zero is octal to some tools and decimal to others.
      if (value > 0xff || (part.length() > 1 && part.charAt(0) == '0')) {
        throw new IllegalArgumentException(
            "'" + text + "' is no IPv4 address: '" + part + "' is not a number from 0 to 255");
      }
      bytes[i] = (byte) value;
    }
    return of(bytes, text);
  }

  private static InetAddress ipv6(String text) {
    try {
      // With a colon in it the JDK takes it for an address or refuses it, and asks no name server.
      InetAddress address = InetAddress.getByName(text);
      if (address instanceof Inet4Address) {
        throw new IllegalArgumentException(
            "'" + text + "' is an IPv4 address in IPv6 clothes; write " + address.getHostAddress());
      }
      return address;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no IPv6 address; write one such as 2001:db8::90", e);
    }
  }

  private static InetAddress of(byte[] bytes, String text) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + text + "' is no IP address", e);
    }
  }

  private static void refuseUnusable(String text, InetAddress address) {
    String why = "";
    if (address.isAnyLocalAddress() || (isIpv4(address) && address.getAddress()[0] == 0)) {
      why = "stands for no host";
    } else if (address.isLoopbackAddress()) {
      why = "is a loopback address, which no client can reach";
    } else if (address.isMulticastAddress()) {
      why = "is a multicast address";
    } else if (isIpv4(address) && (address.getAddress()[0] & 0xf0) == 0xf0) {
      why = "is a reserved or broadcast address";
    } else if (address instanceof Inet6Address && address.isLinkLocalAddress()) {
      why = "is valid on one link alone and cannot be a virtual address on lo";
    }
    if (!why.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + text + "' " + why + "; give the address that clients connect to");
    }
  }

  private static boolean isIpv4(InetAddress address) {
    return address instanceof Inet4Address;
  }

  /** Whether ARP is how neighbours look for it. */
  public boolean isIpv4() {
    return isIpv4(address);
  }

  /** The prefix length of a single host: 32, or 128. */
  public int bits() {
    return isIpv4() ? IPV4_BITS : IPV6_BITS;
  }

  /** The address as people write it; IPv6 as RFC 5952 wants it. */
  @Override
  public String toString() {
    return isIpv4() ? address.getHostAddress() : Ipv6Text.of(address.getAddress());
  }
}

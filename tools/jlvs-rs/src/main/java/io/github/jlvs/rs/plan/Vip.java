// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A virtual address: the one that clients connect to. */
public record Vip(InetAddress address) {
  private static final Pattern LIKE_IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern LIKE_IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

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
    InetAddress address = IpAddresses.parse(text).orElseThrow(() -> noAddress(text));
    IpAddresses.mapped(address)
        .ifPresent(
            ipv4 -> {
              throw new IllegalArgumentException(
                  "'"
                      + text
                      + "' is an IPv4 address in IPv6 clothes; write "
                      + IpAddresses.format(ipv4));
            });
    refuseUnusable(text, address);
    return new Vip(address);
  }

  /** Says which of the two it looks like, and what is wrong with it. */
  private static IllegalArgumentException noAddress(String text) {
    if (LIKE_IPV6.matcher(text).matches()) {
      return new IllegalArgumentException(
          "'" + text + "' is no IPv6 address; write one such as 2001:db8::90");
    }
    if (!LIKE_IPV4.matcher(text).matches()) {
      return new IllegalArgumentException(
          "'" + text + "' is no IP address; write one such as 10.1.80.90");
    }
    String wrong =
        Stream.of(text.split("\\."))
            .filter(part -> IpAddresses.parse("0.0.0." + part).isEmpty())
            .findFirst()
            .orElse(text);
    return new IllegalArgumentException(
        "'" + text + "' is no IPv4 address: '" + wrong + "' is not a number from 0 to 255");
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
    return AddressFamily.of(address).bits();
  }

  /** The address as people write it; IPv6 as RFC 5952 wants it. */
  @Override
  public String toString() {
    return IpAddresses.format(address);
  }
}

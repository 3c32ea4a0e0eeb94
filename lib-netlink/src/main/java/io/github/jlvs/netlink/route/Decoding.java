// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MalformedMessageException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** What the decoders of addresses, routes, rules and neighbours share. */
final class Decoding {
  private Decoding() {}

  static AddressFamily family(int code) {
    return AddressFamily.ofCode(code)
        .orElseThrow(
            () ->
                new MalformedMessageException("rtnetlink: address family " + code + " is unknown"));
  }

  static InetAddress address(AddressFamily family, AttributeReader attribute) {
    return address(family, attribute.bytes());
  }

  static InetAddress address(AddressFamily family, byte[] bytes) {
    if (bytes.length != family.bytes()) {
      throw new MalformedMessageException(
          "rtnetlink: an address of family "
              + family.code()
              + " has "
              + bytes.length
              + " bytes, expected "
              + family.bytes());
    }
    return IpAddresses.ofBytes(bytes);
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

  static int prefixLength(AddressFamily family, int length) {
    if (length > family.bits()) {
      throw new MalformedMessageException(
          "rtnetlink: prefix length " + length + " is too long for family " + family.code());
    }
    return length;
  }

  /**
   * A prefix whose length is in the header, before its address is read. The kernel takes a length
   * without an address for zeros, and sends the address with every length but 0.
   */
  static Optional<Prefix> prefix(AddressFamily family, int length) {
    return prefixLength(family, length) == 0
        ? Optional.empty()
        : Optional.of(new Prefix(family.unspecified(), length));
  }

  /** The same prefix, now that its address is read. */
  static Optional<Prefix> prefix(
      Optional<Prefix> header, AddressFamily family, AttributeReader attribute) {
    return Optional.of(
        new Prefix(address(family, attribute), header.map(Prefix::length).orElse(0)));
  }

  static MalformedMessageException noAddress() {
    return new MalformedMessageException("rtnetlink: an address message without an address");
  }
}

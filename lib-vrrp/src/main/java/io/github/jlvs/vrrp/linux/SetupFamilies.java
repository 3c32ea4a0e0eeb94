// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.util.Optional;

/** That all that a virtual router speaks by is of the family of its protocol. */
final class SetupFamilies {
  private SetupFamilies() {}

  static void require(
      String name,
      VirtualRouterConfig config,
      Transport transport,
      Optional<InetAddress> source,
      Optional<UpperInterface> upper) {
    Protocol protocol = config.protocol();
    if (upper.filter(made -> made.family() != config.protocol().family()).isPresent()) {
      throw new IllegalArgumentException(
          "virtual router "
              + name
              + ": the interface "
              + upper.get().name()
              + " that is made for it is for another family than "
              + config.protocol());
    }
    source.ifPresent(address -> requireFamily(name, "source address", address, protocol));
    if (transport instanceof Transport.Multicast multicast) {
      requireFamily(name, "multicast group", multicast.group(), protocol);
      if (protocol.family() == AddressFamily.IPV6
          && source.filter(address -> !address.isLinkLocalAddress()).isPresent()) {
        throw new IllegalArgumentException(
            "virtual router "
                + name
                + ": source address "
                + IpAddresses.format(source.get())
                + " is no link-local one, and no peer takes multicast from it (RFC 9568 section"
                + " 5.1.2.1)");
      }
    } else if (transport instanceof Transport.Unicast unicast) {
      for (Transport.Peer peer : unicast.peers()) {
        requireFamily(name, "unicast peer", peer.address(), protocol);
      }
    } else {
      throw new IllegalStateException("not known whom this transport speaks to: " + transport);
    }
  }

  private static void requireFamily(
      String name, String what, InetAddress address, Protocol protocol) {
    if (AddressFamily.of(address) != protocol.family()) {
      throw new IllegalArgumentException(
          "virtual router "
              + name
              + ": "
              + what
              + " "
              + IpAddresses.format(address)
              + " is of another family than "
              + protocol);
    }
  }
}

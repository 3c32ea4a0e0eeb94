// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * An interface of this host.
 *
 * @param index the kernel's number for it
 * @param kind the kernel's name for its kind, such as {@code ipip} or {@code dummy}; empty where it
 *     has none, as a network card
 * @param mac its Ethernet address in lower case with colons; empty where it has none
 * @param up whether it is up
 * @param answersArp whether neighbours may ask it for addresses: no loopback, dummy or tunnel
 * @param mtu its largest packet, in bytes
 * @param addresses each with its prefix length as it was given
 */
public record Interface(
    String name,
    int index,
    String kind,
    String mac,
    boolean up,
    boolean answersArp,
    int mtu,
    List<Placed> addresses) {
  /** The interface that a real server has virtual addresses on. */
  public static final String LOOPBACK = "lo";

  /** The kernel's own device that takes packets out of a tunnel of IPv4 in IPv4. */
  public static final String IPV4_TUNNEL = "tunl0";

  /** The same of IPv6 in IPv6. */
  public static final String IPV6_TUNNEL = "ip6tnl0";

  /**
   * An address on an interface.
   *
   * @param prefixLength 0 to 32, IPv6 to 128
   */
  public record Placed(InetAddress address, int prefixLength) {
    /** Whether it is an address for one host. */
    public boolean isHost() {
      return prefixLength == address.getAddress().length * Byte.SIZE;
    }

    /** The network that it is in. */
    public Prefix network() {
      return new Prefix(new Prefix(address, prefixLength).network(), prefixLength);
    }

    /** Whether another address is in the network of this one. */
    public boolean covers(InetAddress other) {
      return !isHost()
          && other.getAddress().length == address.getAddress().length
          && new Prefix(other, prefixLength)
              .network()
              .equals(new Prefix(address, prefixLength).network());
    }
  }

  public Interface {
    addresses = List.copyOf(addresses);
  }

  /** The address with its prefix length, where it is here. */
  public Optional<Placed> holding(InetAddress address) {
    return addresses.stream().filter(placed -> placed.address().equals(address)).findFirst();
  }

  /** The first address of one version of IP, where it has any. */
  public Optional<InetAddress> first(AddressFamily family) {
    return addresses.stream()
        .map(Placed::address)
        .filter(address -> AddressFamily.of(address) == family)
        .findFirst();
  }

  /** Whether an address of its own is in one subnet with this one. */
  public boolean isNeighbourOf(InetAddress address) {
    return addresses.stream().anyMatch(placed -> placed.covers(address));
  }

  /** Whether it is the loopback. */
  public boolean isLoopback() {
    return name.equals(LOOPBACK);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.LinkKind.IpvlanFlags;
import io.github.jlvs.netlink.route.NewLink;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An interface with an address of its own, and the hardware address of the one below, that
 * advertisements leave by: an ipvlan in mode L2. The addresses of the virtual router stay on the
 * interface below, but for those that name this one.
 *
 * @param name the interface's name, 1 to 15 bytes without blanks, slashes and colons
 * @param family that of the virtual router
 * @param address the address that advertisements come from, with its prefix length; empty for the
 *     link-local one that the kernel gives it, for IPv6 alone
 * @param flags who may talk to whom among the ipvlans of the interface below, which all have the
 *     same
 */
public record Ipvlan(String name, AddressFamily family, Optional<Prefix> address, IpvlanFlags flags)
    implements UpperInterface {
  private static final String NOTE = "advertisements of VRRP from ";

  /**
   * Checks name and address.
   *
   * @throws IllegalArgumentException if Linux would refuse the name, if IPv4 has no address or if
   *     the address is of another family
   */
  public Ipvlan {
    VirtualMac.requireName(name);
    if (address.isEmpty() && family == AddressFamily.IPV4) {
      throw new IllegalArgumentException("an ipvlan for IPv4 needs an address");
    }
    if (address.filter(given -> given.family() != family).isPresent()) {
      throw new IllegalArgumentException(
          "the address of ipvlan " + name + " is not one of " + family);
    }
  }

  @Override
  public boolean isSameInterface(UpperInterface other) {
    return equals(other);
  }

  @Override
  public NewLink above(int lower) {
    return NewLink.of(name, new LinkKind.Ipvlan(lower, flags));
  }

  @Override
  public String words() {
    return "ipvlan " + name;
  }

  /** Whether advertisements come from that address. */
  boolean hasAddress(InetAddress other) {
    return address.filter(prefix -> prefix.address().equals(other)).isPresent();
  }

  /**
   * What is noted about it, by which another life tells one of another address.
   *
   * @return never empty
   */
  String note() {
    return NOTE + address.map(Prefix::toString).orElse("a link-local address");
  }

  /** Whether a life before this one has made an interface for something else. */
  boolean isOutdated(String noted) {
    return noted.startsWith(NOTE) && !noted.equals(note());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.netlink.route.IfAddress;
import io.github.jlvs.netlink.route.Lifetime;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * An address that a virtual router puts on an interface while it is master, and how: a line of
 * keepalived's virtual_ipaddress.
 *
 * @param address IPv4 or IPv6; of those in the packet, of the protocol's family
 * @param prefixLength 0 to 32, IPv6 to 128
 * @param device the interface, where it is another one than the virtual router's
 * @param label the name that older tools show, such as {@code eth0:1}; IPv4 only, at most 15 bytes
 * @param scope RT_SCOPE of linux/rtnetlink.h: 0 global, 253 link, 254 host
 * @param broadcast the broadcast address, IPv4 only
 * @param peer the other end of a point-to-point link
 * @param flags IFA_F bits of linux/if_addr.h
 * @param lifetime how long it stays, and how long it is preferred
 * @param tracked whether the router goes to fault while that other interface is down or absent, and
 *     a static address is put back when somebody else removes it; false for keepalived's no_track
 */
public record VirtualAddress(
    InetAddress address,
    int prefixLength,
    Optional<String> device,
    Optional<String> label,
    int scope,
    Optional<InetAddress> broadcast,
    Optional<InetAddress> peer,
    int flags,
    Lifetime lifetime,
    boolean tracked) {
  private static final int IPV6_HOST = 128;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the prefix does not suit the address or the label is too
   *     long
   */
  public VirtualAddress {
    // The record that it becomes knows the rules.
    IfAddress unused =
        entry(1, address, prefixLength, scope, broadcast, peer, label, flags, Lifetime.FOREVER);
  }

  /**
   * An address whose interface is tracked.
   *
   * @param address IPv4 or IPv6; of those in the packet, of the protocol's family
   * @param prefixLength 0 to 32, IPv6 to 128
   * @param device the interface, where it is another one than the virtual router's
   * @param label the name that older tools show, such as {@code eth0:1}; IPv4 only, at most 15
   *     bytes
   * @param scope RT_SCOPE of linux/rtnetlink.h: 0 global, 253 link, 254 host
   * @param broadcast the broadcast address, IPv4 only
   * @param peer the other end of a point-to-point link
   * @param flags IFA_F bits of linux/if_addr.h
   * @throws IllegalArgumentException if the prefix does not suit the address or the label is too
   *     long
   */
  public VirtualAddress(
      InetAddress address,
      int prefixLength,
      Optional<String> device,
      Optional<String> label,
      int scope,
      Optional<InetAddress> broadcast,
      Optional<InetAddress> peer,
      int flags) {
    this(
        address,
        prefixLength,
        device,
        label,
        scope,
        broadcast,
        peer,
        flags,
        Lifetime.FOREVER,
        true);
  }

  /**
   * An address as keepalived takes one that is given without anything else: for one host (/32 or
   * /128), of global scope, on the virtual router's interface.
   *
   * @param address the address
   * @return the virtual address
   */
  public static VirtualAddress of(InetAddress address) {
    return of(address, address.getAddress().length * Byte.SIZE);
  }

  /**
   * An address of global scope on the virtual router's interface, as keepalived places it. One of
   * IPv6 is used at once, without a look for duplicates (a master takes over from another), and for
   * a single host it is not chosen to send from.
   *
   * @param address the address
   * @param prefixLength 0 to 32, IPv6 to 128
   * @return the virtual address
   */
  public static VirtualAddress of(InetAddress address, int prefixLength) {
    boolean ipv4 = address instanceof Inet4Address;
    return new VirtualAddress(
        address,
        prefixLength,
        Optional.empty(),
        Optional.empty(),
        IfAddress.SCOPE_GLOBAL,
        Optional.empty(),
        Optional.empty(),
        ipv4 ? 0 : IfAddress.IFA_F_NODAD,
        ipv4 || prefixLength < IPV6_HOST ? Lifetime.FOREVER : Lifetime.DEPRECATED,
        true);
  }

  /**
   * The same address, whose interface's being down is no fault.
   *
   * @return the changed address
   */
  public VirtualAddress untracked() {
    return new VirtualAddress(
        address, prefixLength, device, label, scope, broadcast, peer, flags, lifetime, false);
  }

  /**
   * The same address on an interface.
   *
   * @param name the interface
   * @return the changed address
   */
  public VirtualAddress onDevice(String name) {
    return new VirtualAddress(
        address,
        prefixLength,
        Optional.of(name),
        label,
        scope,
        broadcast,
        peer,
        flags,
        lifetime,
        tracked);
  }

  /**
   * Whether it is an IPv4 address.
   *
   * @return false for IPv6
   */
  public boolean isIpv4() {
    return address instanceof Inet4Address;
  }

  IfAddress on(int interfaceIndex) {
    return entry(
        interfaceIndex, address, prefixLength, scope, broadcast, peer, label, flags, lifetime);
  }

  private static IfAddress entry(
      int interfaceIndex,
      InetAddress address,
      int prefixLength,
      int scope,
      Optional<InetAddress> broadcast,
      Optional<InetAddress> peer,
      Optional<String> label,
      int flags,
      Lifetime lifetime) {
    return new IfAddress(
        interfaceIndex,
        address,
        prefixLength,
        scope,
        broadcast,
        peer,
        label,
        flags,
        0,
        0,
        lifetime,
        List.of());
  }

  @Override
  public String toString() {
    return IpAddresses.format(address)
        + "/"
        + prefixLength
        + device.map(name -> " dev " + name).orElse("")
        + label.map(name -> " label " + name).orElse("");
  }
}

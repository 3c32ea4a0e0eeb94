// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.HardwareAddress;
import io.github.jlvs.netlink.route.LinkKind;
import io.github.jlvs.netlink.route.LinkKind.MacvlanMode;
import io.github.jlvs.netlink.route.NewLink;
import java.net.InetAddress;

/**
 * The hardware address that belongs to a virtual router and not to the one who is master (RFC 3768
 * section 7.3), and the interface that has it: a macvlan on the virtual router's own interface.
 * Addresses and their announcements go there, and advertisements leave by it.
 *
 * @param name the interface's name, 1 to 15 bytes without blanks, slashes and colons
 * @param address its hardware address: six octets, of one station
 * @param family that of the virtual router: addresses of the other one stay on the interface below
 * @param transmitOnBase whether advertisements leave by the interface below all the same, with its
 *     hardware address; unicast always does
 */
public record VirtualMac(
    String name, HardwareAddress address, AddressFamily family, boolean transmitOnBase)
    implements UpperInterface {
  private static final int LONGEST_NAME = 15;
  private static final int OCTETS = 6;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  /**
   * Checks name and address.
   *
   * @throws IllegalArgumentException if Linux would refuse one of them
   */
  public VirtualMac {
    requireName(name);
    byte[] octets = address.bytes();
    if (octets.length != OCTETS || (octets[0] & 1) != 0 || isZero(octets)) {
      throw new IllegalArgumentException(address + " is not the hardware address of a station");
    }
  }

  /**
   * That of RFC 3768 section 7.3 for IPv4, 00-00-5E-00-01-{VRID}, on an interface {@code
   * vrrp.VRID}.
   *
   * @param vrid the virtual router identifier, 1 to 255
   * @return the virtual MAC
   */
  public static VirtualMac ofIpv4(int vrid) {
    return new VirtualMac("vrrp." + vrid, standard(IPV4, vrid), AddressFamily.IPV4, false);
  }

  /**
   * That of RFC 9568 section 7.3 for IPv6, 00-00-5E-00-02-{VRID}, on an interface {@code
   * vrrp6.VRID}.
   *
   * @param vrid the virtual router identifier, 1 to 255
   * @return the virtual MAC
   */
  public static VirtualMac ofIpv6(int vrid) {
    return new VirtualMac("vrrp6." + vrid, standard(IPV6, vrid), AddressFamily.IPV6, false);
  }

  /**
   * The standard one of a family.
   *
   * @param family that of the virtual router
   * @param vrid the virtual router identifier, 1 to 255
   * @return {@link #ofIpv4} or {@link #ofIpv6}
   */
  public static VirtualMac of(AddressFamily family, int vrid) {
    return family == AddressFamily.IPV4 ? ofIpv4(vrid) : ofIpv6(vrid);
  }

  /**
   * The same on an interface of another name.
   *
   * @param other the name
   * @return a copy
   */
  public VirtualMac withName(String other) {
    return new VirtualMac(other, address, family, transmitOnBase);
  }

  /**
   * Another hardware address on the same interface.
   *
   * @param other the address
   * @return a copy
   */
  public VirtualMac withAddress(HardwareAddress other) {
    return new VirtualMac(name, other, family, transmitOnBase);
  }

  /**
   * The same, with advertisements by the interface below or not.
   *
   * @param value true for keepalived's vmac_xmit_base
   * @return a copy
   */
  public VirtualMac withTransmitOnBase(boolean value) {
    return new VirtualMac(name, address, family, value);
  }

  /** Whether an address that is meant for the interface below goes on this one. */
  boolean takes(InetAddress virtual) {
    return AddressFamily.of(virtual) == family;
  }

  @Override
  public boolean isSameInterface(UpperInterface other) {
    return other instanceof VirtualMac mac && mac.withTransmitOnBase(transmitOnBase).equals(this);
  }

  @Override
  public NewLink above(int lower) {
    return NewLink.of(name, new LinkKind.Macvlan(lower, MacvlanMode.BRIDGE))
        .withHardwareAddress(address);
  }

  @Override
  public String words() {
    return "interface " + name + " with " + address;
  }

  private static HardwareAddress standard(int family, int vrid) {
    return new HardwareAddress(new byte[] {0, 0, 0x5e, 0, (byte) family, (byte) vrid});
  }

  /** As {@code dev_valid_name()} of the kernel has it: it becomes the name of a directory. */
  static void requireName(String name) {
    int bytes = name.getBytes(UTF_8).length;
    if (bytes == 0
        || bytes > LONGEST_NAME
        || name.equals(".")
        || name.equals("..")
        || name.chars().anyMatch(c -> c == '/' || c == ':' || c <= ' ')) {
      throw new IllegalArgumentException("'" + name + "' can't be the name of an interface");
    }
  }

  private static boolean isZero(byte[] octets) {
    int any = 0;
    for (byte octet : octets) {
      any |= octet;
    }
    return any == 0;
  }
}

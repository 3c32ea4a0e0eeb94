// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.netlink.route.NewLink;

/**
 * An interface above another one that is made for a virtual router, and goes with it: an upper
 * device, in the kernel's words.
 */
public sealed interface UpperInterface permits VirtualMac, Ipvlan {
  /**
   * How it is named.
   *
   * @return 1 to 15 bytes without blanks, slashes and colons
   */
  String name();

  /**
   * That of the virtual router.
   *
   * @return IPv4 or IPv6
   */
  AddressFamily family();

  /**
   * What the kernel is asked for.
   *
   * @param lower the index of the interface below
   * @return the link
   */
  NewLink above(int lower);

  /**
   * What it is, for a person.
   *
   * @return such as {@code interface vrrp.51 with 00:00:5e:00:01:33}
   */
  String words();

  /**
   * Whether both are the same interface, however advertisements leave.
   *
   * @param other another one
   * @return false where one has to go before the other can be made
   */
  boolean isSameInterface(UpperInterface other);
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

/**
 * A virtual MAC address on an interface that advertisements do not leave by: keepalived's
 * use_vmac_addr. Addresses that name its interface go there.
 *
 * @param interfaceName the interface below
 * @param mac the hardware address, and the interface that has it
 * @param singly whether addresses were put there one by one, so that others may be on the interface
 *     below, and not by a rule for all; only shown
 */
public record VirtualMacOn(String interfaceName, VirtualMac mac, boolean singly) {
  /**
   * Checks that they are two.
   *
   * @throws IllegalArgumentException if the interface below has the same name
   */
  public VirtualMacOn {
    if (interfaceName.equals(mac.name())) {
      throw new IllegalArgumentException(
          "interface " + interfaceName + " cannot stand above itself");
    }
  }

  /**
   * One for all addresses that are meant for the interface below.
   *
   * @param interfaceName the interface below
   * @param mac the hardware address, and the interface that has it
   */
  public VirtualMacOn(String interfaceName, VirtualMac mac) {
    this(interfaceName, mac, false);
  }
}

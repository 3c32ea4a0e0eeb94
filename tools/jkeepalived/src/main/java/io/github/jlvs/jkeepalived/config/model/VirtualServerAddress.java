// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;

/** What packets a virtual server takes. */
public sealed interface VirtualServerAddress {
  /**
   * The family of the packets.
   *
   * @return the family
   */
  AddressFamily family();

  /**
   * An address and a port.
   *
   * @param address the virtual address
   * @param port 1 to 65535; 0, with persistence, is every port
   */
  record Endpoint(InetAddress address, int port) implements VirtualServerAddress {
    @Override
    public AddressFamily family() {
      return AddressFamily.of(address);
    }
  }

  /**
   * A firewall mark.
   *
   * @param mark 1 to 4294967295
   * @param family of which packets it counts
   */
  record FirewallMark(long mark, AddressFamily family) implements VirtualServerAddress {}
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.net.InetAddress;

/** What packets a virtual server takes. */
public sealed interface VirtualServerAddress {

  /**
   * An address and a port.
   *
   * @param address the virtual address
   * @param port 1 to 65535; 0, with persistence, is every port
   */
  record Endpoint(InetAddress address, int port) implements VirtualServerAddress {}

  /**
   * A firewall mark.
   *
   * @param mark 1 to 4294967295
   * @param ipv6 whether it counts for IPv6 packets, and not for IPv4
   */
  record FirewallMark(long mark, boolean ipv6) implements VirtualServerAddress {}
}

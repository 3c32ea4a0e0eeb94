// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.Arrays;
import java.util.Optional;

/** Where a virtual address is on a real server. No neighbour is ever looked for on any of them. */
public enum Device {
  /** For direct routing. */
  LOOPBACK(HostAddress.LOOPBACK),
  /** Takes IPv4 in IPv4 from anybody: the kernel's own, of the module ipip. */
  IPV4_TUNNEL("tunl0"),
  /** Takes IPv6 in IPv6 from anybody: the kernel's own, of the module ip6_tunnel. */
  IPV6_TUNNEL("ip6tnl0");

  private final String interfaceName;

  Device(String interfaceName) {
    this.interfaceName = interfaceName;
  }

  /** The device of an interface's name. */
  public static Optional<Device> named(String interfaceName) {
    return Arrays.stream(values()).filter(each -> each.text().equals(interfaceName)).findFirst();
  }

  /**
   * Where an address belongs.
   *
   * @throws IllegalArgumentException for masquerading, which needs the address nowhere
   */
  static Device of(Forwarding forwarding, Vip vip) {
    return switch (forwarding) {
      case DIRECT -> LOOPBACK;
      case TUNNEL -> vip.isIpv4() ? IPV4_TUNNEL : IPV6_TUNNEL;
      case MASQUERADING ->
          throw new IllegalArgumentException("masquerading needs the address nowhere");
    };
  }

  /** What it is there for. */
  Forwarding forwarding() {
    return this == LOOPBACK ? Forwarding.DIRECT : Forwarding.TUNNEL;
  }

  /** The interface's name. */
  public String text() {
    return interfaceName;
  }
}

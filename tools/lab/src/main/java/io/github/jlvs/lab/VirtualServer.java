// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.util.List;

/**
 * A virtual service as the kernel lists it in /proc/net/ip_vs.
 *
 * @param name protocol and address, such as {@code TCP 10.1.80.90:80}, {@code TCP [2001:db8::1]:80}
 *     or {@code FWM 3}
 * @param scheduler such as {@code wrr}
 * @param persistent whether it is persistent; the timeout stands there in ticks of the kernel, so
 *     it is not told
 * @param destinations its real servers, in the kernel's order
 */
public record VirtualServer(
    String name, String scheduler, boolean persistent, List<RealServer> destinations) {

  /** Keeps its own copy of the destinations. */
  public VirtualServer {
    destinations = List.copyOf(destinations);
  }

  /**
   * A real server of a virtual service.
   *
   * @param address such as {@code 10.1.80.93:80}
   * @param forwarding {@code Route}, {@code Tunnel}, {@code Masq} or {@code Local}
   * @param weight its weight
   * @param activeConnections established connections
   * @param inactiveConnections all others
   */
  public record RealServer(
      String address,
      String forwarding,
      int weight,
      int activeConnections,
      int inactiveConnections) {}

  /**
   * The destination with an address.
   *
   * @param address such as {@code 10.1.80.93:80}
   * @return whether it is there
   */
  public boolean has(String address) {
    return destinations.stream().anyMatch(d -> d.address().equals(address));
  }
}

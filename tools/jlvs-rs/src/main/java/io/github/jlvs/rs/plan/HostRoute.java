// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

/**
 * A route to a single host in the main table.
 *
 * @param through the interface; empty for a route without one
 * @param direct whether there is no gateway
 * @param metric its metric; routes to one destination differ in it
 */
public record HostRoute(Vip destination, String through, boolean direct, long metric) {
  boolean leadsToLoopback(Vip vip) {
    return destination.equals(vip) && direct && through.equals(HostAddress.LOOPBACK);
  }

  /** Whether the kernel would refuse the route to lo because of this one. */
  boolean bars(Vip vip) {
    return destination.equals(vip) && metric == 0 && !leadsToLoopback(vip);
  }
}

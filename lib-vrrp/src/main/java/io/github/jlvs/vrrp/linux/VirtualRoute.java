// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.Route;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route that a virtual router has while it is master: a line of keepalived's virtual_routes.
 *
 * @param route the route; its interface index is not looked at
 * @param device the outgoing interface; empty where the kernel finds it by the gateway, or where
 *     the route has none
 * @param tracked whether the router goes to fault while that interface is down or absent; false for
 *     keepalived's no_track
 */
public record VirtualRoute(Route route, Optional<String> device, boolean tracked) {
  /**
   * A route whose interface is tracked.
   *
   * @param route the route; its interface index is not looked at
   * @param device the outgoing interface; empty where the kernel finds it by the gateway, or where
   *     the route has none
   */
  public VirtualRoute(Route route, Optional<String> device) {
    this(route, device, true);
  }

  /**
   * A route through a gateway, in the main table.
   *
   * @param destination the destination's prefix; of length 0 for the default route of its family
   * @param gateway the next hop, of either family
   * @return the route
   */
  public static VirtualRoute via(Prefix destination, InetAddress gateway) {
    return new VirtualRoute(
        Route.via(destination, gateway).withProtocol(Route.PROTOCOL_STATIC), Optional.empty());
  }

  /**
   * The same route in another table.
   *
   * @param table the table's number
   * @return the changed route
   */
  public VirtualRoute inTable(int table) {
    return new VirtualRoute(route.withTable(table), device, tracked);
  }

  Route through(OptionalInt interfaceIndex) {
    return route.on(interfaceIndex.orElse(0));
  }

  @Override
  public String toString() {
    return "route "
        + route
            .destination()
            .map(to -> to.address().getHostAddress() + "/" + to.length())
            .orElse("default")
        + route.gateway().map(gateway -> " via " + gateway.getHostAddress()).orElse("")
        + device.map(name -> " dev " + name).orElse("")
        + " table "
        + route.table();
  }
}

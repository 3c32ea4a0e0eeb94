// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.netlink.route.Route;
import java.net.Inet4Address;
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
  private static final int IPV4 = 2;
  private static final int IPV6 = 10;
  private static final int SCOPE_UNIVERSE = 0;

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
   * @param destination the destination's prefix
   * @param prefixLength 0 to 32, IPv6 to 128
   * @param gateway the next hop, of the same family
   * @return the route
   */
  public static VirtualRoute via(InetAddress destination, int prefixLength, InetAddress gateway) {
    return new VirtualRoute(
        new Route(
            destination instanceof Inet4Address ? IPV4 : IPV6,
            prefixLength == 0 ? Optional.empty() : Optional.of(destination),
            prefixLength,
            Optional.of(gateway),
            OptionalInt.empty(),
            Optional.empty(),
            Route.TABLE_MAIN,
            Route.PROTOCOL_STATIC,
            SCOPE_UNIVERSE,
            Route.TYPE_UNICAST,
            0),
        Optional.empty());
  }

  /**
   * The same route in another table.
   *
   * @param table the table's number
   * @return the changed route
   */
  public VirtualRoute inTable(int table) {
    return new VirtualRoute(
        new Route(
            route.family(),
            route.destination(),
            route.prefixLength(),
            route.gateway(),
            route.interfaceIndex(),
            route.preferredSource(),
            table,
            route.protocol(),
            route.scope(),
            route.type(),
            route.metric()),
        device,
        tracked);
  }

  Route through(OptionalInt interfaceIndex) {
    return new Route(
        route.family(),
        route.destination(),
        route.prefixLength(),
        route.gateway(),
        interfaceIndex,
        route.preferredSource(),
        route.table(),
        route.protocol(),
        route.scope(),
        route.type(),
        route.metric());
  }

  @Override
  public String toString() {
    String to = route.destination().map(InetAddress::getHostAddress).orElse("default");
    return "route "
        + (route.destination().isPresent() ? to + "/" + route.prefixLength() : to)
        + route.gateway().map(gateway -> " via " + gateway.getHostAddress()).orElse("")
        + device.map(name -> " dev " + name).orElse("")
        + " table "
        + route.table();
  }
}

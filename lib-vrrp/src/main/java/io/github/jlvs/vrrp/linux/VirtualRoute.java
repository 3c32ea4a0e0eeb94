// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.Prefix;
import io.github.jlvs.netlink.route.NextHop;
import io.github.jlvs.netlink.route.Route;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * A route that a virtual router has while it is master: a line of keepalived's virtual_routes.
 *
 * @param route the route; its interface index and its next hops are not looked at
 * @param device the outgoing interface; empty where the kernel finds it by the gateway, or where
 *     the route has none
 * @param hops the ways that it takes, where it takes several: gateway and device are then empty
 * @param tracked whether it is put back when somebody else removes it, and the router goes to fault
 *     while that interface is down or absent; false for keepalived's no_track
 */
public record VirtualRoute(Route route, Optional<String> device, List<Hop> hops, boolean tracked) {
  /** What the kernel gives an IPv6 route that names none. */
  private static final long IPV6_METRIC = 1024;

  /**
   * One of several ways.
   *
   * @param hop the way; its interface index is not looked at
   * @param device the outgoing interface; empty where the kernel finds it by the gateway
   */
  public record Hop(NextHop hop, Optional<String> device) {
    @Override
    public String toString() {
      return "nexthop"
          + hop.gateway().map(router -> " via " + IpAddresses.format(router)).orElse("")
          + device.map(name -> " dev " + name).orElse("")
          + " weight "
          + hop.weight();
    }
  }

  /** Copies the list. */
  public VirtualRoute {
    hops = List.copyOf(hops);
  }

  /**
   * A route of one way.
   *
   * @param route the route; its interface index is not looked at
   * @param device the outgoing interface; empty where the kernel finds it by the gateway, or where
   *     the route has none
   * @param tracked false for keepalived's no_track
   */
  public VirtualRoute(Route route, Optional<String> device, boolean tracked) {
    this(route, device, List.of(), tracked);
  }

  /**
   * A route of one way that is tracked.
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
        Route.via(destination, gateway).withProtocol(Route.PROTOCOL_KEEPALIVED), Optional.empty());
  }

  /**
   * The same route in another table.
   *
   * @param table the table's number
   * @return the changed route
   */
  public VirtualRoute inTable(int table) {
    return new VirtualRoute(route.withTable(table), device, hops, tracked);
  }

  /** Whether it is to be there until it is taken away: one that ends by itself is not put back. */
  boolean lasts() {
    return tracked && route.lifetimeSeconds().isEmpty();
  }

  /** The interfaces that it names. */
  List<String> devices() {
    List<String> names = new ArrayList<>();
    device.ifPresent(names::add);
    hops.forEach(hop -> hop.device().ifPresent(names::add));
    return names;
  }

  /**
   * The route as the kernel is told of it, and as it is taken away again: an IPv6 route that names
   * no metric says the one that it gets, for a removal that names none takes any.
   *
   * @param index finds the index of an interface
   * @return the route; empty while an interface that it names is absent
   */
  Optional<Route> through(Function<String, OptionalInt> index) {
    if (devices().stream().anyMatch(name -> index.apply(name).isEmpty())) {
      return Optional.empty();
    }
    Route known =
        route.family() == AddressFamily.IPV6 && route.metric() == 0
            ? route.withMetric(IPV6_METRIC)
            : route;
    if (hops.isEmpty()) {
      return Optional.of(known.on(device.map(name -> index.apply(name).orElse(0)).orElse(0)));
    }
    return Optional.of(
        known.withNextHops(
            hops.stream()
                .map(
                    way ->
                        way.hop()
                            .on(way.device().map(name -> index.apply(name).orElse(0)).orElse(0)))
                .toList()));
  }

  @Override
  public String toString() {
    return "route "
        + typeText()
        + route
            .destination()
            .map(to -> IpAddresses.format(to.address()) + "/" + to.length())
            .orElse("default")
        + route.gateway().map(gateway -> " via " + IpAddresses.format(gateway)).orElse("")
        + device.map(name -> " dev " + name).orElse("")
        + " table "
        + Integer.toUnsignedString(route.table())
        + (route.metric() == 0 ? "" : " metric " + route.metric())
        + String.join("", hops.stream().map(hop -> " " + hop).toList());
  }

  private String typeText() {
    return switch (route.type()) {
      case Route.TYPE_UNICAST -> "";
      case Route.TYPE_BLACKHOLE -> "blackhole ";
      case Route.TYPE_UNREACHABLE -> "unreachable ";
      case Route.TYPE_PROHIBIT -> "prohibit ";
      case Route.TYPE_THROW -> "throw ";
      default -> "of type " + route.type() + " ";
    };
  }
}

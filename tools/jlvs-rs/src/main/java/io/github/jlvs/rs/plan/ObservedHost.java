// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What this host is like now, as far as direct routing is concerned.
 *
 * @param loopbackUp whether lo is up
 * @param ipv6 whether lo takes IPv6 addresses
 * @param addresses of all interfaces
 * @param routes to single hosts, of the main table
 * @param settings the values of the four kernel parameters
 * @param interfaces the values on every interface other than lo
 */
public record ObservedHost(
    boolean loopbackUp,
    boolean ipv6,
    List<HostAddress> addresses,
    List<HostRoute> routes,
    Map<ArpSetting, Integer> settings,
    Map<String, Map<ArpParameter, Integer>> interfaces) {
  public ObservedHost {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    settings = Map.copyOf(settings);
    interfaces = Map.copyOf(interfaces);
  }

  int value(ArpSetting setting) {
    return settings.getOrDefault(setting, 0);
  }

  boolean suffices(ArpSetting setting) {
    return setting.parameter().suffices(value(setting));
  }

  boolean hasAddress(Vip vip) {
    return anyAddress(address -> address.holds(vip));
  }

  boolean hasRoute(Vip vip) {
    return routes.stream().anyMatch(route -> route.leadsToLoopback(vip));
  }

  boolean anyAddress(Predicate<HostAddress> wanted) {
    return addresses.stream().anyMatch(wanted);
  }
}

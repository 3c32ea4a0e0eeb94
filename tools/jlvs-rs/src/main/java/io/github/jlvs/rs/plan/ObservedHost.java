// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What this host is like now, as far as a real server is concerned.
 *
 * @param loopbackUp whether lo is up
 * @param ipv6 whether lo takes IPv6 addresses
 * @param addresses of all interfaces
 * @param routes to single hosts, of the main table
 * @param settings the values of the kernel parameters; that of a tunnel that is not there is the
 *     one that it will have
 * @param interfaces the values on every interface other than lo
 * @param surroundings the rest
 */
public record ObservedHost(
    boolean loopbackUp,
    boolean ipv6,
    List<HostAddress> addresses,
    List<HostRoute> routes,
    Map<Setting, Integer> settings,
    Map<String, Map<ArpParameter, Integer>> interfaces,
    Surroundings surroundings) {
  public ObservedHost {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    settings = Map.copyOf(settings);
    interfaces = Map.copyOf(interfaces);
  }

  int value(Setting setting) {
    return settings.getOrDefault(setting, 0);
  }

  boolean suffices(Setting setting) {
    return setting.suffices(effective(setting));
  }

  /** The value that counts. */
  int effective(Setting setting) {
    int value = value(setting);
    return setting == Setting.TUNNEL_REVERSE_PATH
        ? Math.max(value, surroundings.reversePathOfAll())
        : value;
  }

  boolean hasAddress(Vip vip, Device device) {
    return anyAddress(address -> address.holds(vip, device));
  }

  boolean has(Device device) {
    return device == Device.LOOPBACK || surroundings.tunnels().contains(device);
  }

  boolean isUp(Device device) {
    return device == Device.LOOPBACK ? loopbackUp : surroundings.tunnelsUp().contains(device);
  }

  boolean takesIpv6(Device device) {
    return device == Device.LOOPBACK ? ipv6 : surroundings.ipv6OnTunnel();
  }

  boolean hasRoute(Vip vip) {
    return routes.stream().anyMatch(route -> route.leadsToLoopback(vip));
  }

  boolean anyAddress(Predicate<HostAddress> wanted) {
    return addresses.stream().anyMatch(wanted);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a host has while the runner runs, whoever is master: keepalived's static_ipaddress,
 * static_routes and static_rules.
 *
 * @param addresses addresses, each with its interface
 * @param routes routes that come after the addresses and go before them
 * @param rules rules of policy routing that come after the routes and go before them
 */
public record StaticSetup(
    List<VirtualAddress> addresses, List<VirtualRoute> routes, List<VirtualRule> rules) {
  /** Nothing. */
  public static final StaticSetup NONE = new StaticSetup(List.of(), List.of(), List.of());

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if an address names no interface
   */
  public StaticSetup {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
    rules = List.copyOf(rules);
    for (VirtualAddress address : addresses) {
      if (address.device().isEmpty()) {
        throw new IllegalArgumentException("static address " + address + " names no interface");
      }
    }
  }

  /** The interfaces that it names. */
  Set<String> devices() {
    Set<String> names = new LinkedHashSet<>();
    addresses.forEach(address -> address.device().ifPresent(names::add));
    routes.forEach(route -> names.addAll(route.devices()));
    rules.forEach(rule -> names.addAll(rule.devices()));
    return names;
  }
}

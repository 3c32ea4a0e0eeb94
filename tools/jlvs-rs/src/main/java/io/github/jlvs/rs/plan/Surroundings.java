// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this host is like besides what direct routing needs.
 *
 * @param tunnels the tunnels that exist
 * @param tunnelsUp those of them that are up
 * @param ipv6OnTunnel whether ip6tnl0 takes IPv6 addresses, or would if it were there
 * @param reversePathOfAll rp_filter of {@code all}
 * @param defaultRoutes of the main table
 * @param proxied the addresses that this host answers neighbour solicitations for, and on which
 *     interface
 */
public record Surroundings(
    Set<Device> tunnels,
    Set<Device> tunnelsUp,
    boolean ipv6OnTunnel,
    int reversePathOfAll,
    List<DefaultRoute> defaultRoutes,
    Map<Vip, String> proxied) {
  /** A host without tunnels and without a way out. */
  public static final Surroundings NONE =
      new Surroundings(Set.of(), Set.of(), true, 0, List.of(), Map.of());

  public Surroundings {
    tunnels = Set.copyOf(tunnels);
    tunnelsUp = Set.copyOf(tunnelsUp);
    defaultRoutes = List.copyOf(defaultRoutes);
    proxied = Map.copyOf(proxied);
  }
}

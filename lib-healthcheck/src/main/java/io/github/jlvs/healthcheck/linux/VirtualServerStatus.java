// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a virtual server stands.
 *
 * @param name what it is known by
 * @param quorumStands whether it counts as up
 * @param realServers its real servers, in configuration order
 * @param desired the destinations the table should hold now
 */
public record VirtualServerStatus(
    VirtualServerName name,
    boolean quorumStands,
    List<RealServerStatus> realServers,
    List<DesiredDestination> desired) {
  /** Copies the lists. */
  public VirtualServerStatus {
    Objects.requireNonNull(name, "name");
    realServers = List.copyOf(realServers);
    desired = List.copyOf(desired);
  }

  /**
   * The real servers that are down and take connections all the same, for the depool threshold.
   *
   * @return their addresses; immutable, empty most of the time
   */
  public Set<ServiceAddress> kept() {
    Set<ServiceAddress> down = new HashSet<>();
    for (RealServerStatus each : realServers) {
      if (each.state() == CheckState.DOWN) {
        down.add(each.server().address());
      }
    }
    if (down.isEmpty()) {
      return Set.of();
    }
    return desired.stream()
        .filter(each -> each.server() instanceof RealServer && each.weight() > 0)
        .map(DesiredDestination::address)
        .filter(down::contains)
        .collect(Collectors.toUnmodifiableSet());
  }
}

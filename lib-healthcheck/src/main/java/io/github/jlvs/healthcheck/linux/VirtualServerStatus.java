// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.VirtualServerName;
import java.util.List;
import java.util.Objects;

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
}

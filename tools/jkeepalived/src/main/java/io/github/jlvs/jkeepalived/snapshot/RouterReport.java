// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.vrrp.linux.GroupStatus;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * All virtual routers at one moment.
 *
 * @param routers in the order of the configuration
 * @param groups their sync groups
 * @param lateness how often they were run late
 * @param rivals by the name of a master, another one that it hears and that does not yield
 */
public record RouterReport(
    List<RouterStatus> routers,
    List<GroupStatus> groups,
    Lateness lateness,
    Map<String, InetAddress> rivals) {
  /** Copies the lists. */
  public RouterReport {
    routers = List.copyOf(routers);
    groups = List.copyOf(groups);
    rivals = Map.copyOf(rivals);
  }
}

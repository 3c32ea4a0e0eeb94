// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.vrrp.linux.GroupStatus;
import io.github.jlvs.vrrp.linux.RouterStatus;
import java.util.List;

/**
 * All virtual routers at one moment.
 *
 * @param routers in the order of the configuration
 * @param groups their sync groups
 * @param lateness how often they were run late
 */
public record RouterReport(
    List<RouterStatus> routers, List<GroupStatus> groups, Lateness lateness) {
  /** Copies the lists. */
  public RouterReport {
    routers = List.copyOf(routers);
    groups = List.copyOf(groups);
  }
}

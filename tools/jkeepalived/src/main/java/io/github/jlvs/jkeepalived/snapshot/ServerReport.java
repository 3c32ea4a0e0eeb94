// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.VirtualServerStatus;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.List;
import java.util.Set;

/**
 * All virtual servers at one moment.
 *
 * @param setups how they are set up, in the order of the configuration
 * @param statuses how they are
 * @param resting those whose checks rest, as this host has not their address
 * @param overrides what an operator has decided of real servers
 */
public record ServerReport(
    List<VirtualServerSetup> setups,
    List<VirtualServerStatus> statuses,
    Set<VirtualServerName> resting,
    Overrides overrides) {
  /** Copies the collections. */
  public ServerReport {
    setups = List.copyOf(setups);
    statuses = List.copyOf(statuses);
    resting = Set.copyOf(resting);
  }
}

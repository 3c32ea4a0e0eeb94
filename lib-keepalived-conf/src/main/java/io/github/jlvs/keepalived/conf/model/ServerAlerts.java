// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.model;

import io.github.jlvs.healthcheck.ServiceAddress;
import java.util.Map;

/**
 * What a virtual server says of who is told of changes.
 *
 * @param virtualServer of the quorum; its webhook is that of the real servers too
 * @param mailOfRealServers whether mail tells of a real server; without those that say nothing
 */
public record ServerAlerts(Alerts virtualServer, Map<ServiceAddress, Boolean> mailOfRealServers) {

  /** Makes the map unmodifiable. */
  public ServerAlerts {
    mailOfRealServers = Map.copyOf(mailOfRealServers);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.ipvs.DestinationStatus;
import io.github.jlvs.ipvs.ServiceId;
import io.github.jlvs.net.IpProtocol;

/** For whom a server that takes no new connections is still there. */
public final class ConnectionsLeft {
  private ConnectionsLeft() {}

  /** The kernel calls no connection of UDP active: there all count, until they time out. */
  public static long inUse(ServiceId service, DestinationStatus status) {
    boolean udp =
        service instanceof ServiceId.Address address && address.protocol().equals(IpProtocol.UDP);
    return status.activeConnections() + (udp ? status.inactiveConnections() : 0L);
  }

  /**
   * The same with the clients that may come back.
   *
   * @param templatesExpire whether the kernel sends those that a persistent service remembers
   *     elsewhere: then none of them comes back
   */
  public static long withReturning(
      ServiceId service, DestinationStatus status, boolean templatesExpire) {
    return inUse(service, status) + (templatesExpire ? 0 : status.persistentConnections());
  }
}

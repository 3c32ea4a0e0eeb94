// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import io.github.jlvs.net.IpProtocol;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A virtual server.
 *
 * @param address what packets it takes
 * @param protocol their protocol; without meaning for a firewall mark, where it only names real
 *     servers
 * @param scheduler the kernel's name of the scheduler
 * @param schedulerFlags the flags of the scheduler
 * @param method how packets reach its real servers, where they do not say otherwise
 * @param persistence whether the same client goes to the same real server
 * @param onePacket whether each UDP datagram is scheduled for itself
 * @param quorum how much weight it needs to be up
 * @param alpha whether it is down until checks have succeeded
 * @param omega whether the end of the daemon runs {@code notify_down} and {@code quorum_down}
 * @param sorryServer what answers while the quorum is lost
 * @param realServers the real servers, at least one
 */
public record VirtualServer(
    VirtualServerAddress address,
    IpProtocol protocol,
    String scheduler,
    Set<SchedulerFlag> schedulerFlags,
    ForwardingMethod method,
    Optional<Persistence> persistence,
    boolean onePacket,
    Quorum quorum,
    boolean alpha,
    boolean omega,
    Optional<SorryServer> sorryServer,
    List<RealServer> realServers) {

  /** Makes the collections unmodifiable. */
  public VirtualServer {
    schedulerFlags = Set.copyOf(schedulerFlags);
    realServers = List.copyOf(realServers);
  }
}

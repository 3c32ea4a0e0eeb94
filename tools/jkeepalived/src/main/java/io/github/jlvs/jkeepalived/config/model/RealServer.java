// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A real server of one virtual server.
 *
 * @param address its address
 * @param port 0 to 65535
 * @param weight 0 to 2147483647
 * @param method how packets reach it
 * @param upperThreshold no new connection goes to it above this number; 0 for no limit
 * @param lowerThreshold new connections go to it again below this number; 0 for three quarters of
 *     the upper one
 * @param inhibitOnFailure whether it stays in the table with weight 0 when its checks fail
 * @param notifyUp what runs when it comes up
 * @param notifyDown what runs when it goes down
 * @param checkers what decides whether it is up; without any it always is
 */
public record RealServer(
    InetAddress address,
    int port,
    int weight,
    ForwardingMethod method,
    long upperThreshold,
    long lowerThreshold,
    boolean inhibitOnFailure,
    Optional<Command> notifyUp,
    Optional<Command> notifyDown,
    List<Checker> checkers) {

  /** Makes the list unmodifiable. */
  public RealServer {
    checkers = List.copyOf(checkers);
  }
}

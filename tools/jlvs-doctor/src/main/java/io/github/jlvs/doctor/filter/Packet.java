// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A packet on its way through this host's packet filters. It is the first of its connection, or one
 * that nobody answers: to connection tracking it is of a new connection.
 *
 * @param way in or out
 * @param interfaceName where it comes in, or leaves
 * @param source who sends it; nothing where that may be anybody
 * @param destination a group, a peer or a virtual address
 * @param content what it carries
 */
public record Packet(
    Way way,
    String interfaceName,
    Optional<InetAddress> source,
    InetAddress destination,
    Content content) {
  /** Whether it goes over IPv4, or over IPv6. */
  boolean isIpv4() {
    return destination.getAddress().length == Integer.BYTES;
  }

  /** Which way it goes. */
  public enum Way {
    IN,
    OUT
  }
}

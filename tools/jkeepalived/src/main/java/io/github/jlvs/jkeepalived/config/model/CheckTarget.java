// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a check connects.
 *
 * @param address the address; the real server's own where the text has none
 * @param port 1 to 65535; the real server's own where the text has none
 * @param from where it connects from, where the text says that
 * @param interfaceName the one interface its packets leave by and come in by
 * @param firewallMark the mark of its packets, 0 to 4294967295; 0 for none
 * @param timeout how long connecting may take
 */
public record CheckTarget(
    InetAddress address,
    int port,
    Optional<Source> from,
    Optional<String> interfaceName,
    long firewallMark,
    Duration timeout) {

  /**
   * Where a check connects from.
   *
   * @param address an address of this host, or the wildcard address
   * @param port 1 to 65535; 0 for any
   */
  public record Source(InetAddress address, int port) {}
}

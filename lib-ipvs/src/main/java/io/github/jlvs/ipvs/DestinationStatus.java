// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Objects;

/**
 * A destination as the kernel reports it.
 *
 * @param destination what is configured
 * @param activeConnections connections in use, an unsigned 32-bit number
 * @param inactiveConnections connections that are ending or not yet set up, an unsigned 32-bit
 *     number
 * @param persistentConnections clients remembered by a persistent service, an unsigned 32-bit
 *     number
 * @param statistics what it has carried
 * @param rates what it carries now
 */
public record DestinationStatus(
    Destination destination,
    long activeConnections,
    long inactiveConnections,
    long persistentConnections,
    Statistics statistics,
    Rates rates) {
  public DestinationStatus {
    Objects.requireNonNull(destination, "destination");
    Objects.requireNonNull(statistics, "statistics");
    Objects.requireNonNull(rates, "rates");
    Require.range("active connections", activeConnections, 0, Require.UNSIGNED_32);
    Require.range("inactive connections", inactiveConnections, 0, Require.UNSIGNED_32);
    Require.range("persistent connections", persistentConnections, 0, Require.UNSIGNED_32);
  }

  /**
   * What makes the destination unique in its service.
   *
   * @return the identity
   */
  public DestinationId id() {
    return destination.id();
  }
}

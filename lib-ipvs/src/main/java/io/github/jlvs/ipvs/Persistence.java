// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.AddressFamily;
import java.util.Objects;

/**
 * Clients that come back within a time go to the same destination.
 *
 * @param timeoutSeconds how long a client is remembered after its last connection ended, in
 *     seconds; an unsigned 32-bit number, 0..4294967295 (ipvsadm takes 1..2678400). The kernel
 *     keeps it in its clock ticks, modulo 2^32: above 4294967 seconds at 1000 ticks a second, or
 *     42949672 at 100, it silently stores a different value, so reconciling such a table never
 *     converges
 * @param netmask which clients count as one; its family is the service's
 */
public record Persistence(long timeoutSeconds, Netmask netmask) {
  /** What ipvsadm takes where {@code -p} stands alone, in seconds. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 360;

  public Persistence {
    Objects.requireNonNull(netmask, "netmask");
    Require.range("persistence timeout in seconds", timeoutSeconds, 0, Require.UNSIGNED_32);
  }

  /**
   * Persistence by single client address.
   *
   * @param family the family of the service
   * @param timeoutSeconds see {@link #timeoutSeconds()}
   * @return the persistence
   */
  public static Persistence of(AddressFamily family, long timeoutSeconds) {
    return new Persistence(timeoutSeconds, Netmask.host(family));
  }

  /** For example {@code persistent 300 mask 255.255.255.0}, as in ipvsadm's list. */
  @Override
  public String toString() {
    return "persistent " + timeoutSeconds + (netmask.isHost() ? "" : " mask " + netmask);
  }
}

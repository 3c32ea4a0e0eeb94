// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.linux.Capability;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Privilege;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the daemon's threads may do. All else is given up before the first of them begins. The JVM's
 * own threads (compiler, collector) keep what they have: a service manager's bounding set covers
 * those too. A program that root runs has all of root's rights again.
 */
public final class KeptCapabilities {
  private static final Set<Capability> KEPT =
      EnumSet.of(
          Capability.NET_ADMIN, // addresses, routes, the IPVS table, packet filters
          Capability.NET_RAW, // advertisements, gratuitous ARP, and what DR_CHECK asks
          Capability.NET_BIND_SERVICE, // checks with a bind_port below 1024
          Capability.SETUID, // scripts of other users
          Capability.SETGID,
          Capability.CHOWN, // FIFOs that a script of another user reads
          Capability.KILL, // the same, where they take too long
          Capability.DAC_READ_SEARCH, // a configuration or a tracked file of another user
          Capability.DAC_OVERRIDE); // dumps, FIFOs and the services file in such a directory

  private KeptCapabilities() {}

  /**
   * Gives up all others, for the calling thread and those that it begins.
   *
   * @return why that was not possible; they are all kept then
   */
  public static Optional<String> reduce() {
    try {
      Privilege.reduceTo(KEPT);
      return Optional.empty();
    } catch (LinuxException e) {
      return Optional.of("Capabilities that are not needed are kept: " + e.getMessage());
    }
  }
}

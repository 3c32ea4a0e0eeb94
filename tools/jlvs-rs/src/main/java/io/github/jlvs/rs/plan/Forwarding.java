// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import java.util.Locale;

/** How a director hands packets to this real server, which decides what it needs. */
public enum Forwarding {
  /** Unchanged but for the Ethernet address (LVS-DR). */
  DIRECT,
  /** Inside another IP packet (LVS-TUN). */
  TUNNEL,
  /**
   * With this host's own address as destination (LVS-NAT); answers go back through the director.
   */
  MASQUERADING;

  /** What users write. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

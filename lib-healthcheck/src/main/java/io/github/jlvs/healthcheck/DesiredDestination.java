// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.Objects;

/**
 * A destination that the IPVS table should hold.
 *
 * @param address its address
 * @param weight its weight, 0 to 65535
 * @param role why it is there
 */
public record DesiredDestination(ServiceAddress address, int weight, Role role) {

  public DesiredDestination {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(role, "role");
  }

  /** Why a destination is in the table: its forwarding method may depend on it. */
  public enum Role {
    /** It is a real server. */
    REAL_SERVER,
    /** It is the sorry server. */
    SORRY_SERVER
  }
}

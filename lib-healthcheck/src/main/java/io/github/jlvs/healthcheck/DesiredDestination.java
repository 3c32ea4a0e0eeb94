// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.Objects;

/**
 * A destination that the IPVS table should hold.
 *
 * @param server what it comes from, as configured now
 * @param weight its weight, 0 to 2147483647; not always the configured one
 */
public record DesiredDestination(Server server, int weight) {

  public DesiredDestination {
    Objects.requireNonNull(server, "server");
  }

  /**
   * Where it is.
   *
   * @return the address of its server
   */
  public ServiceAddress address() {
    return server.address();
  }
}

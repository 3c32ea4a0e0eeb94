// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.Objects;

/**
 * A destination that the IPVS table should hold.
 *
 * @param server what it comes from, as configured now
 * @param weight its weight, 0 to 2147483647; not always the configured one
 * @param share the weight that it has whenever it takes connections, 0 to 2147483647; where the
 *     weight is 0 meanwhile, what it was and will be
 */
public record DesiredDestination(Server server, int weight, int share) {

  public DesiredDestination {
    Objects.requireNonNull(server, "server");
  }

  /**
   * A destination that takes connections by its weight.
   *
   * @param server what it comes from, as configured now
   * @param weight its weight, 0 to 2147483647
   */
  public DesiredDestination(Server server, int weight) {
    this(server, weight, weight);
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

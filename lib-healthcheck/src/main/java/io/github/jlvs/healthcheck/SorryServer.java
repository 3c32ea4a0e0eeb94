// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import java.util.Objects;

/**
 * The server that says sorry while too few real servers are up.
 *
 * @param address its address
 * @param inhibit whether it stays in the table with weight 0 while it is not needed ({@code
 *     sorry_server_inhibit}), so that its connections live on when the real servers are back
 */
public record SorryServer(ServiceAddress address, boolean inhibit) implements Server {
  public SorryServer {
    Objects.requireNonNull(address, "address");
  }
}

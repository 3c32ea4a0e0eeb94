// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.RealServer;
import java.util.List;
import java.util.Objects;

/**
 * Where a real server stands.
 *
 * @param server the real server as configured
 * @param state up while all its checks are
 * @param checks its checks, in configuration order
 */
public record RealServerStatus(RealServer server, CheckState state, List<CheckStatus> checks) {
  /** Copies the list. */
  public RealServerStatus {
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(state, "state");
    checks = List.copyOf(checks);
  }
}

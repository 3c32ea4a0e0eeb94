// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.RealServer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Where a real server stands.
 *
 * @param server the real server as configured
 * @param state up while all its checks are
 * @param since when that was found, by the system's clock: at its last change, else when it was
 *     first configured
 * @param checks its checks, in configuration order
 */
public record RealServerStatus(
    RealServer server, CheckState state, Instant since, List<CheckStatus> checks) {
  /** Copies the list. */
  public RealServerStatus {
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(since, "since");
    checks = List.copyOf(checks);
  }
}

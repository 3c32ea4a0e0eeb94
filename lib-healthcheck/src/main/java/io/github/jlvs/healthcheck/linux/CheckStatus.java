// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckState;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a check stands.
 *
 * @param check the check
 * @param state what it holds of its real server
 * @param lastResult what its last try found; empty before the first has ended
 */
public record CheckStatus(Check check, CheckState state, Optional<ProbeResult> lastResult) {
  public CheckStatus {
    Objects.requireNonNull(check, "check");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(lastResult, "lastResult");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.healthcheck.probe.Probe;
import java.util.Objects;

/**
 * One check of a real server.
 *
 * @param policy when it is made, and how many failures it takes
 * @param probe how it is made
 */
public record Check(CheckPolicy policy, Probe probe) {
  public Check {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(probe, "probe");
  }
}

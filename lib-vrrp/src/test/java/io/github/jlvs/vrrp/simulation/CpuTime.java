// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.time.Duration;

/** CPU time of this process, compiler and collector included. */
final class CpuTime {
  private final Duration before = now();

  double seconds() {
    return now().minus(before).toNanos() / 1e9;
  }

  private static Duration now() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}

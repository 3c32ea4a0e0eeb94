// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Checks that wait because too many are under way; said once a minute however often it happens. */
final class LateChecks {
  private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

  private Optional<Long> said = Optional.empty();

  /**
   * A check waits. Returns what is to be said.
   *
   * @param now nanoseconds of a monotonic clock
   */
  Optional<String> waits(long now, HealthRunnerEvent.CheckWaits event) {
    if (said.filter(last -> now - last < PAUSE).isPresent()) {
      return Optional.empty();
    }
    said = Optional.of(now);
    return Optional.of(
        "Checks come late, %s of %s is one of them: %d are under way at once, as many as descriptors"
                .formatted(event.realServer().address(), event.virtualServer(), event.underWay())
            + " and heap allow (raise LimitNOFILE= or ulimit -n, and -Xmx in JLVS_JAVA_OPTIONS)");
  }
}

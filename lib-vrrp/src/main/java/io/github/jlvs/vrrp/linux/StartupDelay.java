// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.time.Duration;
import java.util.OptionalLong;

/** Counts from the first start of virtual routers; what a reload brings meanwhile waits as long. */
final class StartupDelay {
  private final Clock clock;
  private final Reporter reporter;
  private Duration whole = Duration.ZERO;
  private OptionalLong startedAt = OptionalLong.empty();

  StartupDelay(Clock clock, Reporter reporter) {
    this.clock = clock;
    this.reporter = reporter;
  }

  /** It is so long from now on. */
  void set(Duration changed) {
    whole = changed;
  }

  /** Virtual routers are about to start. */
  void begin() {
    startedAt = OptionalLong.of(startedAt.orElse(clock.now()));
    Duration left = left();
    if (!left.isZero()) {
      reporter.tell(new RunnerEvent.StartupDelayed(left));
    }
  }

  Duration left() {
    long end = startedAt.orElse(clock.now()) + whole.toNanos();
    return Duration.ofNanos(Math.max(0, end - clock.now()));
  }
}

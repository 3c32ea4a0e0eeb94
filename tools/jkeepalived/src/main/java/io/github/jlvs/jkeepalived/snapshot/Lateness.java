// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.vrrp.linux.LateCause;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often virtual routers were run later than by their advertisement interval.
 *
 * @param times how often since the start
 * @param longest the longest that one was late
 * @param last the last time
 */
public record Lateness(long times, Duration longest, Optional<Last> last) {
  /** Never yet. */
  public static final Lateness NONE = new Lateness(0, Duration.ZERO, Optional.empty());

  /**
   * The last time.
   *
   * @param router the instance's name
   * @param by how late it was
   * @param cause why, as far as it can be told
   * @param when by the system's clock
   */
  public record Last(String router, Duration by, LateCause cause, Instant when) {}

  /** One more. */
  public Lateness with(RunnerEvent.Late late, Instant when) {
    Duration by = Duration.ofNanos(late.lateness().nanos());
    return new Lateness(
        times + 1,
        by.compareTo(longest) > 0 ? by : longest,
        Optional.of(new Last(late.router(), by, late.cause(), when)));
  }
}

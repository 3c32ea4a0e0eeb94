// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.vrrp.recording.Recording;
import java.time.Duration;
import java.util.Optional;

/**
 * How a {@link VrrpRunner} works.
 *
 * @param namespace the network namespace to work in; empty for the calling thread's
 * @param reportInterval what is observed again and again is reported once and then counted; the
 *     count is reported this often. Above zero
 * @param recording where live runs are recorded; costs time and memory at every input
 */
public record RunnerOptions(
    Optional<NetworkNamespace> namespace, Duration reportInterval, Optional<Recording> recording) {
  private static final Duration LONGEST = Duration.ofDays(366);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the interval is not above zero or longer than 366 days
   */
  public RunnerOptions {
    if (reportInterval.isNegative()
        || reportInterval.isZero()
        || reportInterval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "report interval " + reportInterval + " is not above zero and at most " + LONGEST);
    }
  }

  /**
   * The calling thread's namespace, a minute, nothing recorded.
   *
   * @return the options
   */
  public static RunnerOptions defaults() {
    return new RunnerOptions(Optional.empty(), Duration.ofMinutes(1), Optional.empty());
  }

  /**
   * In another network namespace.
   *
   * @param other the namespace
   * @return changed options
   */
  public RunnerOptions inNamespace(NetworkNamespace other) {
    return new RunnerOptions(Optional.of(other), reportInterval, recording);
  }

  /**
   * With another report interval.
   *
   * @param interval above zero, at most 366 days
   * @return changed options
   */
  public RunnerOptions withReportInterval(Duration interval) {
    return new RunnerOptions(namespace, interval, recording);
  }

  /**
   * With live runs recorded.
   *
   * @param where takes the recordings
   * @return changed options
   */
  public RunnerOptions recordingTo(Recording where) {
    return new RunnerOptions(namespace, reportInterval, Optional.of(where));
  }
}

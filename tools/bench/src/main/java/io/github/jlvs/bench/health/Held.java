// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import java.util.Locale;

/**
 * What a rate came to.
 *
 * @param asked checks a second
 * @param seconds how long they were watched
 * @param sum what the checks came to in that time
 * @param failedBefore checks that failed while it settled
 * @param cpu CPU seconds of the process that checks
 * @param waited for how long threads of it waited for their processor, which others had
 * @param serverCpu CPU seconds of the server
 * @param bytes what the loop's thread allocated
 * @param collections of garbage
 * @param resident MB at the end
 */
record Held(
    double asked,
    double seconds,
    Tally.Sum sum,
    long failedBefore,
    double cpu,
    double waited,
    double serverCpu,
    double bytes,
    long collections,
    double resident) {
  static final String HEADING =
      "%8s %9s %7s %6s %6s %8s %8s %8s %8s %8s %8s %4s %5s %7s  %s"
          .formatted(
              "asked/s",
              "reached/s",
              "failed",
              "CPU",
              "waited",
              "us/check",
              "p50 ms",
              "p99 ms",
              "p99.9 ms",
              "worst ms",
              "B/check",
              "GCs",
              "MB",
              "server",
              "");

  private static final double LEAST_REACHED = 0.99;
  private static final double MOST_LATE = 100;

  /** Of a second; more is said, since it makes the figures those of a busy machine. */
  private static final double MUCH_WAITED = 0.1;

  double reached() {
    return sum.successes() / seconds;
  }

  long failed() {
    return sum.failures() + failedBefore;
  }

  boolean held() {
    return failed() == 0 && reached() >= LEAST_REACHED * asked && sum.p99() <= MOST_LATE;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%8.0f %9.0f %7d %6.3f %6.3f %8.1f %8.2f %8.2f %8.2f %8.1f %8.0f %4d %5.0f %7.3f  %s",
        asked,
        reached(),
        failed(),
        cpu / seconds,
        waited / seconds,
        cpu * 1e6 / Math.max(1, sum.successes()),
        sum.median(),
        sum.p99(),
        sum.p999(),
        sum.worst(),
        bytes / Math.max(1, sum.successes()),
        collections,
        resident,
        serverCpu / seconds,
        verdict());
  }

  private String verdict() {
    String busy = waited / seconds > MUCH_WAITED ? " (others had its processor)" : "";
    return held() ? "held" + busy : "not held" + busy + " " + sum.firstFailure();
  }
}

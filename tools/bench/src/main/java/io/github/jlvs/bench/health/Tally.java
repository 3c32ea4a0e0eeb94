// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import java.util.Arrays;

/** What the checks of one loop have come to, since it was asked last. Belongs to that loop. */
final class Tally implements HealthRunnerEvent.Listener {
  private static final int MICROSECONDS_OF_A_BUCKET = 10;

  /** A second; what is later is counted with the last, and the worst is kept as it is. */
  private final int[] buckets = new int[1_000_000 / MICROSECONDS_OF_A_BUCKET];

  private long successes;
  private long failures;
  private long begun;
  private long worst;
  private String firstFailure = "";

  /**
   * What came together in a while.
   *
   * @param successes tries that ended well
   * @param failures tries that failed, or could not be made
   * @param firstFailure what the first of them said; empty without one
   * @param median lateness in ms, as are the others
   */
  record Sum(
      long successes,
      long failures,
      String firstFailure,
      double median,
      double p99,
      double p999,
      double worst) {}

  void began(long nanosLate) {
    long bucket = nanosLate / 1000 / MICROSECONDS_OF_A_BUCKET;
    buckets[(int) Math.max(0, Math.min(bucket, buckets.length - 1))]++;
    worst = Math.max(worst, nanosLate);
    begun++;
  }

  void ended(ProbeResult result) {
    if (result instanceof ProbeResult.Success) {
      successes++;
    } else {
      failed(result.toString());
    }
  }

  @Override
  public void event(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.CheckImpossible impossible) {
      failed(String.valueOf(impossible.cause().getMessage()));
    } else if (event instanceof HealthRunnerEvent.CheckObserved observed
        && observed.event() instanceof CheckEvent.TryFailed failed) {
      // Time limits as well, which no conversation hears of.
      failed(failed.toString());
    }
  }

  private void failed(String why) {
    failures++;
    if (firstFailure.isEmpty()) {
      firstFailure = why;
    }
  }

  /** The sum so far, after which all begins at zero again. */
  Sum take() {
    Sum sum =
        new Sum(
            successes,
            failures,
            firstFailure,
            percentile(0.5),
            percentile(0.99),
            percentile(0.999),
            worst / 1e6);
    Arrays.fill(buckets, 0);
    successes = 0;
    failures = 0;
    begun = 0;
    worst = 0;
    firstFailure = "";
    return sum;
  }

  /** The upper end of the bucket that it falls into; the worst where it is one beyond all. */
  private double percentile(double share) {
    long left = (long) Math.ceil(share * begun);
    for (int bucket = 0; bucket < buckets.length - 1; bucket++) {
      left -= buckets[bucket];
      if (left <= 0) {
        return (bucket + 1) * MICROSECONDS_OF_A_BUCKET / 1000.0;
      }
    }
    return worst / 1e6;
  }
}

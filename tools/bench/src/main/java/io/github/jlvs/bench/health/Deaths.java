// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.lab.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a real server that has died stays in the table. How long that is depends most of all on
 * when between two checks it dies; so the trials of each daemon are spread over the interval alike:
 * a check is waited for, then the port closes half a share of the interval later, in the next trial
 * a share and a half, and so on.
 */
final class Deaths {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Deaths() {}

  /** Seconds from death to removal. */
  static Figures measure(DirectorAndRack hosts, Duration interval, int trials) {
    List<Double> removals = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      long begin;
      try (MortalServer server = MortalServer.start(hosts.rack())) {
        await(hosts, true, System.nanoTime());
        long death =
            server.nextCheck(LIMIT) + interval.toNanos() * (2L * trial + 1) / (2L * trials);
        sleepUntil(death);
        begin = System.nanoTime();
      }
      removals.add(await(hosts, false, begin));
    }
    return new Figures(removals);
  }

  private static double await(DirectorAndRack hosts, boolean there, long begin) {
    return Looks.secondsUntil(
        begin,
        "the real server whose port " + (there ? "opened" : "closed"),
        LIMIT,
        () -> hosts.ipvs().destinations(MortalServer.SERVICE).isEmpty() != there);
  }

  private static void sleepUntil(long moment) {
    long left = moment - System.nanoTime();
    if (left > 0) {
      Await.pause(Duration.ofNanos(left));
    }
  }
}

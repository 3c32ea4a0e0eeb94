// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.LabException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Looks at a steady pace, where the moment matters: {@link Await} looks less often the longer a
 * look takes.
 */
final class Looks {
  /** How much later than it happened something is seen, at the most. */
  static final Duration PAUSE = Duration.ofMillis(5);

  private Looks() {}

  /** Seconds from a moment of {@link System#nanoTime} until it is so. */
  static double secondsUntil(long begin, String what, Duration limit, BooleanSupplier so) {
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        throw new LabException(what + ": not within " + limit.toSeconds() + " s");
      }
      Await.pause(PAUSE);
    }
    return secondsSince(begin);
  }

  static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}

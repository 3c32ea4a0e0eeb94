// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.daemon;

import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.RunningProcess;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * What a daemon holds at a moment, its children included.
 *
 * @param megabytes resident
 * @param threads without those of a script that ran just then
 * @param descriptors without those of checks that were made just then
 */
public record Footprint(double megabytes, double threads, double descriptors) {
  private static final int LOOKS = 40;
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** What it holds now, told as it is measured: whose, and at which moment. */
  public static Footprint tell(RunningProcess process, String whose, String moment) {
    Footprint now = of(process);
    System.err.println(whose + ", " + moment + ": " + now);
    return now;
  }

  /** The least of a series of looks: checks and scripts under way come and go. */
  private static Footprint of(RunningProcess process) {
    Footprint least = look(process);
    for (int i = 1; i < LOOKS; i++) {
      Await.pause(PAUSE);
      Footprint next = look(process);
      least =
          new Footprint(
              Math.min(least.megabytes, next.megabytes),
              Math.min(least.threads, next.threads),
              Math.min(least.descriptors, next.descriptors));
    }
    return least;
  }

  private static Footprint look(RunningProcess process) {
    while (true) {
      try {
        return new Footprint(
            ProcessTree.residentMegabytes(process),
            ProcessTree.threads(process),
            ProcessTree.descriptors(process));
      } catch (UncheckedIOException | IllegalStateException e) {
        // A script has ended between the list of processes and the look at it.
        if (!process.running()) {
          throw e;
        }
      }
    }
  }

  @Override
  public String toString() {
    return "%.1f MB resident, %.0f threads, %.0f descriptors"
        .formatted(megabytes, threads, descriptors);
  }
}

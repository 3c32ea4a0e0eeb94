// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.flapping;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Footprint;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.lab.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Real servers, scripts and the configuration change all the time: what keepalived and jkeepalived
 * hold at the end of that beside what they held when each had seen everything a few times.
 */
public final class Flapping {
  /** By then all has been done that is done for the first time. */
  private static final int WARM_UP_SECONDS = 180;

  private static final int PARTS = 6;

  /** A JVM's memory goes up and down by little pieces; what leaks all the time is more. */
  private static final double MEGABYTES_MORE = 5;

  /** Seconds for each reload at the most: of one in ten, the machine may be late with half. */
  private static final double SECONDS_FOR_A_RELOAD = 20;

  private Flapping() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments for how many seconds, after those for warming up
   */
  public static void main(String[] arguments) {
    int seconds = Integer.parseInt(arguments[0]);
    List<RestlessTrial> trials = new ArrayList<>();
    Daemon.both().forEach(daemon -> trials.add(new RestlessTrial(daemon)));
    flap(trials, WARM_UP_SECONDS);
    List<Footprint> before = footprints(trials, "at first");
    List<Footprint> after = before;
    List<Integer> reloads = trials.stream().map(RestlessTrial::reloads).toList();
    for (int i = 1; i <= PARTS; i++) {
      flap(trials, seconds / PARTS);
      after = footprints(trials, seconds * i / PARTS + " s later");
    }
    boolean met = print(trials, before, after);
    for (int i = 0; i < trials.size(); i++) {
      // What did not change proves nothing.
      int taken = trials.get(i).reloads() - reloads.get(i);
      if (taken < seconds / SECONDS_FOR_A_RELOAD) {
        throw new IllegalStateException(trials.get(i) + " took " + taken + " reloads alone");
      }
    }
    trials.forEach(RestlessTrial::close);
    System.exit(met ? 0 : 1);
  }

  /** They rest at the end. */
  private static void flap(List<RestlessTrial> trials, int seconds) {
    long begin = System.nanoTime();
    long last = 0;
    while (last < seconds) {
      Await.pause(Duration.ofMillis(500));
      long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
      for (RestlessTrial trial : trials) {
        trial.change(last, now);
      }
      last = now;
    }
    trials.forEach(RestlessTrial::awaitRest);
  }

  private static List<Footprint> footprints(List<RestlessTrial> trials, String moment) {
    return trials.stream().map(trial -> trial.footprint(moment)).toList();
  }

  private static boolean print(
      List<RestlessTrial> trials, List<Footprint> before, List<Footprint> after) {
    RestlessTrial theirs = trials.get(0);
    RestlessTrial ours = trials.get(1);
    ResultTable table = new ResultTable();
    table.row("reloads, seen in the table", theirs.reloads(), ours.reloads());
    table.row("turns of virtual routers", theirs.turns(), ours.turns());
    table.row("real servers that went down", theirs.downs(), ours.downs());
    row(table, "resident memory, MB", before, after, Footprint::megabytes, MEGABYTES_MORE);
    row(table, "threads", before, after, Footprint::threads, 0);
    row(table, "descriptors", before, after, Footprint::descriptors, 0);
    return table.print();
  }

  private static void row(
      ResultTable table,
      String what,
      List<Footprint> before,
      List<Footprint> after,
      ToDoubleFunction<Footprint> figure,
      double more) {
    double first = figure.applyAsDouble(before.get(1));
    table.row(what + " at first", figure.applyAsDouble(before.get(0)), first);
    table.row(
        what + " at last",
        figure.applyAsDouble(after.get(0)),
        figure.applyAsDouble(after.get(1)),
        first + more,
        more == 0 ? "no more than at first" : more + " more than at first");
  }
}

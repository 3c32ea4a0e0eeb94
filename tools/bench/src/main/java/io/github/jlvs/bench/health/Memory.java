// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Footprint;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.lab.Await;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What keepalived and jkeepalived keep resident, with the configuration of two directors and every
 * kind of checker, and with 10,000 TCP checkers; and whether it grows. All four run at once, each
 * in a network of its own.
 */
public final class Memory {
  /** Each check has been made several times by then. */
  private static final Duration SETTLE = Duration.ofSeconds(90);

  private static final int PARTS_OF_AN_HOUR = 6;

  /** A JVM's memory goes up and down by little pieces; what leaks all the time is more. */
  private static final double MEGABYTES_MORE = 5;

  /** What was measured of one daemon. */
  private record Result(Footprint before, Footprint after) {}

  private Memory() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the seconds to watch for, and whether growth is a miss
   */
  public static void main(String[] arguments) {
    Duration watched = Duration.ofSeconds(Long.parseLong(arguments[0]));
    boolean judgeGrowth = Boolean.parseBoolean(arguments[1]);
    List<MemoryTrial> every = Daemon.both().stream().map(MemoryTrial::everyChecker).toList();
    List<MemoryTrial> many = Daemon.both().stream().map(MemoryTrial::manyCheckers).toList();
    List<MemoryTrial> all = Stream.concat(every.stream(), many.stream()).toList();
    all.forEach(MemoryTrial::awaitAll);
    Await.pause(SETTLE);
    Map<MemoryTrial, Footprint> before = footprints(all, "at first");
    // Whether growth comes to an end is seen in between.
    int parts = judgeGrowth ? PARTS_OF_AN_HOUR : 1;
    Map<MemoryTrial, Footprint> after = before;
    for (int i = 1; i <= parts; i++) {
      Duration passed = watched.multipliedBy(i).dividedBy(parts);
      Await.pause(watched.dividedBy(parts));
      after = footprints(all, passed.toSeconds() + " s later");
    }
    all.forEach(MemoryTrial::awaitAll);
    all.forEach(MemoryTrial::close);
    boolean met =
        print(
            "The guide's configuration and every kind of checker",
            results(every, before, after),
            80,
            judgeGrowth);
    met &= print("10,000 TCP checkers", results(many, before, after), 150, judgeGrowth);
    System.exit(met ? 0 : 1);
  }

  private static Map<MemoryTrial, Footprint> footprints(List<MemoryTrial> trials, String moment) {
    Map<MemoryTrial, Footprint> all = new HashMap<>();
    trials.forEach(trial -> all.put(trial, trial.footprint(moment)));
    return all;
  }

  private static Map<Daemon, Result> results(
      List<MemoryTrial> trials,
      Map<MemoryTrial, Footprint> before,
      Map<MemoryTrial, Footprint> after) {
    Map<Daemon, Result> results = new EnumMap<>(Daemon.class);
    for (MemoryTrial trial : trials) {
      results.put(
          trial.daemon(),
          new Result(
              Objects.requireNonNull(before.get(trial)), Objects.requireNonNull(after.get(trial))));
    }
    return results;
  }

  private static boolean print(
      String title, Map<Daemon, Result> results, int megabytes, boolean judgeGrowth) {
    Result theirs = Objects.requireNonNull(results.get(Daemon.KEEPALIVED));
    Result ours = Objects.requireNonNull(results.get(Daemon.JKEEPALIVED));
    System.out.println(title);
    ResultTable table = new ResultTable();
    table.row("resident memory at first, MB", theirs.before.megabytes(), ours.before.megabytes());
    table.row(
        "resident memory at last, MB",
        theirs.after.megabytes(),
        ours.after.megabytes(),
        megabytes,
        megabytes + " MB");
    counted(table, "threads", theirs, ours, Footprint::threads, judgeGrowth);
    counted(table, "descriptors", theirs, ours, Footprint::descriptors, judgeGrowth);
    if (judgeGrowth) {
      table.ours(
          "growth of resident memory, MB",
          ours.after.megabytes() - ours.before.megabytes(),
          MEGABYTES_MORE,
          MEGABYTES_MORE + " MB");
    }
    return table.print();
  }

  /** What must be no more at last than at first, where growth is judged. */
  private static void counted(
      ResultTable table,
      String what,
      Result theirs,
      Result ours,
      ToDoubleFunction<Footprint> count,
      boolean judge) {
    double first = count.applyAsDouble(ours.before);
    double last = count.applyAsDouble(ours.after);
    double theirLast = count.applyAsDouble(theirs.after);
    table.row(what + " at first", count.applyAsDouble(theirs.before), first);
    if (judge) {
      table.row(what + " at last", theirLast, last, first, "no more than at first");
    } else {
      table.row(what + " at last", theirLast, last);
    }
  }
}

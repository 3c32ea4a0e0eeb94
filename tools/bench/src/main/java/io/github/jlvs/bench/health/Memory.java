// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * What keepalived and jkeepalived keep resident, with the configuration of two directors and every
 * kind of checker, and with 10,000 TCP checkers; and whether it grows.
 */
public final class Memory {
  private static final ManyServers MANY = new ManyServers(10_000, 5, Duration.ofSeconds(60));
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Each check has been made several times by then. */
  private static final Duration SETTLE = Duration.ofSeconds(90);

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
    Map<Daemon, Result> every = new EnumMap<>(Daemon.class);
    Map<Daemon, Result> many = new EnumMap<>(Daemon.class);
    for (Daemon daemon : Daemon.both()) {
      every.put(daemon, everyChecker(daemon, watched));
      many.put(daemon, manyCheckers(daemon, watched));
    }
    boolean met =
        print("The guide's configuration and every kind of checker", every, 80, judgeGrowth);
    met &= print("10,000 TCP checkers", many, 150, judgeGrowth);
    System.exit(met ? 0 : 1);
  }

  private static Result everyChecker(Daemon daemon, Duration watched) {
    try (Network network = Network.create();
        DirectorAndRack hosts = DirectorAndRack.in(network)) {
      EveryChecker.serve(hosts);
      RunningProcess process =
          daemon.start(hosts.director(), Daemon.Part.ALL, EveryChecker.configuration());
      awaitAll(daemon, hosts.ipvs(), process);
      Result result = watch(daemon + ", every checker", process, watched);
      // What failed meanwhile would be no figure of every checker.
      awaitAll(daemon, hosts.ipvs(), process);
      int unused = process.stop(LIMIT);
      return result;
    }
  }

  private static void awaitAll(Daemon daemon, Ipvs ipvs, RunningProcess process) {
    try {
      Await.until(
          daemon + ": every real server in the table",
          LIMIT,
          () ->
              ipvs.destinations(EveryChecker.GUIDES).size() == 2
                  && ipvs.destinations(EveryChecker.SERVICE).size() == EveryChecker.KINDS);
    } catch (RuntimeException e) {
      System.err.println(process.output());
      throw e;
    }
  }

  private static Result manyCheckers(Daemon daemon, Duration watched) {
    try (Network network = Network.create();
        DirectorAndRack hosts = DirectorAndRack.in(network)) {
      RunningProcess unusedServers = hosts.accepting();
      RunningProcess process =
          daemon.start(hosts.director(), Daemon.Part.SERVERS, MANY.configuration());
      Await.until(daemon + ": complete table", LIMIT, MANY.progress(hosts.ipvs(), true)::complete);
      Result result = watch(daemon + ", 10,000 checkers", process, watched);
      int unused = process.stop(LIMIT);
      return result;
    }
  }

  private static Result watch(String what, RunningProcess process, Duration watched) {
    Await.pause(SETTLE);
    Footprint before = Footprint.of(process);
    System.err.println(what + ": " + before);
    Await.pause(watched);
    Footprint after = Footprint.of(process);
    System.err.println(what + ", " + watched.toSeconds() + " s later: " + after);
    return new Result(before, after);
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

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How short an advertisement interval may be on a busy host: how often a backup takes over from a
 * master that lives, keepalived and jkeepalived taking turns.
 */
public final class Intervals {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration BETWEEN_DUMPS = Duration.ofMillis(500);
  private static final String MASTER = "Entering MASTER STATE";

  /** The interval that a director of ours has to hold. */
  private static final int GOAL_MILLIS = 100;

  /** What one kind of daemon did in one window. */
  private record Result(int takeOvers, int collections) {}

  /** What both did at one interval. */
  private record Both(int millis, Result keepalived, Result jkeepalived) {
    Result of(Daemon daemon) {
      return daemon == Daemon.KEEPALIVED ? keepalived : jkeepalived;
    }
  }

  private final Host ds1;
  private final Host ds2;
  private final Duration window;

  private Intervals(Network network, Duration window) {
    this.ds1 = network.host("ds1", "10.1.80.91/24");
    this.ds2 = network.host("ds2", "10.1.80.92/24");
    this.window = window;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the seconds of each window, and the intervals in milliseconds
   */
  public static void main(String[] arguments) {
    Duration window = Duration.ofSeconds(Long.parseLong(arguments[0]));
    List<Integer> intervals =
        Arrays.stream(arguments).skip(1).map(Integer::valueOf).distinct().toList();
    List<Both> results = new ArrayList<>();
    try (Network network = Network.create()) {
      Intervals bench = new Intervals(network, window);
      for (int interval : intervals) {
        Result theirs = bench.watch(Daemon.KEEPALIVED, interval);
        Result ours = bench.watch(Daemon.JKEEPALIVED, interval);
        System.err.printf("at %d ms: keepalived %s, jkeepalived %s%n", interval, theirs, ours);
        results.add(new Both(interval, theirs, ours));
      }
    }
    System.out.printf(
        "two directors, VRRPv3; %d loops keep %d processors busy, both daemons write their data"
            + " twice a second; windows of %d s; take-overs from a master that lives%n",
        processors(), processors(), window.toSeconds());
    System.exit(tell(results) ? 0 : 1);
  }

  private static boolean tell(List<Both> results) {
    ResultTable table = new ResultTable();
    for (Both at : results) {
      String what = "take-overs at " + at.millis() + " ms";
      int theirs = at.keepalived().takeOvers();
      int ours = at.jkeepalived().takeOvers();
      if (at.millis() == GOAL_MILLIS) {
        table.row(what, theirs, ours, 0, "none");
      } else {
        table.row(what, theirs, ours);
      }
      table.ours("garbage collections at " + at.millis() + " ms", at.jkeepalived().collections());
    }
    boolean met = table.print();
    for (Daemon daemon : Daemon.both()) {
      System.out.println(
          "smallest interval without a take-over, and none at a longer one, "
              + daemon
              + ": "
              + smallest(daemon, results).map(at -> at.millis() + " ms").orElse("none of these"));
    }
    return met;
  }

  private static Optional<Both> smallest(Daemon daemon, List<Both> results) {
    List<Both> longestFirst =
        results.stream().sorted(Comparator.comparingInt(Both::millis).reversed()).toList();
    return longestFirst.stream()
        .takeWhile(at -> at.of(daemon).takeOvers() == 0)
        .reduce((longer, shorter) -> shorter);
  }

  private Result watch(Daemon daemon, int intervalMillis) {
    RunningProcess master =
        daemon.start(ds1, Daemon.Part.ROUTERS, Spoken.V3.configuration(200, intervalMillis));
    var unused = master.awaitLine(MASTER, SOON);
    RunningProcess backup =
        daemon.start(ds2, Daemon.Part.ROUTERS, Spoken.V3.configuration(100, intervalMillis));
    unused = backup.awaitLine("Entering BACKUP STATE", SOON);
    List<RunningProcess> loops = new ArrayList<>();
    for (int i = 0; i < processors(); i++) {
      loops.add(ds1.start("sh", "-c", "while :; do :; done"));
    }
    int collectionsBefore = collections(daemon, master, backup);
    int from = backup.lines().size();
    long end = System.nanoTime() + window.toNanos();
    while (System.nanoTime() < end) {
      master.signal("USR1");
      backup.signal("USR1");
      Await.pause(BETWEEN_DUMPS);
    }
    int takeOvers = masters(backup, from);
    int collections = collections(daemon, master, backup) - collectionsBefore;
    loops.forEach(RunningProcess::crash);
    requireWatchful(master, backup);
    ds1.sh("ip addr flush to " + Spoken.V3.virtual() + " dev " + Network.INTERFACE);
    return new Result(takeOvers, collections);
  }

  /** A backup that nobody counts take-overs of is one that was not looking. */
  private static void requireWatchful(RunningProcess master, RunningProcess backup) {
    int from = backup.lines().size();
    if (masters(master, 0) == 0) {
      throw new IllegalStateException("there was no master:\n" + master.output());
    }
    master.crash();
    var unused = backup.awaitLine("the take-over", from, line -> line.contains(MASTER), SOON);
    int status = backup.stop(SOON);
    if (status != 0) {
      throw new IllegalStateException("the backup ended with " + status + ":\n" + backup.output());
    }
  }

  private static int masters(RunningProcess daemon, int from) {
    return (int)
        daemon.lines().stream().skip(from).filter(line -> line.text().contains(MASTER)).count();
  }

  private int collections(Daemon daemon, RunningProcess master, RunningProcess backup) {
    return daemon == Daemon.JKEEPALIVED
        ? (int)
            (JvmFigures.of(master, ds1).collections() + JvmFigures.of(backup, ds2).collections())
        : 0;
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}

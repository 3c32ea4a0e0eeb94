// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.bench.daemon.ProcessTree;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * 500 TCP checks a second, keepalived and jkeepalived taking turns in one boot: CPU time for a
 * check, counted by the real servers' kernel, and the time from the death of a real server until it
 * has left the table.
 */
public final class Checks {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final ManyServers SERVERS = new ManyServers(1000, 30, INTERVAL);
  private static final double WANTED_RATE = 500;

  /** keepalived's interval begins where its check has ended, and its timers are late at times. */
  private static final double LEAST_RATE = 0.97 * WANTED_RATE;

  private static final Duration SETTLE = Duration.ofSeconds(25);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What was measured of one daemon in all its turns. */
  private static final class Sum {
    private double cpu;
    private double checks;
    private double seconds;
    private double leastRate = Double.MAX_VALUE;

    double perCheck() {
      return cpu / checks;
    }

    double rate() {
      return checks / seconds;
    }
  }

  private Checks() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments turns of each, the seconds of a window, trials of a death
   */
  public static void main(String[] arguments) {
    int turns = Integer.parseInt(arguments[0]);
    Duration window = Duration.ofSeconds(Long.parseLong(arguments[1]));
    int trials = Integer.parseInt(arguments[2]);
    Map<Daemon, Sum> sums = new EnumMap<>(Daemon.class);
    Map<Daemon, Figures> removals = new EnumMap<>(Daemon.class);
    for (int turn = 0; turn < turns; turn++) {
      for (Daemon daemon : Daemon.both()) {
        try (Network network = Network.create();
            DirectorAndRack hosts = DirectorAndRack.in(network)) {
          RunningProcess process = start(daemon, hosts);
          measure(daemon, hosts, process, window, sums.computeIfAbsent(daemon, d -> new Sum()));
          if (turn == 0) {
            Figures times = Deaths.measure(hosts, INTERVAL, trials);
            System.err.println(daemon + ": removed after " + times);
            removals.put(daemon, times);
          }
          int unused = process.stop(LIMIT);
        }
      }
    }
    boolean met =
        print(
            Objects.requireNonNull(sums.get(Daemon.KEEPALIVED)),
            Objects.requireNonNull(sums.get(Daemon.JKEEPALIVED)),
            Objects.requireNonNull(removals.get(Daemon.KEEPALIVED)),
            Objects.requireNonNull(removals.get(Daemon.JKEEPALIVED)));
    System.exit(met ? 0 : 1);
  }

  private static RunningProcess start(Daemon daemon, DirectorAndRack hosts) {
    RunningProcess unused = hosts.accepting();
    RunningProcess process =
        daemon.start(
            hosts.director(),
            Daemon.Part.SERVERS,
            SERVERS.configuration() + MortalServer.configuration(INTERVAL));
    ManyServers.Progress progress = SERVERS.progress(hosts.ipvs(), true);
    Await.until(daemon + ": all servers in the table", LIMIT, progress::complete);
    Await.pause(SETTLE);
    return process;
  }

  private static void measure(
      Daemon daemon, DirectorAndRack hosts, RunningProcess process, Duration window, Sum sum) {
    double cpu = ProcessTree.cpuSeconds(process);
    long checks = hosts.accepted();
    long begin = System.nanoTime();
    Await.pause(window);
    double seconds = Looks.secondsSince(begin);
    double made = hosts.accepted() - checks;
    cpu = ProcessTree.cpuSeconds(process) - cpu;
    System.err.printf(
        "%s: %.1f checks a second, %.1f us of CPU time each%n",
        daemon, made / seconds, cpu / made * 1e6);
    sum.cpu += cpu;
    sum.checks += made;
    sum.seconds += seconds;
    sum.leastRate = Math.min(sum.leastRate, made / seconds);
  }

  private static boolean print(Sum theirs, Sum ours, Figures removed, Figures oursRemoved) {
    System.out.printf(
        "%d real servers, TCP_CHECK, delay_loop %d s, retry 0; %d deaths spread over the interval%n",
        SERVERS.count(), INTERVAL.toSeconds(), removed.count());
    if (Math.min(theirs.leastRate, ours.leastRate) < LEAST_RATE) {
      System.out.printf(
          "Refused: not so many checks were made as are wanted (%.0f a second): %.1f and %.1f%n",
          WANTED_RATE, theirs.leastRate, ours.leastRate);
      return false;
    }
    ResultTable table = new ResultTable();
    table.row("checks a second", theirs.rate(), ours.rate());
    table.row(
        "CPU time for a check, us",
        theirs.perCheck() * 1e6,
        ours.perCheck() * 1e6,
        0.8 * theirs.perCheck() * 1e6,
        "0.8 of keepalived's");
    // Seen by looks: what differs by two of them does not differ.
    double looks = 2 * Looks.PAUSE.toMillis() / 1000.0;
    table.row(
        "from death to removal, median, s",
        removed.median(),
        oursRemoved.median(),
        removed.median() + looks,
        "keepalived's, and two looks");
    table.row("from death to removal, worst, s", removed.most(), oursRemoved.most());
    return table.print();
  }
}

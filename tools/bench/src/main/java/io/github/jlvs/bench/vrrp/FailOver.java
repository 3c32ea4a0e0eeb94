// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Capture;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import io.github.jlvs.lab.VrrpAdvert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long after the death of a master its backup advertises, beyond what the protocol asks for.
 * The master is always keepalived and dies of kill -9; keepalived and jkeepalived take turns as the
 * backup, started anew for each trial, three seconds before: every trial is the first after a
 * start.
 */
public final class FailOver {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** What a start still has to do is over, whatever the interval. */
  private static final Duration STARTED = Duration.ofSeconds(3);

  private static final int BACKUP_PRIORITY = 100;

  private final Host ds1;
  private final Host ds2;
  private final Capture wire;
  private final Spoken spoken;

  private FailOver(Network network, Spoken spoken) {
    this.spoken = spoken;
    ds1 = network.host("ds1", "10.1.80.91/24");
    ds2 = network.host("ds2", "10.1.80.92/24");
    wire = network.capture("vrrp or ip6 proto 112");
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the number of trials of each side, which VRRP (v2, v3 or v3-ipv6), and a file:
   *     what the boots before have measured, and behind them this one
   * @throws IOException if that file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    int trials = Integer.parseInt(arguments[0]);
    Spoken spoken = Spoken.named(arguments[1]);
    FailOverTrials measured = new FailOverTrials(Path.of(arguments[2]));
    measured.boot();
    Map<Daemon, Integer> repeated = new EnumMap<>(Daemon.class);
    try (Network network = Network.create()) {
      FailOver bench = new FailOver(network, spoken);
      for (int trial = 1; trial <= trials; trial++) {
        for (Daemon backup : Daemon.both()) {
          OptionalDouble millis = bench.trial(backup);
          while (millis.isEmpty()) {
            repeated.merge(backup, 1, Integer::sum);
            millis = bench.trial(backup);
          }
          System.err.printf("trial %d, %s: %.2f ms%n", trial, backup, millis.getAsDouble());
          measured.add(backup, millis.getAsDouble());
        }
      }
    }
    for (Daemon daemon : Daemon.both()) {
      if (measured.all(daemon).count() != trials * measured.boots()) {
        System.err.println("a boot before this one has broken off: nothing is compared");
        System.exit(1);
      }
    }
    boolean met = tell(spoken, measured);
    System.out.println(
        "trials repeated because the dying master still said priority 0: " + repeated);
    System.exit(met ? 0 : 1);
  }

  private static boolean tell(Spoken spoken, FailOverTrials measured) {
    Figures theirs = measured.all(Daemon.KEEPALIVED);
    Figures ours = measured.all(Daemon.JKEEPALIVED);
    System.out.printf(
        "fail-over of %s: first advertisement of the backup after kill -9 of the master, ms beyond"
            + " %.3f, %d trials each, boots: %d%n",
        spoken, spoken.masterDownMillis(BACKUP_PRIORITY), theirs.count(), measured.boots());
    ResultTable table = new ResultTable();
    table.row(
        "median, ms", theirs.median(), ours.median(), theirs.median() + 2, "keepalived's + 2 ms");
    if (measured.boots() > 1) {
      table.row(
          "worst of all boots, ms", theirs.most(), ours.most(), theirs.most(), "keepalived's");
      table.row(
          "worst first of a boot, ms",
          measured.first(Daemon.KEEPALIVED).most(),
          measured.first(Daemon.JKEEPALIVED).most());
    } else {
      double limit = 2 * theirs.most() + 2;
      table.row("worst, ms", theirs.most(), ours.most(), limit, "2 x keepalived's + 2 ms");
    }
    table.row("least, ms", theirs.least(), ours.least());
    boolean met = table.print();
    System.out.println("all, keepalived:  " + theirs);
    System.out.println("all, jkeepalived: " + ours);
    return met;
  }

  /** Milliseconds beyond the master down interval; empty when the master said good-bye. */
  private OptionalDouble trial(Daemon backup) {
    Instant begin = Instant.now();
    RunningProcess master =
        Daemon.KEEPALIVED.start(ds1, Daemon.Part.ROUTERS, spoken.configuration(255));
    wire.awaitAdvert("the master", begin, a -> a.source().equals(spoken.first()), SOON);
    RunningProcess other =
        backup.start(ds2, Daemon.Part.ROUTERS, spoken.configuration(BACKUP_PRIORITY));
    other.awaitLine("Entering BACKUP STATE", SOON);
    Await.pause(STARTED);
    Instant both = Instant.now();
    wire.awaitAdvert("the master again", both, a -> a.source().equals(spoken.first()), SOON);
    master.crash();
    Instant dead = Instant.now();
    VrrpAdvert first =
        wire.awaitAdvert("backup", dead, a -> a.source().equals(spoken.second()), SOON);
    List<VrrpAdvert> ofMaster =
        wire.adverts().stream()
            .filter(a -> a.source().equals(spoken.first()) && !a.time().isBefore(begin))
            .toList();
    int unused = other.stop(SOON);
    // The dead master left the address on its host.
    ds1.sh("ip addr flush to " + spoken.virtual() + " dev " + Network.INTERFACE);
    if (ofMaster.stream().anyMatch(a -> a.priority() == 0)) {
      return OptionalDouble.empty();
    }
    Instant last = ofMaster.get(ofMaster.size() - 1).time();
    return OptionalDouble.of(
        Duration.between(last, first.time()).toNanos() / 1e6
            - spoken.masterDownMillis(BACKUP_PRIORITY));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.ProcessTree;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.LabException;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A rack of real servers dies at one moment and comes back later: how long until the table says so,
 * and what that costs; keepalived, then jkeepalived, in one boot, for racks of several sizes.
 */
public final class Rack {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** What was measured of one daemon; NaN for what did not come to its end. */
  private record Result(
      double idleCpu, double lost, double lostCpu, double back, double backCpu, double megabytes) {}

  private Rack() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the numbers of real servers
   */
  public static void main(String[] arguments) {
    boolean met = true;
    for (int servers : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray()) {
      met &= run(ManyServers.rack(servers));
    }
    System.exit(met ? 0 : 1);
  }

  private static boolean run(ManyServers servers) {
    Map<Daemon, Result> results = new EnumMap<>(Daemon.class);
    for (Daemon daemon : Daemon.both()) {
      try (Network network = Network.create()) {
        results.put(daemon, measure(daemon, network, servers));
      }
    }
    Result theirs = Objects.requireNonNull(results.get(Daemon.KEEPALIVED));
    Result ours = Objects.requireNonNull(results.get(Daemon.JKEEPALIVED));
    double interval = servers.interval().toMillis() / 1000.0;
    System.out.printf(
        "%n%d real servers in services of %d, delay_loop %.1f s, retry 0%n",
        servers.count(), servers.ofService(), interval);
    ResultTable table = new ResultTable();
    String goal = "the interval and 3 s, or 1.5 of keepalived's";
    table.row("all well: CPU seconds per second", theirs.idleCpu(), ours.idleCpu());
    table.row(
        "until all are lost, s", theirs.lost(), ours.lost(), atMost(interval, theirs.lost()), goal);
    table.row("... CPU seconds", theirs.lostCpu(), ours.lostCpu());
    table.row(
        "until all are back, s", theirs.back(), ours.back(), atMost(interval, theirs.back()), goal);
    table.row("... CPU seconds", theirs.backCpu(), ours.backCpu());
    table.row("resident memory, MB", theirs.megabytes(), ours.megabytes());
    return table.print();
  }

  /** One interval and little more, whatever the size; a busy machine is late for both. */
  private static double atMost(double interval, double theirs) {
    return Math.max(interval + 3, 1.5 * theirs);
  }

  private static Result measure(Daemon daemon, Network network, ManyServers servers) {
    try (DirectorAndRack hosts = DirectorAndRack.in(network)) {
      Ipvs ipvs = hosts.ipvs();
      RunningProcess accepting = hosts.accepting();
      Duration limit = servers.interval().multipliedBy(3).plusSeconds(60);
      RunningProcess process =
          daemon.start(hosts.director(), Daemon.Part.SERVERS, servers.configuration());
      await(daemon + ": all servers in the table", limit, ipvs, servers, true);
      // Every check has had its first result by then.
      Await.pause(servers.interval().plusSeconds(4));
      double cpu = ProcessTree.cpuSeconds(process);
      Duration window = servers.interval().plusSeconds(5);
      Await.pause(window);
      double idle = (ProcessTree.cpuSeconds(process) - cpu) / (window.toMillis() / 1000.0);

      cpu = ProcessTree.cpuSeconds(process);
      accepting.crash();
      double lost = await(daemon + ": all servers lost", limit, ipvs, servers, false);
      double lostCpu = ProcessTree.cpuSeconds(process) - cpu;
      Await.pause(Duration.ofSeconds(2));

      cpu = ProcessTree.cpuSeconds(process);
      RunningProcess again = hosts.accepting();
      double back = await(daemon + ": all servers back", limit, ipvs, servers, true);
      double backCpu = ProcessTree.cpuSeconds(process) - cpu;
      double megabytes = ProcessTree.residentMegabytes(process);
      again.crash();
      int unused = process.stop(SOON.multipliedBy(4));
      return new Result(idle, lost, lostCpu, back, backCpu, megabytes);
    }
  }

  /** Seconds until it is so; NaN, said on standard error, where it does not come to that. */
  private static double await(
      String what, Duration limit, Ipvs ipvs, ManyServers servers, boolean there) {
    long begin = System.nanoTime();
    ManyServers.Progress progress = servers.progress(ipvs, there);
    try {
      Await.until(what, limit, progress::complete);
    } catch (LabException e) {
      System.err.println(what + ": not within " + limit.toSeconds() + " s; " + progress);
      return Double.NaN;
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.err.printf("%s after %.1f s%n", what, seconds);
    return seconds;
  }
}

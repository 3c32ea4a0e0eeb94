// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * How much later advertisements go out because scripts are started: 200 virtual routers of
 * keepalived and of jkeepalived, without scripts and with them, taking turns. Then for how long the
 * start of a program holds its thread up.
 */
public final class Scripts {
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final double LIMIT_MILLIS = 5;

  /** What was measured of one daemon with so many scripts. */
  private record Result(Lateness late, double runsPerSecond, double collectionMillis) {}

  private final Host ds1;
  private final Host watcher;
  private final Duration window;

  private Scripts(Network network, Duration window) {
    this.ds1 = network.host("ds1", "10.1.80.91/24");
    this.watcher = network.host("watcher", "10.1.80.62/24");
    this.window = window;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the seconds of each window, and the number of scripts
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Duration window = Duration.ofSeconds(Long.parseLong(arguments[0]));
    ScriptedRouters scripted = new ScriptedRouters(Integer.parseInt(arguments[1]));
    Map<Daemon, Result> without;
    Map<Daemon, Result> with;
    String before = load();
    try (Network network = Network.create()) {
      Scripts bench = new Scripts(network, window);
      without = bench.measure(new ScriptedRouters(0));
      with = bench.measure(scripted);
    }
    System.out.printf(
        "%d virtual routers, interval 1 s; %d scripts, every %d s; windows of %d s; lateness: time"
            + " between two advertisements less 1 s, ms; load average %s before, %s after%n",
        ManyRouters.COUNT,
        scripted.scripts(),
        ScriptedRouters.SCRIPT_INTERVAL,
        window.toSeconds(),
        before,
        load());
    boolean met = tell(without, with);
    System.out.println();
    ProgramStart.measure().print();
    System.exit(met ? 0 : 1);
  }

  private Map<Daemon, Result> measure(ScriptedRouters routers) {
    Map<Daemon, Result> results = new EnumMap<>(Daemon.class);
    for (Daemon daemon : Daemon.both()) {
      results.put(daemon, measure(daemon, routers));
    }
    return results;
  }

  private Result measure(Daemon daemon, ScriptedRouters routers) {
    ScriptedRouters.write(ds1);
    RunningProcess process = ManyRouters.start(daemon, ds1, routers.configuration());
    System.err.printf("%s, %d scripts: all addresses are there%n", daemon, routers.scripts());
    Await.pause(SETTLE);
    double collecting = collectionMillis(daemon, process);
    long runs = ScriptedRouters.runs(ds1);
    long begin = System.nanoTime();
    Lateness late = Lateness.watch(watcher, window);
    double seconds = (System.nanoTime() - begin) / 1e9;
    double perSecond = (ScriptedRouters.runs(ds1) - runs) / seconds;
    collecting = collectionMillis(daemon, process) - collecting;
    ManyRouters.stop(process, ds1);
    if (routers.scripts() > 0 && perSecond == 0) {
      throw new IllegalStateException(
          "no script ran, so nothing was measured:\n" + process.output());
    }
    return new Result(late, perSecond, collecting);
  }

  private double collectionMillis(Daemon daemon, RunningProcess process) {
    return (daemon == Daemon.JKEEPALIVED ? JvmFigures.of(process, ds1) : JvmFigures.NONE)
        .collectionMillis();
  }

  private static boolean tell(Map<Daemon, Result> without, Map<Daemon, Result> with) {
    ResultTable table = new ResultTable();
    tell(table, "without: ", without);
    tell(table, "with: ", with);
    limit(table, "99th percentile", without, with, late -> late.advertisements().perMille(990));
    limit(table, "most disturbed router", without, with, late -> late.routers().most());
    return table.print();
  }

  private static void tell(ResultTable table, String when, Map<Daemon, Result> results) {
    Result theirResult = of(results, Daemon.KEEPALIVED);
    Result ourResult = of(results, Daemon.JKEEPALIVED);
    Figures theirs = theirResult.late().advertisements();
    Figures ours = ourResult.late().advertisements();
    table.row(when + "advertisements seen", theirs.count(), ours.count());
    table.row(when + "runs a second", theirResult.runsPerSecond(), ourResult.runsPerSecond());
    table.row(when + "lateness, median", theirs.median(), ours.median());
    table.row(when + "lateness, 90th percentile", theirs.perMille(900), ours.perMille(900));
    table.row(when + "lateness, 99th percentile", theirs.perMille(990), ours.perMille(990));
    table.row(when + "lateness, 99.9th percentile", theirs.perMille(999), ours.perMille(999));
    table.row(when + "lateness, worst", theirs.most(), ours.most());
    table.row(
        when + "most disturbed router",
        theirResult.late().routers().most(),
        ourResult.late().routers().most());
    table.row(when + "garbage collections, ms in all", 0, ourResult.collectionMillis());
  }

  private static void limit(
      ResultTable table,
      String what,
      Map<Daemon, Result> without,
      Map<Daemon, Result> with,
      ToDoubleFunction<Lateness> figure) {
    table.row(
        "later with scripts: " + what,
        later(without, with, Daemon.KEEPALIVED, figure),
        later(without, with, Daemon.JKEEPALIVED, figure),
        LIMIT_MILLIS,
        "5 ms");
  }

  private static double later(
      Map<Daemon, Result> without,
      Map<Daemon, Result> with,
      Daemon daemon,
      ToDoubleFunction<Lateness> figure) {
    return figure.applyAsDouble(of(with, daemon).late())
        - figure.applyAsDouble(of(without, daemon).late());
  }

  private static Result of(Map<Daemon, Result> results, Daemon daemon) {
    return Objects.requireNonNull(results.get(daemon));
  }

  /** Of the last minute, the only sign that the machine had something else to do. */
  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }
}

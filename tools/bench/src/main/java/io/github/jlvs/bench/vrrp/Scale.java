// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.bench.daemon.ProcessTree;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * 200 virtual routers of keepalived, then of jkeepalived, in one boot: CPU time without a capture,
 * then the lateness of each advertisement as tcpdump stamped it.
 */
public final class Scale {
  private static final Duration SETTLE = Duration.ofSeconds(25);

  /** What was measured of one daemon. */
  private record Result(
      double cpuPerSecond,
      double megabytes,
      Figures late,
      double bytesPerAdvert,
      long collections) {}

  private Scale() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the seconds of each of the two windows, and which VRRP: v2 or v3-ipv6
   */
  public static void main(String[] arguments) {
    Duration window = Duration.ofSeconds(Long.parseLong(arguments[0]));
    Spoken spoken = Spoken.named(arguments[1]);
    Map<Daemon, Result> results = new EnumMap<>(Daemon.class);
    try (Network network = Network.create()) {
      Host ds1 = network.host("ds1", "10.1.80.91/24");
      Host watcher = network.host("watcher", "10.1.80.62/24");
      for (Daemon daemon : Daemon.both()) {
        results.put(daemon, measure(daemon, spoken, ds1, watcher, window));
      }
    }
    Result theirs = java.util.Objects.requireNonNull(results.get(Daemon.KEEPALIVED));
    Result ours = java.util.Objects.requireNonNull(results.get(Daemon.JKEEPALIVED));
    System.out.printf(
        "%d virtual routers of %s, interval 1 s, windows of %d s; lateness: time between two"
            + " advertisements less 1 s, ms (%d and %d of them)%n",
        ManyRouters.COUNT, spoken, window.toSeconds(), theirs.late().count(), ours.late().count());
    ResultTable table = new ResultTable();
    table.row("CPU seconds per second", theirs.cpuPerSecond(), ours.cpuPerSecond());
    table.row("resident memory, MB", theirs.megabytes(), ours.megabytes());
    table.row("lateness, least", theirs.late().least(), ours.late().least());
    table.row("lateness, median", theirs.late().median(), ours.late().median());
    table.row(
        "lateness, 99.9th percentile", theirs.late().perMille(999), ours.late().perMille(999));
    table.row("lateness, worst", theirs.late().most(), ours.late().most());
    table.ours("bytes allocated per advertisement", ours.bytesPerAdvert(), 512, "512");
    table.ours("collections in the first window", (double) ours.collections(), 0, "none");
    System.exit(table.print() ? 0 : 1);
  }

  private static Result measure(
      Daemon daemon, Spoken spoken, Host ds1, Host watcher, Duration window) {
    RunningProcess process =
        ManyRouters.start(
            daemon,
            ds1,
            spoken == Spoken.V2 ? ManyRouters.together() : ManyRouters.togetherOverIpv6());
    System.err.println(daemon + ": all addresses are there");
    Await.pause(SETTLE);
    boolean jvm = daemon == Daemon.JKEEPALIVED;
    JvmFigures before = jvm ? JvmFigures.of(process, ds1) : JvmFigures.NONE;
    double cpu = ProcessTree.cpuSeconds(process);
    long begin = System.nanoTime();
    Await.pause(window);
    double seconds = (System.nanoTime() - begin) / 1e9;
    cpu = (ProcessTree.cpuSeconds(process) - cpu) / seconds;
    JvmFigures after = jvm ? JvmFigures.of(process, ds1) : JvmFigures.NONE;
    double bytes = after.allocatedBytes() - before.allocatedBytes();

    Figures late = Lateness.watch(watcher, window).advertisements();
    double megabytes = ProcessTree.residentMegabytes(process);
    ManyRouters.stop(process, ds1);
    return new Result(
        cpu,
        megabytes,
        late,
        bytes / (seconds * ManyRouters.COUNT),
        after.collections() - before.collections());
  }
}

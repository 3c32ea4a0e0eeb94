// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.bench.daemon.ProcessTree;
import io.github.jlvs.healthcheck.linux.HealthDaemon;
import io.github.jlvs.lab.Await;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The process that checks, on one processor: at the rate that is the goal, then faster and faster
 * until that no longer works, or, where the goal is missed, slower until it does.
 */
public final class Checking {
  static final String MET = "goal met";
  static final String MISSED = "goal missed";

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final double STEP = 1.25;
  private static final int MOST_STEPS = 8;

  private final Duration window;
  private final List<Long> server;
  private final CheckedServers servers;
  private final Tally tally = new Tally();
  private final HealthDaemon daemon;
  private final long thread;

  private Checking(CheckedServers servers, double rate, Duration window, List<Long> server) {
    this.servers = servers;
    this.window = window;
    this.server = server;
    daemon = HealthDaemon.start(servers.at(rate, tally), tally);
    thread = daemon.ask(runner -> Thread.currentThread().getId()).join();
    Await.pause(WARM_UP);
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments the kind of checks, the goal, seconds to watch each rate for, and the process
   *     ids of the server
   */
  public static void main(String[] arguments) {
    CheckKind kind = CheckKind.valueOf(arguments[0]);
    int goal = Integer.parseInt(arguments[1]);
    Duration window = Duration.ofSeconds(Long.parseLong(arguments[2]));
    List<Long> server = Arrays.stream(arguments).skip(3).map(Long::valueOf).toList();
    CheckedServers servers = CheckedServers.of(kind, goal);
    System.out.printf(
        "%n%s: %d real servers, goal %d checks a second; the loop and its JVM on one processor%n",
        kind, servers.count(), goal);
    System.out.println(Held.HEADING);
    boolean met = new Checking(servers, goal, window, server).search(goal);
    System.out.println(met ? MET : MISSED);
    System.exit(0);
  }

  private boolean search(double goal) {
    Held first = watch(goal);
    double step = first.held() ? STEP : 1 / STEP;
    double last = first.held() ? goal : 0;
    double rate = goal;
    for (int i = 0; i < MOST_STEPS; i++) {
      rate *= step;
      daemon.reconfigure(servers.at(rate, tally));
      Await.pause(Duration.ofSeconds(2).plusMillis((long) (2000 * servers.count() / rate)));
      Held next = watch(rate);
      last = next.held() ? rate : last;
      if (next.held() != first.held()) {
        break;
      }
    }
    System.out.printf("limit found: %.0f checks a second are the most that held%n", last);
    return first.held();
  }

  /** The rate of now, for a window. */
  private Held watch(double rate) {
    long failedBefore = take().failures();
    double cpu = ProcessTree.cpuSeconds(ourselves());
    double waited = ProcessTree.waitedSeconds(ProcessHandle.current().pid());
    double serverCpu = ProcessTree.cpuSeconds(server);
    long bytes = allocated();
    long collections = collections();
    long began = System.nanoTime();
    Await.pause(window);
    Tally.Sum sum = take();
    Held held =
        new Held(
            rate,
            (System.nanoTime() - began) / 1e9,
            sum,
            failedBefore,
            ProcessTree.cpuSeconds(ourselves()) - cpu,
            ProcessTree.waitedSeconds(ProcessHandle.current().pid()) - waited,
            ProcessTree.cpuSeconds(server) - serverCpu,
            allocated() - bytes,
            collections() - collections,
            ProcessTree.residentMegabytes(ourselves()));
    System.out.println(held);
    return held;
  }

  private Tally.Sum take() {
    return daemon.ask(runner -> tally.take()).join();
  }

  private static List<Long> ourselves() {
    return List.of(ProcessHandle.current().pid());
  }

  private long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(thread);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}

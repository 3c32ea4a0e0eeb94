// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.control;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.bench.daemon.ProcessTree;
import io.github.jlvs.bench.health.DirectorAndRack;
import io.github.jlvs.bench.health.ManyServers;
import io.github.jlvs.bench.vrrp.Lateness;
import io.github.jlvs.bench.vrrp.ScriptedRouters;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * 2,000 virtual servers with five real servers each and 200 virtual routers in one daemon: how long
 * its pages take, and how late advertisements are with and without readers.
 */
public final class Scrapes {
  private static final ManyServers SERVERS = new ManyServers(10_000, 5, Duration.ofSeconds(60));
  private static final List<String> PAGES =
      List.of("/metrics", "/metrics/exporter", "/", "/v1/status");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** By then all virtual routers are masters, and the checks are spread over their interval. */
  private static final Duration SETTLE = Duration.ofSeconds(70);

  /** So long there is nothing to answer between two readings. */
  private static final Duration PAUSE = Duration.ofMillis(900);

  private static final double MOST_MILLIS = 100;
  private static final int LISTINGS = 5;

  private Scrapes() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments for how many seconds advertisements are watched, twice; and what the file says
   *     behind {@code metrics_destinations}
   */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    Duration window = Duration.ofSeconds(Long.parseLong(arguments[0]));
    try (Network network = Network.create();
        DirectorAndRack hosts = DirectorAndRack.in(network)) {
      System.exit(measure(hosts, window, arguments[1]) ? 0 : 1);
    }
  }

  private static boolean measure(DirectorAndRack hosts, Duration window, String destinations)
      throws InterruptedException, ExecutionException {
    RunningProcess unused = hosts.accepting();
    String routers =
        new ScriptedRouters(0)
            .configuration(
                "    status_listen 127.0.0.1 %s%n    metrics_destinations %s%n"
                    .formatted(Scrape.PORT, destinations),
                "10.4.0");
    ManyServers.Progress progress = SERVERS.progress(hosts.ipvs(), true);
    RunningProcess daemon =
        Daemon.JKEEPALIVED.start(
            hosts.director(), Daemon.Part.ALL, routers + SERVERS.configuration());
    Await.until("complete table", LIMIT, progress::complete);
    System.err.println("the table is complete");
    Await.pause(SETTLE);

    double cpu = ProcessTree.cpuSeconds(daemon);
    Lateness without = Lateness.watch(hosts.rack(), window);
    double unread = ProcessTree.cpuSeconds(daemon) - cpu;
    System.err.println("watched without readers");
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Map<String, List<Scrape>>> reading =
        new FutureTask<>(() -> read(hosts.director(), over));
    cpu = ProcessTree.cpuSeconds(daemon);
    new Thread(reading, "bench-reader").start();
    Lateness with = Lateness.watch(hosts.rack(), window);
    double read = ProcessTree.cpuSeconds(daemon) - cpu;
    over.set(true);
    Map<String, List<Scrape>> scrapes = reading.get();
    boolean met = tell(scrapes);
    System.out.printf(
        "for comparison, 'ipvsadm -Ln --stats' of the same table, median of %d: %.1f ms%n",
        LISTINGS, listing(hosts.director()).median());
    tell(without, with);
    System.out.printf(
        "CPU seconds of the daemon meanwhile: %.2f, %.2f; resident after that, MB: %.1f%n",
        unread, read, ProcessTree.residentMegabytes(daemon));
    int status = daemon.stop(LIMIT);
    System.err.println("the daemon ended with " + status);
    return met;
  }

  /** What it takes to have the table from the kernel at all, in milliseconds. */
  private static Figures listing(Host director) {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < LISTINGS; i++) {
      String nanos =
          director.sh(
              "begin=$(date +%s%N); ipvsadm -Ln --stats >/dev/null; echo $(($(date +%s%N) - begin))");
      millis.add(Long.parseLong(nanos.strip()) / 1e6);
    }
    return new Figures(millis);
  }

  private static Map<String, List<Scrape>> read(Host director, AtomicBoolean over) {
    Map<String, List<Scrape>> scrapes = new LinkedHashMap<>();
    while (!over.get()) {
      for (String page : PAGES) {
        scrapes.computeIfAbsent(page, each -> new ArrayList<>()).add(Scrape.of(director, page));
        Await.pause(PAUSE);
      }
    }
    return scrapes;
  }

  private static boolean tell(Map<String, List<Scrape>> scrapes) {
    System.out.printf(
        "%d virtual servers, %d real servers; ms by curl, the first reading of a page apart%n"
            + "%-20s %10s %10s %10s %10s %10s%n",
        SERVERS.services(), SERVERS.count(), "page", "readings", "kB", "first", "median", "worst");
    boolean met = true;
    for (Map.Entry<String, List<Scrape>> page : scrapes.entrySet()) {
      List<Scrape> all = page.getValue();
      Figures later =
          new Figures(
              all.subList(Math.min(1, all.size() - 1), all.size()).stream()
                  .map(Scrape::millis)
                  .toList());
      System.out.printf(
          "%-20s %10d %10d %10.1f %10.1f %10.1f%n",
          page.getKey(),
          all.size(),
          all.get(all.size() - 1).octets() / 1000,
          all.get(0).millis(),
          later.median(),
          later.most());
      met &= later.median() < MOST_MILLIS;
    }
    System.out.println((met ? "met" : "MISSED") + ": each median under " + MOST_MILLIS + " ms");
    return met;
  }

  private static void tell(Lateness without, Lateness with) {
    System.out.printf(
        "lateness of advertisements, ms%n%-20s %14s %10s %10s %10s %10s%n",
        "", "advertisements", "median", "99%", "99.9%", "worst");
    tell("nobody reads", without.advertisements());
    tell("read every second", with.advertisements());
  }

  private static void tell(String when, Figures late) {
    System.out.printf(
        "%-20s %14d %10.2f %10.2f %10.2f %10.2f%n",
        when, late.count(), late.median(), late.perMille(990), late.perMille(999), late.most());
  }
}

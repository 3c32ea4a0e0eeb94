// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.bench.daemon.ProcessTree;
import io.github.jlvs.bench.daemon.ResultTable;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * 2,000 virtual servers with five real servers each and a TCP_CHECK on each of these: from the
 * start to the complete table, and reloads, keepalived and jkeepalived taking turns in one boot.
 */
public final class Services {
  private static final ManyServers SERVERS = new ManyServers(10_000, 5, Duration.ofSeconds(60));
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** By then the start is over on both sides: all checks are registered, and some are made. */
  private static final Duration SETTLE = Duration.ofSeconds(12);

  /** keepalived's work on a reload goes on behind its log line. */
  private static final Duration RELOAD_WINDOW = Duration.ofSeconds(10);

  private static final int NEW_WEIGHT = 9;

  /** Seconds of a part of the trials, by name. */
  private static final class Trials {
    final List<Double> start = new ArrayList<>();
    final List<Double> startCpu = new ArrayList<>();
    final List<Double> same = new ArrayList<>();
    final List<Double> sameCpu = new ArrayList<>();
    final List<Double> weight = new ArrayList<>();
    final List<Double> megabytes = new ArrayList<>();
    final List<List<String>> requests = new ArrayList<>();
  }

  private Services() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments how many trials a side; then the options of jkeepalived's JVM
   */
  public static void main(String[] arguments) {
    JvmStart empty = new JvmStart(Arrays.stream(arguments).skip(1).toList());
    Map<Daemon, Trials> trials = new EnumMap<>(Daemon.class);
    List<Double> emptyStarts = new ArrayList<>();
    for (int trial = 0; trial < Integer.parseInt(arguments[0]); trial++) {
      for (Daemon daemon : Daemon.both()) {
        try (Network network = Network.create();
            DirectorAndRack hosts = DirectorAndRack.in(network)) {
          if (daemon == Daemon.JKEEPALIVED) {
            emptyStarts.add(empty.seconds(hosts.director()));
          }
          measure(daemon, hosts, trials.computeIfAbsent(daemon, d -> new Trials()));
        }
      }
    }
    boolean met =
        print(
            Objects.requireNonNull(trials.get(Daemon.KEEPALIVED)),
            Objects.requireNonNull(trials.get(Daemon.JKEEPALIVED)),
            median(emptyStarts));
    System.exit(met ? 0 : 1);
  }

  private static void measure(Daemon daemon, DirectorAndRack hosts, Trials into) {
    RunningProcess unused = hosts.accepting();
    Daemon.configure(hosts.director(), SERVERS.configuration());
    ManyServers.Progress progress = SERVERS.progress(hosts.ipvs(), true);
    Instant started = Instant.now();
    long begin = System.nanoTime();
    RunningProcess process = daemon.start(hosts.director(), Daemon.Part.SERVERS);
    into.start.add(
        told(
            daemon + ": complete table",
            Looks.secondsUntil(begin, "complete table", LIMIT, progress::complete)));
    into.startCpu.add(told(daemon + ": CPU time by then", ProcessTree.cpuSeconds(process)));
    Await.pause(SETTLE);
    tellMilestones(process, started);

    double cpu = ProcessTree.cpuSeconds(process);
    into.same.add(told(daemon + ": reload without a change", reload(process)));
    Await.pause(RELOAD_WINDOW);
    into.sameCpu.add(told(daemon + ": CPU time of it", ProcessTree.cpuSeconds(process) - cpu));

    Daemon.configure(hosts.director(), SERVERS.configuration(NEW_WEIGHT));
    try (WriteOperations operations = WriteOperations.watch(hosts.director())) {
      begin = System.nanoTime();
      process.signal("HUP");
      into.weight.add(
          told(
              daemon + ": new weight in the table",
              Looks.secondsUntil(begin, "new weight", LIMIT, () -> hasNewWeight(hosts.ipvs()))));
      Await.pause(RELOAD_WINDOW);
      List<String> requests = operations.end();
      System.err.println(daemon + ": requests that change: " + requests);
      into.requests.add(requests);
    }
    into.megabytes.add(ProcessTree.residentMegabytes(process));
    int status = process.stop(LIMIT);
    System.err.println(daemon + ": ended with " + status);
  }

  /** Where the time of a start goes: ours begins its log when it has read the configuration. */
  private static void tellMilestones(RunningProcess process, Instant started) {
    process.lines().stream()
        .filter(line -> line.text().contains("Start"))
        .forEach(
            line ->
                System.err.printf(
                    "  %.3f s: %s%n",
                    Duration.between(started, line.time()).toMillis() / 1000.0, line.text()));
  }

  private static double reload(RunningProcess process) {
    int from = process.lines().size();
    long begin = System.nanoTime();
    process.signal("HUP");
    Object unused =
        process.awaitLine(
            "the end of the reload", from, line -> line.contains("Reload complete"), LIMIT);
    return Looks.secondsSince(begin);
  }

  private static boolean hasNewWeight(Ipvs ipvs) {
    return ipvs.destinations(SERVERS.lastService()).stream()
        .anyMatch(
            entry ->
                entry.destination().id().equals(SERVERS.last())
                    && entry.destination().weight() == NEW_WEIGHT);
  }

  private static double told(String what, double seconds) {
    System.err.printf("%s: %.3f s%n", what, seconds);
    return seconds;
  }

  private static double median(List<Double> values) {
    return new Figures(values).median();
  }

  private static int mostRequests(Trials trials) {
    return trials.requests.stream().mapToInt(List::size).max().orElseThrow();
  }

  private static boolean print(Trials theirs, Trials ours, double empty) {
    System.out.printf(
        "%d virtual servers, %d real servers with TCP_CHECK, delay_loop %d s; medians of %d%n",
        SERVERS.services(), SERVERS.count(), SERVERS.interval().toSeconds(), ours.start.size());
    ResultTable table = new ResultTable();
    table.row("start to complete table, s", median(theirs.start), median(ours.start));
    table.ours("... the same JVM with an empty main, s", empty);
    table.row(
        "... beyond that, s",
        median(theirs.start),
        median(ours.start) - empty,
        median(theirs.start),
        "keepalived's start");
    table.row("... CPU seconds by then", median(theirs.startCpu), median(ours.startCpu));
    double tenth = median(theirs.same) / 10;
    String goal = "a tenth of keepalived's without a change";
    table.row("reload without a change, s", median(theirs.same), median(ours.same), tenth, goal);
    table.row(
        "... CPU seconds, 10 s of checks included", median(theirs.sameCpu), median(ours.sameCpu));
    table.row(
        "reload with one new weight, s", median(theirs.weight), median(ours.weight), tenth, goal);
    table.row(
        "... requests that change the table",
        mostRequests(theirs),
        mostRequests(ours),
        ours.requests.stream().allMatch(List.of("SET_DEST")::equals) ? 1 : -1,
        "one SET_DEST in each trial");
    table.row("resident memory after that, MB", median(theirs.megabytes), median(ours.megabytes));
    return table.print();
  }
}

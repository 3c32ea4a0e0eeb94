// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.control;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.ProcessTree;
import io.github.jlvs.bench.health.DirectorAndRack;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs that a daemon can be looked at, and that it is: the configuration of the guide in
 * networks of their own, all at once, so that what else the machine does meets all alike.
 */
public final class Cost {
  private static final Path GUIDE = Path.of("samples/ha-dr/ds1/keepalived.conf");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final String LISTEN = "status_listen 127.0.0.1 " + Scrape.PORT;

  private static final List<Looked> ALL =
      List.of(
          new Looked("no control socket", "control_socket none", List.of()),
          new Looked("control socket, nobody reads", "", List.of()),
          new Looked("/metrics every 5 s", LISTEN, List.of("/metrics")),
          new Looked("/metrics and / every 5 s", LISTEN, List.of("/metrics", "/")));

  /**
   * How a daemon is set up, and what is read of it at each interval.
   *
   * @param global a line of global_defs
   */
  private record Looked(String words, String global, List<String> pages) {
    String configuration() {
      try {
        return "global_defs {\n " + global + "\n}\n" + Files.readString(GUIDE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One of the daemons. */
  private record Trial(
      Looked looked, Network network, DirectorAndRack hosts, RunningProcess process) {
    static Trial start(Looked looked) {
      Network network = Network.create();
      DirectorAndRack hosts = DirectorAndRack.in(network);
      hosts.rack().sh("ip addr add 10.1.80.95/24 dev enp0s3");
      Object unused = hosts.accepting();
      return new Trial(
          looked,
          network,
          hosts,
          Daemon.JKEEPALIVED.start(hosts.director(), Daemon.Part.ALL, looked.configuration()));
    }

    void look() {
      for (String page : looked.pages()) {
        Scrape unused = Scrape.of(hosts.director(), page);
      }
    }

    double cpu() {
      return ProcessTree.cpuSeconds(process);
    }

    void end() {
      int unused = process.stop(LIMIT);
      hosts.close();
      network.close();
    }
  }

  private Cost() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments for how many seconds CPU time is counted
   */
  public static void main(String[] arguments) {
    Duration window = Duration.ofSeconds(Long.parseLong(arguments[0]));
    List<Trial> trials = new ArrayList<>();
    for (Looked looked : ALL) {
      trials.add(Trial.start(looked));
    }
    for (Trial each : trials) {
      Await.until(
          "both real servers: " + each.looked().words(),
          LIMIT,
          () ->
              each.hosts().director().ipvsTable().stream()
                  .anyMatch(service -> service.destinations().size() == 2));
    }
    look(trials, SETTLE);
    List<Double> before = trials.stream().map(Trial::cpu).toList();
    look(trials, window);
    System.out.printf(
        "the guide's configuration, %d s%n%-32s %12s %12s%n",
        window.toSeconds(), "", "CPU s", "resident MB");
    for (int i = 0; i < trials.size(); i++) {
      Trial each = trials.get(i);
      System.out.printf(
          "%-32s %12.2f %12.1f%n",
          each.looked().words(),
          each.cpu() - before.get(i),
          ProcessTree.residentMegabytes(each.process()));
    }
    trials.forEach(Trial::end);
  }

  private static void look(List<Trial> trials, Duration window) {
    long end = System.nanoTime() + window.toNanos();
    while (System.nanoTime() < end) {
      trials.forEach(Trial::look);
      Await.pause(INTERVAL);
    }
  }
}

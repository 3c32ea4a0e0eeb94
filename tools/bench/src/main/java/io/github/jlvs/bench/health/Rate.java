// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many checks a second one processor makes, and how late they begin: the library's loop with
 * its sockets on one processor and one host, all that is checked on another.
 */
public final class Rate {
  private static final Duration A_WHILE = Duration.ofMinutes(30);

  private Rate() {}

  /**
   * Runs the benchmark.
   *
   * @param arguments the kinds of checks, by commas; the rate that is the goal, 0 for that of the
   *     kind; seconds to watch each rate for; then the options of the JVM that checks
   */
  public static void main(String[] arguments) throws IOException {
    int rate = Integer.parseInt(arguments[1]);
    String seconds = arguments[2];
    List<String> options = Arrays.stream(arguments).skip(3).toList();
    List<String> cpus = cpus();
    boolean met = true;
    for (String name : arguments[0].split(",")) {
      CheckKind kind = CheckKind.valueOf(name);
      String goal = String.valueOf(rate == 0 ? kind.goal() : rate);
      try (Network network = Network.create()) {
        Host director = network.host("director", "10.1.80.91/24");
        Host servers = network.host("servers", "10.1.80.93/24");
        DirectLink.lay(director, cpus.get(0), servers, cpus.get(1), CheckedServers.NETWORK);
        RunningProcess server = new CheckedHost(servers, cpus.get(1)).answer(kind);
        met &= relay(director.start(command(cpus.get(0), options, kind, goal, seconds, server)));
      }
    }
    System.out.printf(
        "%nkeepalived cannot stand beside it here: its checks want IPVS, which no namespace brings"
            + " (tools/bench/health-checks compares the two)%n");
    System.exit(met ? 0 : 1);
  }

  private static String[] command(
      String cpu,
      List<String> options,
      CheckKind kind,
      String goal,
      String seconds,
      RunningProcess server) {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", cpu));
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Checking.class.getName(), kind.name(), goal, seconds));
    server.pids().forEach(pid -> command.add(String.valueOf(pid)));
    return command.toArray(String[]::new);
  }

  /** Prints what it says as it says it; whether the goal was met. */
  private static boolean relay(RunningProcess checking) {
    for (int i = 0; ; i++) {
      String line = checking.awaitLine("a line", i, any -> true, A_WHILE).text();
      System.out.println(line);
      if (line.equals(Checking.MET) || line.equals(Checking.MISSED)) {
        return line.equals(Checking.MET);
      }
    }
  }

  /** Those that this process may use: one for the checks, and another. */
  private static List<String> cpus() throws IOException {
    String list =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("Cpus_allowed_list:"))
            .map(line -> line.replaceAll("[^0-9,-]", ""))
            .findFirst()
            .orElseThrow();
    List<String> cpus = Stream.of(list.split(",")).flatMap(Rate::range).toList();
    if (cpus.size() < 2) {
      throw new IllegalStateException(
          "this takes two processors, one for the checks and one for what is checked; allowed: "
              + list);
    }
    return cpus;
  }

  private static Stream<String> range(String text) {
    String[] ends = text.split("-");
    return IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
        .mapToObj(String::valueOf);
  }
}

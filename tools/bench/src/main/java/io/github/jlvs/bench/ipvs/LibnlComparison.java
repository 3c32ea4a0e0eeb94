// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.ipvs;

import io.github.jlvs.ipvs.Ipvs;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations on destinations a second, the library beside a program in C on libnl, taking turns in
 * one kernel: {@code LibnlComparison PROGRAM DESTINATIONS ROUNDS}.
 */
final class LibnlComparison {
  private static final int DUMPS = 20;
  private static final int WARM_UP_ROUNDS = 12;
  private static final List<String> WORK = List.of("add", "edit", "delete", "dump");

  private final List<Contender> contenders;
  private final int destinations;
  private final PrintStream progress;
  private final Map<String, List<Double>> perSecond = new LinkedHashMap<>();

  private LibnlComparison(List<Contender> contenders, int destinations, PrintStream progress) {
    this.contenders = contenders;
    this.destinations = destinations;
    this.progress = progress;
  }

  public static void main(String[] args) throws IOException {
    int destinations = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    try (Ipvs ipvs = Ipvs.open()) {
      LibnlComparison comparison =
          new LibnlComparison(
              List.of(
                  new LibnlProgram(args[0], "single"),
                  new Library(ipvs, false),
                  new LibnlProgram(args[0], "pipelined"),
                  new Library(ipvs, true)),
              destinations,
              System.err);
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        comparison.round("warming up, " + (i + 1) + " of " + WARM_UP_ROUNDS);
      }
      comparison.perSecond.clear();
      for (int i = 0; i < rounds; i++) {
        comparison.round("round " + (i + 1) + " of " + rounds);
      }
      comparison.print(rounds, System.out);
    }
  }

  private void round(String name) throws IOException {
    progress.println(name);
    for (Contender contender : contenders) {
      for (Measurement measurement : contender.run(destinations, DUMPS)) {
        perSecond
            .computeIfAbsent(measurement.what() + contender.name(), key -> new ArrayList<>())
            .add(measurement.perSecond());
      }
    }
  }

  private double median(String work, String contender) {
    List<Double> sorted =
        perSecond.getOrDefault(work + contender, List.of()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private void print(int rounds, PrintStream out) {
    out.printf(
        "%nDestinations of one service a second, %,d of them, median of %d rounds taking turns%n%n",
        destinations, rounds);
    out.println(
        "|        | libnl, one by one | jlvs, one by one | ratio | libnl, 64 a send | jlvs, apply()"
            + " | ratio | apply() to libnl one by one |");
    out.println("|--------|---:|---:|---:|---:|---:|---:|---:|");
    for (String work : WORK) {
      double single = median(work, "libnl single");
      double ours = median(work, "jlvs single");
      double pipelined = median(work, "libnl pipelined");
      double oursPipelined = median(work, "jlvs pipelined");
      out.printf(
          "| %-6s | %,.0f | %,.0f | %.2f | %,.0f | %,.0f | %.2f | %.2f |%n",
          work,
          single,
          ours,
          ours / single,
          pipelined,
          oursPipelined,
          oursPipelined / pipelined,
          oursPipelined / single);
    }
  }
}

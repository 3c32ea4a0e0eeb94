// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long programs take from start to end, taking turns:
 *
 * <pre>WholeProcesses TITLE ROUNDS PREPARATION [LABEL STATUS INPUT COMMAND]...</pre>
 *
 * <p>The preparation runs before each, untimed; an empty one is none. The first contestant is what
 * the others are divided by. Prints one table.
 */
final class WholeProcesses {
  private static final int WARM_UP = 2;
  private static final int WORDS = 4;

  private WholeProcesses() {}

  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[1]);
    List<Contestant> contestants = new ArrayList<>();
    for (int i = 3; i + WORDS <= args.length; i += WORDS) {
      contestants.add(Contestant.of(List.of(args).subList(i, i + WORDS)));
    }
    List<List<Long>> took = new ArrayList<>();
    contestants.forEach(contestant -> took.add(new ArrayList<>()));
    for (int round = -WARM_UP; round < rounds; round++) {
      System.err.println(args[0] + ": round " + (round + 1) + " of " + rounds);
      for (int i = 0; i < contestants.size(); i++) {
        prepare(args[2]);
        long nanos = contestants.get(i).run();
        if (round >= 0) {
          took.get(i).add(nanos);
        }
      }
    }
    System.out.printf("%n%s, %d rounds taking turns%n%n", args[0], rounds);
    System.out.println("| | median ms | best | worst | median to the first one's |");
    System.out.println("|---|---:|---:|---:|---:|");
    for (int i = 0; i < contestants.size(); i++) {
      List<Long> sorted = took.get(i);
      Collections.sort(sorted);
      System.out.printf(
          "| %s | %.1f | %.1f | %.1f | %.2f |%n",
          contestants.get(i).label(),
          median(sorted) / 1e6,
          sorted.get(0) / 1e6,
          sorted.get(sorted.size() - 1) / 1e6,
          (double) median(sorted) / median(took.get(0)));
    }
  }

  private static long median(List<Long> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static void prepare(String command) throws IOException {
    if (!command.isEmpty()) {
      int status =
          new ProcessBuilder(command.split(" ")).inheritIO().start().onExit().join().exitValue();
      if (status != 0) {
        throw new IOException(command + " ended with " + status);
      }
    }
  }
}

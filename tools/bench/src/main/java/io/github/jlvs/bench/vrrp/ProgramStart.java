// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.vrrp;

import io.github.jlvs.bench.daemon.Figures;
import io.github.jlvs.linux.process.ChildProcess;
import io.github.jlvs.linux.process.ExitStatus;
import io.github.jlvs.linux.process.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For how long the start of a program holds up the thread that starts it: {@link ChildProcess}
 * beside the JDK's ProcessBuilder, taking turns.
 *
 * @param jdk milliseconds until ProcessBuilder's start had returned
 * @param ours milliseconds until that of {@link ChildProcess} had
 */
record ProgramStart(Figures jdk, Figures ours) {
  private static final int WARM_UP = 50;
  private static final int COUNT = 200;
  private static final String PATH = "/bin/true";

  static ProgramStart measure() throws IOException, InterruptedException {
    List<Double> jdk = new ArrayList<>();
    List<Double> ours = new ArrayList<>();
    for (int round = -WARM_UP; round < COUNT; round++) {
      double theirs = withJdk();
      double here = withChildProcess();
      if (round >= 0) {
        jdk.add(theirs);
        ours.add(here);
      }
    }
    return new ProgramStart(new Figures(jdk), new Figures(ours));
  }

  private static double withJdk() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(PATH)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    long begin = System.nanoTime();
    Process process = builder.start();
    double millis = (System.nanoTime() - begin) / 1e6;
    requireSuccess(process.waitFor() == 0);
    return millis;
  }

  private static double withChildProcess() throws InterruptedException {
    Program program = new Program(List.of(PATH), Map.of(), Optional.empty());
    long begin = System.nanoTime();
    try (ChildProcess process = ChildProcess.start(program)) {
      double millis = (System.nanoTime() - begin) / 1e6;
      Optional<ExitStatus> status = process.poll();
      while (status.isEmpty()) {
        Thread.sleep(1);
        status = process.poll();
      }
      requireSuccess(status.get().isSuccess());
      return millis;
    }
  }

  private static void requireSuccess(boolean succeeded) {
    if (!succeeded) {
      throw new IllegalStateException(PATH + " did not run");
    }
  }

  void print() {
    System.out.printf("start of %s until it has returned, ms, %d each%n", PATH, COUNT);
    System.out.printf("%-24s %16s %16s %8s%n", "", "ProcessBuilder", "ChildProcess", "ratio");
    row("median", jdk.median(), ours.median());
    row("99th percentile", jdk.perMille(990), ours.perMille(990));
    row("worst", jdk.most(), ours.most());
  }

  private static void row(String what, double theirs, double here) {
    System.out.printf("%-24s %16.2f %16.2f %8.2f%n", what, theirs, here, here / theirs);
  }
}

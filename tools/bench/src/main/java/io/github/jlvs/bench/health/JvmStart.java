// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.RunningProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM's own start: a program that does nothing, with options of another.
 *
 * @param options those of the JVM
 */
record JvmStart(List<String> options) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** From start to end on this host; files that the first start reads are read before. */
  double seconds(Host host) {
    double unused = once(host);
    double seconds = once(host);
    System.err.printf("the JVM's own start: %.3f s%n", seconds);
    return seconds;
  }

  private double once(Host host) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> words = new ArrayList<>(List.of(java));
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path").split(":")[0]));
    words.add("io.github.jlvs.bench.process.Empty");
    long begin = System.nanoTime();
    RunningProcess process = host.start(words.toArray(String[]::new));
    int status = process.awaitExit(LIMIT);
    if (status != 0) {
      throw new IllegalStateException("the empty program ended with " + status);
    }
    return Looks.secondsSince(begin);
  }
}

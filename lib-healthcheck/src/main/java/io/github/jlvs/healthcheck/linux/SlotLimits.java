// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much tries may take that are under way at the same time.
 *
 * @param tries how many, each with a descriptor
 * @param bytes their memory
 */
record SlotLimits(int tries, long bytes) {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final String OPEN_FILES = "Max open files";
  private static final int MOST = 1 << 20;
  private static final int USUAL = 1024;

  /** Three quarters of the descriptors that this process has left, and half of its heap. */
  static SlotLimits ofThisProcess() {
    return of(lines(), openNow(), Runtime.getRuntime().maxMemory());
  }

  static SlotLimits of(List<String> limits, int open, long heap) {
    int descriptors =
        limits.stream()
            .filter(line -> line.startsWith(OPEN_FILES))
            .map(line -> line.substring(OPEN_FILES.length()).strip().split(" ", -1)[0])
            .mapToInt(SlotLimits::number)
            .findFirst()
            .orElse(USUAL);
    return new SlotLimits(Math.max(1, (descriptors - open) / 4 * 3), heap / 2);
  }

  private static int number(String soft) {
    try {
      return (int) Math.min(MOST, Long.parseLong(soft));
    } catch (NumberFormatException unlimited) {
      return MOST;
    }
  }

  private static int openNow() {
    String[] open = OPEN.toFile().list();
    return open == null ? 0 : open.length;
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(LIMITS);
    } catch (IOException unreadable) {
      return List.of();
    }
  }
}

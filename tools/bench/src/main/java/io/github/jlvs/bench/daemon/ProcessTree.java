// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.daemon;

import io.github.jlvs.lab.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What /proc says of a process and its children. */
public final class ProcessTree {
  /** CLK_TCK, the same on every Linux that a JVM runs on. */
  private static final double TICKS = 100;

  /** Fields of /proc/PID/stat, counted from the one after the name in parentheses. */
  private static final int UTIME = 11;

  private static final int STIME = 12;

  private ProcessTree() {}

  /** User and system time of all its processes, in seconds. */
  public static double cpuSeconds(RunningProcess process) {
    double ticks = 0;
    for (long pid : process.pids()) {
      String stat = read(pid, "stat");
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      ticks += Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
    }
    return ticks / TICKS;
  }

  /** Resident memory of all its processes, in MB. */
  public static double residentMegabytes(RunningProcess process) {
    return status(process, "VmRSS:") / 1024;
  }

  /** Threads of all its processes. */
  public static double threads(RunningProcess process) {
    return status(process, "Threads:");
  }

  /** Open descriptors of all its processes. */
  public static double descriptors(RunningProcess process) {
    double count = 0;
    for (long pid : process.pids()) {
      String[] open = Path.of("/proc", String.valueOf(pid), "fd").toFile().list();
      if (open == null) {
        throw new IllegalStateException("the daemon is gone, or one of its processes: " + pid);
      }
      count += open.length;
    }
    return count;
  }

  private static double status(RunningProcess process, String field) {
    double sum = 0;
    for (long pid : process.pids()) {
      sum +=
          read(pid, "status")
              .lines()
              .filter(line -> line.startsWith(field))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
    }
    return sum;
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("the daemon is gone, or one of its processes", e);
    }
  }
}

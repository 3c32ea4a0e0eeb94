// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Reads what one thread has made of its time: the thread that reads first. Files of /proc, which
 * stay open, as what is read in them is always the present.
 */
final class ThreadTimes implements AutoCloseable {
  /** A thread's time on a processor and waiting for one: Documentation/scheduler/sched-stats. */
  private static final String OF_THREAD = "/proc/thread-self/schedstat";

  /** CLOCK_BOOTTIME, in hundredths of a second. */
  private static final String OF_MACHINE = "/proc/uptime";

  private static final long HUNDREDTH = 10_000_000;
  private static final int LONGEST = 128;

  private final byte[] line = new byte[LONGEST];
  private Optional<RandomAccessFile> thread = Optional.empty();
  private Optional<RandomAccessFile> machine = Optional.empty();
  private boolean unreadable;

  /** Empty where the kernel has no such files, or not these; asked once then. */
  Optional<TimeUse> read(long now) {
    if (unreadable) {
      return Optional.empty();
    }
    try {
      if (thread.isEmpty()) {
        thread = Optional.of(new RandomAccessFile(OF_THREAD, "r"));
        machine = Optional.of(new RandomAccessFile(OF_MACHINE, "r"));
      }
      return Optional.of(parse(now, content(thread.orElseThrow()), content(machine.orElseThrow())));
    } catch (IOException | IllegalArgumentException e) {
      // Why a router was late is not worth more than the router.
      unreadable = true;
      close();
      return Optional.empty();
    }
  }

  /**
   * What the two say.
   *
   * @throws IllegalArgumentException if they are not as they should be
   */
  static TimeUse parse(long now, String ofThread, String ofMachine) {
    StringTokenizer times = new StringTokenizer(ofThread);
    StringTokenizer uptime = new StringTokenizer(ofMachine, " .");
    if (times.countTokens() < 2 || uptime.countTokens() < 2) {
      throw new IllegalArgumentException("not as expected: " + ofThread + ", " + ofMachine);
    }
    long running = Long.parseLong(times.nextToken());
    long queued = Long.parseLong(times.nextToken());
    long boot = Long.parseLong(uptime.nextToken()) * 100 + Long.parseLong(uptime.nextToken());
    return new TimeUse(now, boot * HUNDREDTH, running, queued);
  }

  private String content(RandomAccessFile file) throws IOException {
    file.seek(0);
    int length = Math.max(0, file.read(line));
    return new String(line, 0, length, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    close(thread);
    close(machine);
  }

  private static void close(Optional<RandomAccessFile> file) {
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException e) {
      // It was only read.
    }
  }
}

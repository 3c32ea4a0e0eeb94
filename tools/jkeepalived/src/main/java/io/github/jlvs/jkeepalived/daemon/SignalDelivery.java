// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which signals would end or freeze this process at once, with addresses and virtual servers left
 * behind. Whoever started the JVM has decided that: a signal that comes to no harm is blocked, and
 * waits until it is read from a descriptor, or ignored.
 *
 * @param unsafe the signals that would
 */
public record SignalDelivery(Set<Integer> unsafe) {
  private static final int NAMED = 6;

  /**
   * How signals come to this process. Two of its threads tell: the one that called main, which is
   * like all others of the JVM, and the very first, which the JVM has no hold of and which the
   * kernel gives a signal to before any other.
   *
   * @throws UncheckedIOException if /proc is not mounted
   */
  public static SignalDelivery ofThisProcess() {
    return of(read("/proc/self/status"), read("/proc/thread-self/status"));
  }

  static SignalDelivery of(String firstThread, String javaThread) {
    Set<Integer> unsafe = new TreeSet<>();
    for (int signal : SignalNumber.HARMFUL) {
      // In its own threads the JVM has its signal unblocked, and a handler for it that knows them.
      boolean safe =
          isSafe(firstThread, signal)
              && (signal == SignalNumber.OF_THE_JVM || isSafe(javaThread, signal));
      if (!safe) {
        unsafe.add(signal);
      }
    }
    return new SignalDelivery(unsafe);
  }

  private static boolean isSafe(String status, int signal) {
    boolean ignored = has(status, "SigIgn", signal);
    // A handler of the JVM unblocks this one while it runs: blocked alone it would still end it.
    return ignored || (signal != SignalNumber.TRAP && has(status, "SigBlk", signal));
  }

  private static boolean has(String status, String name, int signal) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(name.length() + 1).strip(), 16))
        .anyMatch(mask -> (mask & 1L << (signal - 1)) != 0);
  }

  private static String read(String status) {
    try {
      return Files.readString(Path.of(status));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + status + ": is /proc mounted?", e);
    }
  }

  /** Why the daemon should not be started, and what to do about it; nothing where it may be. */
  public Optional<String> refusal() {
    if (unsafe.isEmpty()) {
      return Optional.empty();
    }
    String names =
        unsafe.stream().limit(NAMED).map(SignalNumber::name).collect(Collectors.joining(", "));
    int more = unsafe.size() - NAMED;
    return Optional.of(
        "signals would end it at once and leave addresses and virtual servers behind ("
            + names
            + (more > 0 ? " and " + more + " more" : "")
            + "): start it by tools/bin/jkeepalived, which blocks them; docs/jkeepalived.md says"
            + " how to do without");
  }
}

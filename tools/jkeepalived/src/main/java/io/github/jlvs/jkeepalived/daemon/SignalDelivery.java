// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** What happens when a signal comes, which whoever started the JVM has decided. */
enum SignalDelivery {
  /** It waits until it is read from a descriptor: the launcher has blocked it. */
  READ,

  /** The JVM ends in order, with shutdown hooks: started without the launcher. */
  ENDS_IN_ORDER,

  /** The process is gone at once: {@code -Xrs} without blocked signals. */
  KILLS;

  private static final Path STATUS = Path.of("/proc/thread-self/status");

  /** How these signals come to the calling thread; the worst of them counts. */
  static SignalDelivery of(Collection<Integer> signals) {
    try {
      return of(Files.readString(STATUS), signals);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS + ": is /proc mounted?", e);
    }
  }

  static SignalDelivery of(String status, Collection<Integer> signals) {
    long blocked = mask(status, "SigBlk");
    long handled = mask(status, "SigCgt") | mask(status, "SigIgn");
    SignalDelivery worst = READ;
    for (int signal : signals) {
      long bit = 1L << (signal - 1);
      SignalDelivery each =
          (blocked & bit) != 0 ? READ : (handled & bit) != 0 ? ENDS_IN_ORDER : KILLS;
      worst = each.compareTo(worst) > 0 ? each : worst;
    }
    return worst;
  }

  private static long mask(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(name.length() + 1).strip(), 16))
        .findFirst()
        .orElse(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.pulse.Watched;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How threads of the daemon end unasked. Where that is for want of memory, what is left to do needs
 * some, so there is a reserve. Thread-safe.
 */
final class Endings {
  /** Priority 0, addresses and a few thousand services; the heap has 64 MB. */
  private static final int RESERVE = 1 << 20;

  private final AtomicReference<Optional<byte[]>> reserve =
      new AtomicReference<>(Optional.of(new byte[RESERVE]));

  private final CompletableFuture<Throwable> first = new CompletableFuture<>();

  /** A loop ends, and has not closed yet what it serves. */
  void failing(Throwable cause) {
    reserve.set(Optional.empty());
  }

  /** A thread has ended. */
  void died(Throwable cause) {
    failing(cause);
    boolean unused = first.complete(cause);
  }

  /** A thread does not answer any more. */
  void hangs(Watched thread) {
    died(
        new IllegalStateException(
            thread.thread() + " does not answer any more" + where(thread.thread())));
  }

  private static String where(String thread) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(each -> each.getKey().getName().equals(thread))
        .findFirst()
        .map(each -> Faults.at(each.getValue()))
        .orElse("");
  }

  /** The first that ended; completed on some thread. */
  CompletableFuture<Throwable> first() {
    return first;
  }
}

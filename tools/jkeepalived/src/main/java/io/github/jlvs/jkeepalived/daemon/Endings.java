// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How threads of the daemon end unasked. Where that is for want of memory, what is left to do needs
 * some, so there is a reserve. Should it be used up by somebody else, so that nothing ends any
 * more, the last resort is a thread that needs none: then the process ends where it stands, and the
 * next start removes what it left. Thread-safe.
 */
final class Endings {
  /** Priority 0, addresses and a few thousand services. */
  private static final int RESERVE = 1 << 20;

  /** Longer than the end in order may take after a fault. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final AtomicReference<Optional<byte[]>> reserve =
      new AtomicReference<>(Optional.of(new byte[RESERVE]));

  private final CompletableFuture<Throwable> first = new CompletableFuture<>();

  /** Counting it down needs no memory, nor does going on after that. */
  private final CountDownLatch failed = new CountDownLatch(1);

  /** Without a last resort. */
  Endings() {}

  /**
   * With one.
   *
   * @param lastResort ends the process, without needing memory; called on a thread of its own when
   *     it has not ended for some time after a fault
   */
  static Endings endingBy(Runnable lastResort) {
    return endingBy(lastResort, LIMIT);
  }

  static Endings endingBy(Runnable lastResort, Duration limit) {
    Endings endings = new Endings();
    long millis = limit.toMillis();
    new WorkThread(
            "jkeepalived-last-resort",
            () -> endings.await(lastResort, millis),
            cause -> lastResort.run())
        .begin();
    return endings;
  }

  private void await(Runnable lastResort, long millis) {
    try {
      failed.await();
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      // Nobody interrupts it; there is nobody left to be told.
      return;
    }
    lastResort.run();
  }

  /** A loop ends, and has not closed yet what it serves. */
  void failing(Throwable cause) {
    reserve.set(Optional.empty());
    failed.countDown();
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

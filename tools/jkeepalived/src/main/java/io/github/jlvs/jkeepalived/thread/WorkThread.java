// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.thread;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A named thread that is begun when there is work, tells what ends it unasked, and is waited for at
 * the end. What it waits for, and how it is told to end, is its work's own business. Thread-safe.
 */
public final class WorkThread {
  private final Thread thread;
  private boolean begun;

  /**
   * Makes one, which does not run yet.
   *
   * @param work what it does; it ends when that returns
   * @param died told on that thread what the work threw
   */
  public WorkThread(String name, Runnable work, Consumer<Throwable> died) {
    thread = new Thread(work, name);
    // The end of the daemon waits for no thread longer than it means to.
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((dead, cause) -> died.accept(cause));
  }

  /** Starts it, unless it has been. */
  public synchronized void begin() {
    if (!begun) {
      begun = true;
      thread.start();
    }
  }

  /**
   * Waits until its work is over, whatever interrupts that; an interrupt is to be seen afterwards.
   *
   * @param limit how long at the most
   * @return whether it does not run: it has ended, or never begun
   */
  public boolean awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    long left = limit.toNanos();
    while (thread.isAlive() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.linux.EventLoop;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * An event loop and the named thread that runs it.
 *
 * <p>After the loop has ended by an exception, {@link #call} runs its code on the calling thread:
 * what the loop was in charge of can still be taken down in order.
 */
final class LoopThread implements AutoCloseable {
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long FAREWELL_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private final EventLoop loop = EventLoop.open();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param died told, on that thread, when the loop ends by an exception
   */
  LoopThread(String name, Consumer<Throwable> died) {
    thread = new Thread(() -> run(died), name);
    thread.start();
  }

  private void run(Consumer<Throwable> died) {
    Throwable cause;
    try {
      loop.run();
      return;
    } catch (RuntimeException | Error e) {
      cause = e;
    } finally {
      // Before anybody is told: who is told may want to call at once.
      ended.countDown();
    }
    died.accept(cause);
  }

  EventLoop loop() {
    return loop;
  }

  /** {@link #call} without a result. */
  void run(Runnable code, Duration limit) {
    Object unused =
        call(
            () -> {
              code.run();
              return Boolean.TRUE;
            },
            limit);
  }

  /**
   * Runs something on the loop's thread and waits for it; on the calling thread where the loop has
   * ended. It is run once, whenever the loop ends.
   *
   * @throws IllegalStateException if it isn't done within the limit, because the thread hangs
   */
  <T> T call(Callable<T> code, Duration limit) {
    FutureTask<T> task = new FutureTask<>(code);
    loop.post(task);
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        if (ended.getCount() == 0) {
          task.run(); // does nothing where the loop has run it
        }
        long left = deadline - System.nanoTime();
        try {
          return task.get(Math.min(SLICE_NANOS, Math.max(0, left)), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (left <= 0) {
            throw new IllegalStateException(
                thread.getName() + " did not answer within " + limit.toMillis() + " ms", e);
          }
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(thread.getName() + ": " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + thread.getName(), e);
    }
  }

  /** Ends the loop and waits for it; one that hangs is left behind with its descriptors. */
  @Override
  public void close() {
    loop.stop();
    try {
      if (ended.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
        loop.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.linux.EventLoop;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An event loop and the named thread that runs it. */
final class LoopThread implements AutoCloseable {
  private final EventLoop loop = EventLoop.open();
  private final Thread thread;

  /**
   * Starts the thread.
   *
   * @param died told when the loop ends by an exception
   */
  LoopThread(String name, Consumer<Throwable> died) {
    thread = new Thread(loop::run, name);
    thread.setUncaughtExceptionHandler((dead, cause) -> died.accept(cause));
    thread.start();
  }

  EventLoop loop() {
    return loop;
  }

  /**
   * Runs something on the loop's thread and waits for it.
   *
   * @throws IllegalStateException if it isn't done within the limit, because the thread has died or
   *     hangs
   */
  <T> T call(Callable<T> code, Duration limit) {
    FutureTask<T> task = new FutureTask<>(code);
    loop.post(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IllegalStateException(thread.getName() + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          thread.getName() + " did not answer within " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + thread.getName(), e);
    }
  }

  /** Whether the thread still runs. */
  boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      loop.close();
    }
  }
}

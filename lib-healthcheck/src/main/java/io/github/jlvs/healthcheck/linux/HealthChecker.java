// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Health checks on a thread of their own: for programs without an event loop.
 *
 * <p>The thread is called {@code jlvs-health} and does not keep the JVM alive. The listener is
 * called on it. If the listener or a probe throws, the thread ends with that exception: {@link
 * #ended} tells, and every later call fails. Thread-safe; calls wait until the thread has done what
 * they ask for, and are refused on that thread itself.
 */
public final class HealthChecker implements AutoCloseable {
  private final EventLoop loop;
  private final HealthChecks checks;
  private final Thread thread;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Object posting = new Object();
  private boolean closed;

  private HealthChecker(HealthListener listener) {
    loop = EventLoop.open();
    checks = new HealthChecks(loop, listener);
    thread = new Thread(this::run, "jlvs-health");
    thread.setDaemon(true);
  }

  /**
   * Starts to check.
   *
   * @param configuration the virtual servers, no name twice
   * @param listener hears what is found out, on the thread of the checks; when this returns it has
   *     heard the first table of every virtual server
   * @return what reconfigures and ends it
   * @throws IllegalArgumentException if a name is there twice
   * @throws IllegalStateException if the listener has thrown; its exception is the cause
   * @throws LinuxException if the kernel gives no event loop
   */
  public static HealthChecker start(List<VirtualServer> configuration, HealthListener listener) {
    requireDistinctNames(configuration);
    HealthChecker checker = new HealthChecker(listener);
    checker.thread.start();
    try {
      checker.tell(() -> checker.checks.start(configuration));
      return checker;
    } catch (IllegalStateException e) {
      checker.close();
      throw e;
    }
  }

  /**
   * Takes over another configuration, as {@link HealthChecks#reconfigure} does.
   *
   * @param configuration all virtual servers, no name twice
   * @throws IllegalArgumentException if a name is there twice; nothing has changed then
   * @throws IllegalStateException if checking has ended, or on the thread of the checks
   */
  public void reconfigure(List<VirtualServer> configuration) {
    requireDistinctNames(configuration);
    tell(() -> checks.reconfigure(configuration));
  }

  /**
   * Where everything stands now.
   *
   * @return the virtual servers in configuration order
   * @throws IllegalStateException if checking has ended, or on the thread of the checks
   */
  public List<VirtualServerStatus> snapshot() {
    return ask(checks::snapshot);
  }

  /**
   * Tells when the thread has ended: normally by {@link #close()}, else with the exception that
   * ended it.
   *
   * @return the stage
   */
  public CompletionStage<Void> ended() {
    return ended.minimalCompletionStage();
  }

  /**
   * Ends all checks, which the listener hears of as of {@link HealthChecks#stop}, and the thread;
   * returns when it has ended. Tells nothing when the thread has died before. A second call does
   * nothing.
   *
   * @throws IllegalStateException on the thread of the checks
   */
  @Override
  public void close() {
    refuseOwnThread();
    synchronized (posting) {
      if (closed) {
        return;
      }
      closed = true;
      loop.post(this::stop);
    }
    // The exception that ended the thread, if any, is told by ended() and has gone to the thread's
    // handler of uncaught exceptions.
    ended.exceptionally(told -> null).join();
    loop.close();
  }

  private static void requireDistinctNames(List<VirtualServer> configuration) {
    // Here, so that the caller gets the exception and not the thread.
    var unused = HealthChecks.byName(configuration);
  }

  private void run() {
    // Connections first: who hears of the end finds nothing left.
    try (checks) {
      loop.run();
    } catch (RuntimeException | Error e) {
      ended.completeExceptionally(e);
      throw e;
    }
    ended.complete(null);
  }

  private void stop() {
    checks.stop();
    loop.stop();
  }

  private void tell(Runnable order) {
    ask(
        () -> {
          order.run();
          return true;
        });
  }

  private <T> T ask(Supplier<T> question) {
    refuseOwnThread();
    CompletableFuture<T> answer = new CompletableFuture<>();
    synchronized (posting) {
      if (closed) {
        throw new IllegalStateException("health checking is closed: start it again");
      }
      // What the question throws ends the loop, as everything thrown there does.
      loop.post(() -> answer.complete(question.get()));
    }
    try {
      CompletableFuture.anyOf(answer, ended).join();
    } catch (CompletionException e) {
      throw new IllegalStateException(
          "health checking has ended because of an exception: start it again", e.getCause());
    }
    if (!answer.isDone()) {
      throw new IllegalStateException("health checking was closed meanwhile: start it again");
    }
    return answer.join();
  }

  private void refuseOwnThread() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "a listener cannot wait for the thread it is called on: use another thread");
    }
  }
}

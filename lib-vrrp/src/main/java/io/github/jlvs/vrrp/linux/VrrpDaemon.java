// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.vrrp.linux.RunnerEvent.Listener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Virtual routers on a thread of their own, named {@value #THREAD}: the short way to embed VRRP.
 *
 * <pre>{@code
 * VirtualRouterConfig config = VirtualRouterConfig.builder(51, address).priority(101).build();
 * RouterSetup setup = RouterSetup.builder("VI_1", "eth0", config).build();
 * try (VrrpDaemon daemon = VrrpDaemon.start(List.of(setup), System.out::println)) {
 *   daemon.ended().join();
 * }
 * }</pre>
 *
 * <p>If the thread dies of an exception, masters say priority 0 and their addresses are removed, as
 * far as that still works, and {@link #ended()} completes with the exception.
 *
 * <p>Thread-safe.
 */
public final class VrrpDaemon implements AutoCloseable {
  /** The thread's name. */
  public static final String THREAD = "jlvs-vrrp";

  private final EventLoop loop;
  private final VrrpRunner runner;
  private final Thread thread;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> endedForCallers = ended.copy();

  /** Ends the waits for answers. As dependents of {@code ended} they would never be let go. */
  private final Set<Runnable> waits = ConcurrentHashMap.newKeySet();

  private volatile boolean over;

  private VrrpDaemon(EventLoop loop, VrrpRunner runner) {
    this.loop = loop;
    this.runner = runner;
    this.thread = new Thread(this::run, THREAD);
  }

  /**
   * Starts virtual routers in the calling thread's network namespace.
   *
   * @param setups the virtual routers
   * @param listener told of what happens, on the daemon's thread
   * @return the running daemon
   * @throws IllegalArgumentException if the setups contradict each other
   * @throws io.github.jlvs.linux.LinuxException if a socket can't be opened: EPERM without
   *     CAP_NET_RAW
   * @throws io.github.jlvs.netlink.NetlinkException if rtnetlink can't be used
   */
  public static VrrpDaemon start(List<RouterSetup> setups, Listener listener) {
    return start(setups, List.of(), RunnerOptions.defaults(), listener);
  }

  /**
   * Starts virtual routers and sync groups.
   *
   * @param setups the virtual routers
   * @param groups the sync groups
   * @param options how to work, and in which network namespace
   * @param listener told of what happens, on the daemon's thread
   * @return the running daemon
   * @throws IllegalArgumentException if the setups contradict each other
   * @throws io.github.jlvs.linux.LinuxException if a socket can't be opened: EPERM without
   *     CAP_NET_RAW
   * @throws io.github.jlvs.netlink.NetlinkException if rtnetlink can't be used
   */
  public static VrrpDaemon start(
      List<RouterSetup> setups, List<GroupSetup> groups, RunnerOptions options, Listener listener) {
    EventLoop loop = EventLoop.open();
    VrrpRunner runner;
    try {
      runner = VrrpRunner.open(loop, options, listener);
    } catch (RuntimeException e) {
      loop.close();
      throw e;
    }
    VrrpDaemon daemon = new VrrpDaemon(loop, runner);
    daemon.thread.start();
    try {
      daemon.reconfigure(setups, groups);
    } catch (RuntimeException e) {
      daemon.close();
      throw e;
    }
    return daemon;
  }

  /**
   * Runs exactly these virtual routers from now on; see {@link VrrpRunner#reconfigure}.
   *
   * @param setups the virtual routers
   * @param groups the sync groups
   * @throws IllegalArgumentException if they contradict each other; nothing has changed then
   */
  public void reconfigure(List<RouterSetup> setups, List<GroupSetup> groups) {
    Object unused =
        ask(
            running -> {
              running.reconfigure(setups, groups);
              return running;
            });
  }

  /**
   * The virtual routers at this moment.
   *
   * @return in the order of their setups
   */
  public List<RouterStatus> routers() {
    return ask(VrrpRunner::routers);
  }

  /**
   * Does something with the runner on its thread and waits for it. Not for the listener, which is
   * called on that thread.
   *
   * @param <T> what it results in
   * @param question what to do; must not block
   * @return its result
   * @throws IllegalStateException if the daemon has ended, the calling thread is interrupted, or it
   *     is the daemon's own
   */
  public <T> T ask(Function<VrrpRunner, T> question) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException(
          "the VRRP daemon's own thread would wait for itself: ask from another thread");
    }
    FutureTask<T> task = new FutureTask<>(() -> question.apply(runner));
    Runnable endOfWait = () -> task.cancel(false);
    waits.add(endOfWait);
    if (over) {
      endOfWait.run();
    }
    loop.post(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new CompletionException(e.getCause());
    } catch (java.util.concurrent.CancellationException e) {
      throw new IllegalStateException("the VRRP daemon has ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the VRRP daemon", e);
    } finally {
      waits.remove(endOfWait);
    }
  }

  /**
   * When the daemon has ended.
   *
   * @return completes after {@link #close()}, or with the exception that the thread died of
   */
  public CompletableFuture<Void> ended() {
    return endedForCallers;
  }

  /**
   * Stops all virtual routers (priority 0, addresses removed) and the thread, and waits for it; a
   * second call does nothing. From the listener it does not wait: the daemon ends when the listener
   * has returned.
   */
  @Override
  public void close() {
    loop.stop();
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        // The addresses must be gone when this returns: wait on, and tell the caller's thread.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Optional<Throwable> failure = Optional.empty();
    try (loop;
        runner) {
      loop.run();
    } catch (Throwable e) {
      failure = Optional.of(e);
    }
    over = true;
    waits.forEach(Runnable::run);
    failure.ifPresentOrElse(ended::completeExceptionally, () -> ended.complete(null));
  }
}

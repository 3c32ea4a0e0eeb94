// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent.Listener;
import io.github.jlvs.linux.EventLoopThread;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Health checks on a thread of their own, named {@value #THREAD}: for programs without an event
 * loop.
 *
 * <p>If the thread dies of an exception of the listener or of a probe, the checks end and tell
 * nothing more, so what was desired last stays; {@link #ended()} completes with the exception, and
 * every later call fails.
 *
 * <p>Thread-safe.
 */
public final class HealthDaemon implements AutoCloseable {
  /** The thread's name. */
  public static final String THREAD = "jlvs-health";

  private final EventLoopThread<HealthRunner> thread;

  private HealthDaemon(EventLoopThread<HealthRunner> thread) {
    this.thread = thread;
  }

  /**
   * Starts to check, in the calling thread's network namespace.
   *
   * @param configuration the virtual servers, no name twice
   * @param listener told of what happens, on the daemon's thread; when this returns it has heard
   *     the first table of every virtual server
   * @return the running daemon
   * @throws IllegalArgumentException if a name is there twice
   * @throws RuntimeException what the listener threw, if it did already
   * @throws io.github.jlvs.linux.LinuxException if the kernel gives no event loop
   */
  public static HealthDaemon start(List<VirtualServer> configuration, Listener listener) {
    HealthDaemon daemon =
        new HealthDaemon(
            EventLoopThread.start(
                THREAD,
                loop -> {
                  Consumer<HealthRunnerEvent> told = loop.endedBy(listener::event);
                  return HealthRunner.open(loop, told::accept);
                }));
    try {
      daemon.reconfigure(configuration);
    } catch (RuntimeException | Error e) {
      daemon.thread.close();
      throw e;
    }
    return daemon;
  }

  /**
   * Checks exactly these virtual servers from now on; see {@link HealthRunner#reconfigure}.
   *
   * @param configuration all virtual servers, no name twice
   * @throws IllegalArgumentException if a name is there twice; nothing has changed then
   * @throws IllegalStateException if the daemon has ended, or on its own thread
   */
  public void reconfigure(List<VirtualServer> configuration) {
    thread.run(runner -> runner.reconfigure(configuration));
  }

  /**
   * The virtual servers at this moment.
   *
   * @return in the order of the configuration
   * @throws IllegalStateException if the daemon has ended, or on its own thread
   */
  public List<VirtualServerStatus> virtualServers() {
    return thread.call(HealthRunner::virtualServers);
  }

  /**
   * Asks something of the runner, on its thread; see {@link EventLoopThread#ask}.
   *
   * @param <A> the answer
   * @param question what to do; must not block
   * @return the answer
   */
  public <A> CompletableFuture<A> ask(Function<? super HealthRunner, ? extends A> question) {
    return thread.ask(question);
  }

  /**
   * When the daemon has ended.
   *
   * @return completes after {@link #close()}, or with the exception that the thread died of
   */
  public CompletableFuture<Void> ended() {
    return thread.ended();
  }

  /**
   * Ends all checks, which the listener is told of as {@link HealthRunner#stop} says, and the
   * thread, and waits for it; a second call does nothing. From the listener it does not wait: the
   * daemon ends when the listener has returned.
   */
  @Override
  public void close() {
    CompletableFuture<Boolean> unusedToldByEnded =
        thread.ask(
            runner -> {
              runner.stop();
              return true;
            });
    thread.close();
  }
}

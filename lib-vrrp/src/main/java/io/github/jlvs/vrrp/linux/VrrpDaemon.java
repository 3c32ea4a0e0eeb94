// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.EventLoopThread;
import io.github.jlvs.vrrp.linux.RunnerEvent.Listener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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

  private final EventLoopThread<VrrpRunner> thread;

  private VrrpDaemon(EventLoopThread<VrrpRunner> thread) {
    this.thread = thread;
  }

  /**
   * Starts virtual routers in the calling thread's network namespace.
   *
   * @param setups the virtual routers
   * @param listener told of what happens, on the daemon's thread
   * @return the running daemon
   * @throws IllegalArgumentException if the setups contradict each other
   * @throws io.github.jlvs.linux.LinuxException if a socket can't be opened: EPERM without
   *     CAP_NET_RAW; or rtnetlink can't be used
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
   *     CAP_NET_RAW; or rtnetlink can't be used
   */
  public static VrrpDaemon start(
      List<RouterSetup> setups, List<GroupSetup> groups, RunnerOptions options, Listener listener) {
    VrrpDaemon daemon =
        new VrrpDaemon(
            EventLoopThread.start(
                THREAD,
                loop -> {
                  Consumer<RunnerEvent> told = loop.endedBy(listener::event);
                  return VrrpRunner.open(loop, options, told::accept);
                }));
    try {
      daemon.reconfigure(setups, groups);
    } catch (RuntimeException | Error e) {
      daemon.close();
      throw e;
    }
    return daemon;
  }

  /**
   * Runs exactly these virtual routers from now on; see {@link VrrpRunner#reconfigure(List, List)}.
   *
   * @param setups the virtual routers
   * @param groups the sync groups
   * @throws IllegalArgumentException if they contradict each other; nothing has changed then
   * @throws IllegalStateException if the daemon has ended, or on its own thread
   */
  public void reconfigure(List<RouterSetup> setups, List<GroupSetup> groups) {
    thread.run(runner -> runner.reconfigure(setups, groups));
  }

  /**
   * The same, with other settings than {@link HostSettings#DEFAULT}.
   *
   * @param setups the virtual routers
   * @param groups the sync groups
   * @param settings how all of them use the host
   * @throws IllegalArgumentException if they contradict each other; nothing has changed then
   * @throws IllegalStateException if the daemon has ended, or on its own thread
   */
  public void reconfigure(
      List<RouterSetup> setups, List<GroupSetup> groups, HostSettings settings) {
    thread.run(runner -> runner.reconfigure(setups, groups, settings));
  }

  /**
   * The virtual routers at this moment.
   *
   * @return in the order of their setups
   * @throws IllegalStateException if the daemon has ended, or on its own thread
   */
  public List<RouterStatus> routers() {
    return thread.call(VrrpRunner::routers);
  }

  /**
   * Asks something of the runner, on its thread; see {@link EventLoopThread#ask}.
   *
   * @param <A> the answer
   * @param question what to do; must not block
   * @return the answer
   */
  public <A> CompletableFuture<A> ask(Function<? super VrrpRunner, ? extends A> question) {
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
   * Stops all virtual routers (priority 0, addresses removed) and the thread, and waits for it; a
   * second call does nothing. From the listener it does not wait: the daemon ends when the listener
   * has returned.
   */
  @Override
  public void close() {
    thread.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.linux.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All health checks of any number of virtual servers, on an event loop that the caller owns and
 * runs. {@link HealthChecker} brings a loop and a thread of its own.
 *
 * <p>Everything here belongs to the loop's thread, or to the time before it runs; other threads
 * {@link EventLoop#post} what they want done. Nothing blocks. If the listener or a probe throws,
 * the exception goes through to {@link EventLoop#run}; {@link #close()} is then what is left to do.
 */
public final class HealthChecks implements AutoCloseable {
  private final CheckLoop loop;
  private final Announcer listener;
  private Map<VirtualServerName, VirtualServerChecks> virtualServers = new LinkedHashMap<>();
  private boolean running;

  /**
   * Nothing is checked before {@link #start}.
   *
   * @param loop where the checks run; stays the caller's
   * @param random where the wait before a first try comes from
   * @param listener hears what is found out
   */
  public HealthChecks(EventLoop loop, RandomGenerator random, HealthListener listener) {
    this.loop = new CheckLoop(loop, Objects.requireNonNull(random, "random"));
    this.listener = new Announcer(Objects.requireNonNull(listener, "listener"));
  }

  /**
   * The same, with chance from a generator that is seeded by the system.
   *
   * @param loop where the checks run; stays the caller's
   * @param listener hears what is found out
   */
  public HealthChecks(EventLoop loop, HealthListener listener) {
    this(loop, new SplittableRandom(), listener);
  }

  /**
   * Tells the first table of every virtual server, then begins their checks, each after a wait
   * drawn from zero to its warmup.
   *
   * @param configuration the virtual servers, no name twice
   * @throws IllegalArgumentException if a name is there twice; nothing has begun then
   * @throws IllegalStateException if it is running, or a listener calls this
   */
  public void start(List<VirtualServer> configuration) {
    listener.refuseCallsFromListener("start health checks");
    if (running) {
      throw new IllegalStateException("health checks run already: reconfigure or stop them");
    }
    Map<VirtualServerName, VirtualServer> wanted = byName(configuration);
    running = true;
    apply(wanted);
  }

  /**
   * Takes over another configuration. Checks that are equal go on as if nothing had happened, with
   * their state and their schedule, a try under way included; new checks of a real server that
   * stays take its state. Virtual servers that are gone are told to stop, first of all.
   *
   * @param configuration all virtual servers, no name twice
   * @throws IllegalArgumentException if a name is there twice; nothing has changed then
   * @throws IllegalStateException if it is not running, or a listener calls this
   */
  public void reconfigure(List<VirtualServer> configuration) {
    listener.refuseCallsFromListener("reconfigure health checks");
    if (!running) {
      throw new IllegalStateException("health checks do not run: start them");
    }
    apply(byName(configuration));
  }

  /**
   * Checks what {@link #start} and {@link #reconfigure} ask of a configuration.
   *
   * @param configuration the virtual servers
   * @throws IllegalArgumentException if a name is there twice
   */
  static Map<VirtualServerName, VirtualServer> byName(List<VirtualServer> configuration) {
    Map<VirtualServerName, VirtualServer> named = new LinkedHashMap<>();
    for (VirtualServer server : configuration) {
      if (named.put(server.name(), server) != null) {
        throw new IllegalArgumentException(
            "virtual server " + server.name() + " is configured twice: give one another address");
      }
    }
    return named;
  }

  private void apply(Map<VirtualServerName, VirtualServer> wanted) {
    Map<VirtualServerName, VirtualServerChecks> before = virtualServers;
    // In place before anything is told, so that an exception leaves no check that close() misses.
    Map<VirtualServerName, VirtualServerChecks> all = new LinkedHashMap<>(before);
    virtualServers = all;
    before.forEach(
        (name, checks) -> {
          if (!wanted.containsKey(name)) {
            all.remove(name);
            checks.stop();
          }
        });
    Map<VirtualServerName, VirtualServerChecks> inOrder = new LinkedHashMap<>();
    wanted.forEach(
        (name, server) -> {
          VirtualServerChecks known = before.get(name);
          VirtualServerChecks checks =
              known == null ? new VirtualServerChecks(loop, listener, server) : known;
          inOrder.put(name, checks);
          all.put(name, checks);
          if (known == null) {
            checks.start();
          } else {
            checks.reconfigure(server);
          }
        });
    virtualServers = inOrder;
    // Last: a try can end at once, and must find every virtual server in its new shape.
    inOrder.values().forEach(VirtualServerChecks::begin);
  }

  /**
   * Ends all checks and tells what ending them means: real servers shut down, tables empty. Without
   * effect when not running. Can be started again, knowing nothing.
   *
   * @throws IllegalStateException if a listener calls this
   */
  public void stop() {
    listener.refuseCallsFromListener("stop health checks");
    if (running) {
      running = false;
      List<VirtualServerChecks> ended = new ArrayList<>(virtualServers.values());
      ended.forEach(VirtualServerChecks::end);
      virtualServers = new LinkedHashMap<>();
      ended.forEach(VirtualServerChecks::stop);
    }
  }

  /**
   * Where everything stands now.
   *
   * @return the virtual servers in configuration order; empty when not running
   */
  public List<VirtualServerStatus> snapshot() {
    return virtualServers.values().stream().map(VirtualServerChecks::status).toList();
  }

  /** Drops all checks and their connections and tells nothing: for when the loop has ended. */
  @Override
  public void close() {
    running = false;
    virtualServers.values().forEach(VirtualServerChecks::end);
    virtualServers = new LinkedHashMap<>();
  }
}

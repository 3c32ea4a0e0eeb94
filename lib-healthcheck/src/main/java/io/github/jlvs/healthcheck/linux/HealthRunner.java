// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent.Listener;
import io.github.jlvs.linux.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/**
 * All health checks of any number of virtual servers, on an event loop that the caller owns and
 * runs. {@link HealthDaemon} brings a loop and a thread of its own.
 *
 * <p>Everything here belongs to the loop's thread, or to the time before it runs; other threads
 * {@link EventLoop#post} what they want done. Nothing blocks. So many tries at the most are under
 * way at the same time as three quarters of the descriptors that the process has left and half of
 * its heap allow; the others begin when one of them has ended. If the listener or a probe throws,
 * the exception goes through to {@link EventLoop#run}; {@link #close()} is then what is left to do.
 */
public final class HealthRunner implements AutoCloseable {
  private final CheckLoop loop;
  private final Runnable closing;
  private final ReentrancyGuard listener;
  private Map<VirtualServerName, VirtualServerChecks> virtualServers = new LinkedHashMap<>();
  private Set<VirtualServerName> resting = Set.of();
  private Map<VirtualServerName, Map<ServiceAddress, AdministrativeState>> administered = Map.of();

  private HealthRunner(
      EventLoop loop,
      RandomGenerator random,
      ScriptRunner scripts,
      Runnable closing,
      SlotLimits limits,
      Listener listener) {
    this.loop =
        new CheckLoop(
            loop,
            Objects.requireNonNull(random, "random"),
            Objects.requireNonNull(scripts, "scripts"),
            limits);
    this.closing = closing;
    this.listener = new ReentrancyGuard(Objects.requireNonNull(listener, "listener"));
  }

  /**
   * Opens a runner without virtual servers. Scripts of its checks are run by a {@link ScriptThread}
   * of its own.
   *
   * @param loop the loop that it works on; stays the caller's
   * @param listener told of what happens, on the loop's thread
   * @return the runner
   */
  public static HealthRunner open(EventLoop loop, Listener listener) {
    return open(loop, new SplittableRandom(), listener);
  }

  /**
   * The same, with chance of the caller's.
   *
   * @param loop the loop that it works on; stays the caller's
   * @param random where the wait before a first try comes from, and what tells echo requests apart
   * @param listener told of what happens, on the loop's thread
   * @return the runner
   */
  public static HealthRunner open(EventLoop loop, RandomGenerator random, Listener listener) {
    return open(loop, random, SlotLimits.ofThisProcess(), listener);
  }

  static HealthRunner open(
      EventLoop loop, RandomGenerator random, SlotLimits limits, Listener listener) {
    ScriptThread own = new ScriptThread();
    return new HealthRunner(loop, random, own, own::close, limits, listener);
  }

  /**
   * The same, where scripts are run in a way of the caller's.
   *
   * @param loop the loop that it works on; stays the caller's
   * @param scripts what runs the scripts of checks; stays the caller's
   * @param listener told of what happens, on the loop's thread
   * @return the runner
   */
  public static HealthRunner open(EventLoop loop, ScriptRunner scripts, Listener listener) {
    return new HealthRunner(
        loop, new SplittableRandom(), scripts, () -> {}, SlotLimits.ofThisProcess(), listener);
  }

  /**
   * Checks exactly these virtual servers from now on. Of a new one the first table is told, then
   * its checks begin, each after a wait drawn from zero to its warmup. Of one that stays, checks
   * that are equal go on as if nothing had happened, with their state and their schedule, a try
   * under way included; new checks of a real server that stays take its state. Virtual servers that
   * are gone are told to stop, first of all.
   *
   * @param configuration all virtual servers, no name twice
   * @throws IllegalArgumentException if a name is there twice; nothing has changed then
   * @throws IllegalStateException if a listener calls this
   */
  public void reconfigure(List<VirtualServer> configuration) {
    listener.refuseCallsFromListener("reconfigure health checks");
    apply(byName(configuration));
  }

  /**
   * Checks what {@link #reconfigure} asks of a configuration.
   *
   * @throws IllegalArgumentException if a name is there twice
   */
  private static Map<VirtualServerName, VirtualServer> byName(List<VirtualServer> configuration) {
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
              known == null
                  ? new VirtualServerChecks(loop, listener, server, administered(name))
                  : known;
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
    beginAllButResting();
  }

  /**
   * Has the checks of exactly these virtual servers rest from now on: a try under way is dropped,
   * and what the checks have found stays, as does what is desired. Checks that rested and do so no
   * more begin again, each after a wait drawn from zero to its warmup.
   *
   * @param names the virtual servers; one that is not configured counts as soon as it is
   * @throws IllegalStateException if a listener calls this
   */
  public void suspend(Set<VirtualServerName> names) {
    listener.refuseCallsFromListener("suspend health checks");
    resting = Set.copyOf(names);
    virtualServers.forEach(
        (name, checks) -> {
          if (resting.contains(name)) {
            checks.suspend();
          }
        });
    beginAllButResting();
  }

  /**
   * Takes what an operator has decided of real servers, in place of all that was decided before.
   *
   * @param states by virtual server and real server; one that is not configured counts as soon as
   *     it is
   * @throws IllegalStateException if a listener calls this
   */
  public void administer(Map<VirtualServerName, Map<ServiceAddress, AdministrativeState>> states) {
    listener.refuseCallsFromListener("administer real servers");
    administered = Map.copyOf(states);
    virtualServers.forEach((name, checks) -> checks.administer(administered(name)));
  }

  /**
   * Makes a try of each check of a real server, instead of waiting for its time: it counts like any
   * other, and the next one is due so long after it as the policy says. Where a try is under way
   * another follows, so that what is told was found after the call.
   *
   * @param virtualServer the virtual server
   * @param realServer one of its real servers
   * @return what came of each, in the order of its checks; empty where it has none; completed on
   *     the loop's thread
   * @throws IllegalArgumentException if there is no such virtual or real server
   * @throws IllegalStateException if a listener calls this
   */
  public CompletableFuture<List<TriedNow>> tryNow(
      VirtualServerName virtualServer, ServiceAddress realServer) {
    listener.refuseCallsFromListener("try checks now");
    VirtualServerChecks checks = virtualServers.get(virtualServer);
    if (checks == null) {
      throw new IllegalArgumentException("there is no virtual server " + virtualServer);
    }
    return checks.tryNow(realServer);
  }

  private Map<ServiceAddress, AdministrativeState> administered(VirtualServerName name) {
    return administered.getOrDefault(name, Map.of());
  }

  private void beginAllButResting() {
    virtualServers.forEach(
        (name, checks) -> {
          if (!resting.contains(name)) {
            checks.begin();
          }
        });
  }

  /**
   * Ends all checks, then tells what ending them means: real servers shut down, tables empty.
   * {@link #reconfigure} starts again, knowing nothing.
   *
   * @throws IllegalStateException if a listener calls this
   */
  public void stop() {
    listener.refuseCallsFromListener("stop health checks");
    List<VirtualServerChecks> ended = new ArrayList<>(virtualServers.values());
    ended.forEach(VirtualServerChecks::end);
    virtualServers = new LinkedHashMap<>();
    ended.forEach(VirtualServerChecks::stop);
  }

  /**
   * The virtual servers at this moment.
   *
   * @return in the order of the configuration
   */
  public List<VirtualServerStatus> virtualServers() {
    return virtualServers.values().stream().map(VirtualServerChecks::status).toList();
  }

  /**
   * How many real servers are up at this moment; cheaper than {@link #virtualServers()}.
   *
   * @return the count
   */
  public ServerCount count() {
    int all = 0;
    int up = 0;
    for (VirtualServerChecks each : virtualServers.values()) {
      all += each.configured();
      up += each.up();
    }
    return new ServerCount(all, up);
  }

  /**
   * Drops all checks and their connections and tells nothing, so what was desired last stays. A
   * second call does nothing.
   */
  @Override
  public void close() {
    virtualServers.values().forEach(VirtualServerChecks::end);
    virtualServers = new LinkedHashMap<>();
    loop.close();
    closing.run();
  }
}

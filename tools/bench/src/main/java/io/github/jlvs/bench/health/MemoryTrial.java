// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.health;

import io.github.jlvs.bench.daemon.Daemon;
import io.github.jlvs.bench.daemon.Footprint;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A daemon that checks, in a network of its own, so that several run at once.
 *
 * @param complete begins to look whether the table has every real server
 */
record MemoryTrial(
    Daemon daemon,
    String work,
    Network network,
    DirectorAndRack hosts,
    RunningProcess process,
    Function<Ipvs, BooleanSupplier> complete)
    implements AutoCloseable {
  private static final ManyServers MANY = new ManyServers(10_000, 5, Duration.ofSeconds(60));
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The guide's configuration, and every kind of checker beside it. */
  static MemoryTrial everyChecker(Daemon daemon) {
    Network network = Network.create();
    DirectorAndRack hosts = DirectorAndRack.in(network);
    EveryChecker.serve(hosts);
    return new MemoryTrial(
        daemon,
        "every checker",
        network,
        hosts,
        daemon.start(hosts.director(), Daemon.Part.ALL, EveryChecker.configuration()),
        ipvs ->
            () ->
                ipvs.destinations(EveryChecker.GUIDES).size() == 2
                    && ipvs.destinations(EveryChecker.SERVICE).size() == EveryChecker.KINDS);
  }

  static MemoryTrial manyCheckers(Daemon daemon) {
    Network network = Network.create();
    DirectorAndRack hosts = DirectorAndRack.in(network);
    RunningProcess unusedServers = hosts.accepting();
    return new MemoryTrial(
        daemon,
        "10,000 checkers",
        network,
        hosts,
        daemon.start(hosts.director(), Daemon.Part.SERVERS, MANY.configuration()),
        ipvs -> MANY.progress(ipvs, true)::complete);
  }

  /** What has failed would make it no figure of every checker. */
  void awaitAll() {
    try {
      Await.until(this + ": every real server in the table", LIMIT, complete.apply(hosts.ipvs()));
    } catch (RuntimeException e) {
      System.err.println(process.output());
      throw e;
    }
  }

  /** What the daemon holds now, told as it is measured. */
  Footprint footprint(String moment) {
    return Footprint.tell(process, toString(), moment);
  }

  @Override
  public void close() {
    int unused = process.stop(LIMIT);
    hosts.close();
    network.close();
  }

  @Override
  public String toString() {
    return daemon + ", " + work;
  }
}

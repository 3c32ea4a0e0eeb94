// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Signals;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The daemon between start and stop. {@link #run} is the main thread's: it waits for signals,
 * reloads, and stops everything in order.
 */
public final class Daemon {
  private static final int STOPPED_AS_ASKED = 0;
  private static final int FAULT_OF_THE_PROGRAM = 70;

  private final DaemonSettings settings;
  private final DaemonLog log;
  private final EventLoop loop = EventLoop.open();
  private Optional<RouterPart> routers = Optional.empty();
  private Optional<ServerPart> servers = Optional.empty();
  private int exitStatus = STOPPED_AS_ASKED;

  public Daemon(DaemonSettings settings, DaemonLog log) {
    this.settings = settings;
    this.log = log;
  }

  /**
   * Runs until it is told to stop.
   *
   * @param configuration what to run
   * @param reload reads the configuration again; empty where it has errors, which it has said
   * @return the exit status
   * @throws io.github.jlvs.ipvs.IpvsException if the kernel has no IPVS, or lets us not use it
   * @throws io.github.jlvs.linux.LinuxException if a socket can't be had
   */
  public int run(Configuration configuration, Supplier<Optional<Configuration>> reload) {
    try (Signals signals = Signals.open(Set.of(Signals.SIGTERM, Signals.SIGINT, Signals.SIGHUP))) {
      loop.watch(signals.descriptor(), Epoll.EPOLLIN, events -> heed(signals, reload));
      start(configuration);
      log.line(Part.DAEMON, "Startup complete");
      loop.run();
    } finally {
      stopParts();
      loop.close();
    }
    return exitStatus;
  }

  /** Has {@link #run} stop everything and return. Thread-safe. */
  public void stop() {
    loop.stop();
  }

  /** What may fail for want of a kernel's feature or a permission comes before what has effects. */
  private void start(Configuration configuration) {
    boolean needsIpvs = settings.runVirtualServers() && !configuration.virtualServers().isEmpty();
    Optional<Ipvs> ipvs = needsIpvs ? Optional.of(Ipvs.open()) : Optional.empty();
    try {
      if (settings.runVirtualRouters() && !configuration.vrrpInstances().isEmpty()) {
        routers = Optional.of(RouterPart.start(configuration, settings, log, this::died));
      }
    } catch (RuntimeException e) {
      ipvs.ifPresent(Ipvs::close);
      throw e;
    }
    if (ipvs.isPresent()) {
      servers = Optional.of(ServerPart.start(ipvs.get(), configuration, settings, log, this::died));
    }
  }

  private void heed(Signals signals, Supplier<Optional<Configuration>> reload) {
    for (OptionalInt signal = signals.next(); signal.isPresent(); signal = signals.next()) {
      if (signal.getAsInt() == Signals.SIGHUP) {
        log.line(Part.DAEMON, "Reloading ...");
        reload.get().ifPresent(this::reconfigure);
      } else {
        log.line(Part.DAEMON, "Stopping");
        loop.stop();
      }
    }
  }

  /** Parts that the first configuration had no work for are started when a later one has. */
  private void reconfigure(Configuration configuration) {
    if (routers.isPresent()) {
      routers.get().reconfigure(configuration);
    } else if (settings.runVirtualRouters() && !configuration.vrrpInstances().isEmpty()) {
      routers = Optional.of(RouterPart.start(configuration, settings, log, this::died));
    }
    if (servers.isPresent()) {
      servers.get().reconfigure(configuration);
    } else if (settings.runVirtualServers() && !configuration.virtualServers().isEmpty()) {
      servers =
          Optional.of(ServerPart.start(Ipvs.open(), configuration, settings, log, this::died));
    }
    log.line(Part.DAEMON, "Reload complete");
  }

  /** A thread has died: what is left is taken down in order. */
  private void died(Throwable cause) {
    log.line(Part.DAEMON, "Fault of the program, stopping: " + Faults.describe(cause));
    exitStatus = FAULT_OF_THE_PROGRAM;
    loop.stop();
  }

  /**
   * The virtual routers go first: the other director should take over while ours still forwards.
   */
  private void stopParts() {
    try {
      routers.ifPresent(RouterPart::stop);
    } finally {
      servers.ifPresent(ServerPart::stop);
    }
  }
}

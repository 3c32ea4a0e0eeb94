// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Signals;
import java.util.List;
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

  /** Those that it cannot do without. */
  private static final List<Integer> NEEDED =
      List.of(Signals.SIGTERM, Signals.SIGINT, Signals.SIGHUP);

  /**
   * Signals with a meaning in keepalived that this daemon has nothing for: SIGUSR1, SIGRTMIN+2 and
   * 63. Unread, they would end the JVM. SIGUSR2 belongs to the JVM.
   */
  private static final Set<Integer> WITHOUT_EFFECT = Set.of(Signals.SIGUSR1, 36, 63);

  private final DaemonSettings settings;
  private final DaemonLog log;
  private final Parts parts;
  private final EventLoop loop = EventLoop.open();
  private Optional<RunningPart> routers = Optional.empty();
  private Optional<RunningPart> servers = Optional.empty();

  /** Written by a thread that dies. */
  private volatile int exitStatus = STOPPED_AS_ASKED;

  public Daemon(DaemonSettings settings, DaemonLog log) {
    this(settings, log, Parts.of(settings, log));
  }

  Daemon(DaemonSettings settings, DaemonLog log, Parts parts) {
    this.settings = settings;
    this.log = log;
    this.parts = parts;
  }

  /**
   * Runs until it is told to stop.
   *
   * @param configuration what to run
   * @param reload reads the configuration again; empty where it has errors, which it has said
   * @return the exit status
   * @throws DaemonException if SIGTERM would kill it where it stands
   * @throws io.github.jlvs.ipvs.IpvsException if the kernel has no IPVS, or lets us not use it
   * @throws io.github.jlvs.linux.LinuxException if a socket can't be had
   */
  public int run(Configuration configuration, Supplier<Optional<Configuration>> reload) {
    SignalDelivery delivery = SignalDelivery.of(NEEDED);
    if (delivery == SignalDelivery.KILLS) {
      loop.close();
      throw new DaemonException(
          "SIGTERM would leave addresses and virtual servers behind: start it by"
              + " tools/bin/jkeepalived, or by 'env --block-signal=HUP,INT,TERM java -Xrs ...'");
    }
    try (Signals signals = Signals.open(heeded());
        ShutdownHook hook = new ShutdownHook(delivery, this::stop)) {
      if (hook.isSet()) {
        log.line(
            Part.DAEMON, "Started without its launcher: SIGHUP will stop it instead of reloading");
      }
      loop.watch(signals.descriptor(), Epoll.EPOLLIN, events -> heed(signals, reload));
      start(configuration);
      log.line(Part.DAEMON, "Startup complete");
      loop.run();
      log.line(Part.DAEMON, "Stopping");
    } finally {
      stopParts();
      loop.close();
    }
    return exitStatus;
  }

  private static Set<Integer> heeded() {
    Set<Integer> all = new java.util.HashSet<>(WITHOUT_EFFECT);
    all.addAll(NEEDED);
    return all;
  }

  /** Has {@link #run} stop everything and return. Thread-safe. */
  public void stop() {
    loop.stop();
  }

  /** What SIGHUP does. Thread-safe. */
  void reloadSoon(Supplier<Optional<Configuration>> reload) {
    loop.post(() -> reload(reload));
  }

  /** What may fail for want of a kernel's feature or a permission comes before what has effects. */
  private void start(Configuration configuration) {
    Optional<Ipvs> ipvs =
        wantsServers(configuration) ? Optional.of(parts.openIpvs()) : Optional.empty();
    try {
      if (wantsRouters(configuration)) {
        routers = Optional.of(parts.routers(configuration, this::died));
      }
    } catch (RuntimeException e) {
      ipvs.ifPresent(Ipvs::close);
      throw e;
    }
    servers = ipvs.map(table -> parts.servers(table, configuration, this::died));
  }

  private boolean wantsRouters(Configuration configuration) {
    return settings.runVirtualRouters() && !configuration.vrrpInstances().isEmpty();
  }

  private boolean wantsServers(Configuration configuration) {
    return settings.runVirtualServers() && !configuration.virtualServers().isEmpty();
  }

  private void heed(Signals signals, Supplier<Optional<Configuration>> reload) {
    for (OptionalInt next = signals.next(); next.isPresent(); next = signals.next()) {
      int signal = next.getAsInt();
      if (signal == Signals.SIGHUP) {
        reload(reload);
      } else if (WITHOUT_EFFECT.contains(signal)) {
        log.line(Part.DAEMON, "Signal " + signal + " has no effect: not supported yet");
      } else {
        loop.stop();
      }
    }
  }

  /** Whatever goes wrong here, what runs is not given up for it. */
  private void reload(Supplier<Optional<Configuration>> reload) {
    log.line(Part.DAEMON, "Reloading ...");
    try {
      Optional<Configuration> configuration = reload.get();
      if (configuration.isPresent()) {
        reconfigure(configuration.get());
        log.line(Part.DAEMON, "Reload complete");
      }
    } catch (RuntimeException e) {
      log.line(
          Part.DAEMON,
          "Reload failed, part of the configuration may not be in force: "
              + Faults.describe(e)
              + "; mend the cause and send SIGHUP again");
    }
  }

  /** Parts that the first configuration had no work for are started when a later one has. */
  private void reconfigure(Configuration configuration) {
    Optional<Ipvs> ipvs =
        servers.isEmpty() && wantsServers(configuration)
            ? Optional.of(parts.openIpvs())
            : Optional.empty();
    try {
      if (routers.isPresent()) {
        routers.get().reconfigure(configuration);
      } else if (wantsRouters(configuration)) {
        routers = Optional.of(parts.routers(configuration, this::died));
      }
    } catch (RuntimeException e) {
      ipvs.ifPresent(Ipvs::close);
      throw e;
    }
    if (servers.isPresent()) {
      servers.get().reconfigure(configuration);
    } else {
      servers = ipvs.map(table -> parts.servers(table, configuration, this::died));
    }
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
      routers.ifPresent(RunningPart::stop);
    } finally {
      servers.ifPresent(RunningPart::stop);
    }
  }
}

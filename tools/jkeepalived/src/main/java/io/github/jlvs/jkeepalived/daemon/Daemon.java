// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Signals;
import io.github.jlvs.vrrp.linux.StaticSetup;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
  private final Parts parts;
  private final Progress progress;
  private final EventLoop loop = EventLoop.open();
  private final Set<Integer> told = new HashSet<>();
  private Optional<RunningPart> alerts = Optional.empty();
  private Optional<ScriptPart> scripts = Optional.empty();
  private Optional<RunningPart> routers = Optional.empty();
  private Optional<RunningPart> servers = Optional.empty();

  /** Until the startup_script is over nothing has started, and a reload waits. */
  private boolean starting = true;

  private Optional<Supplier<Optional<Configuration>>> waitingReload = Optional.empty();

  /** Written by a thread that dies. */
  private volatile int exitStatus = STOPPED_AS_ASKED;

  /** Written by whoever asks for the end. */
  private volatile boolean stopping;

  public Daemon(DaemonSettings settings, DaemonLog log, Progress progress) {
    this(settings, log, Parts.of(settings, log), progress);
  }

  Daemon(DaemonSettings settings, DaemonLog log, Parts parts, Progress progress) {
    this.settings = settings;
    this.log = log;
    this.parts = parts;
    this.progress = progress;
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
    try (Signals stop = Signals.open(settings.stopSignals());
        Signals others = Signals.open(othersThanStop())) {
      // A descriptor of its own: however many others come, and however fast, they don't hide it.
      loop.watch(stop.descriptor(), Epoll.EPOLLIN, events -> stop());
      loop.watch(
          others.descriptor(),
          Epoll.EPOLLIN,
          events -> others.next().ifPresent(signal -> heed(signal, reload)));
      ScriptPart running = parts.scripts(this::died);
      scripts = Optional.of(running);
      CompletableFuture<Void> startup = running.startup(configuration);
      if (startup.isDone()) {
        start(configuration, running);
      } else {
        // Signals are heeded meanwhile: it may take long.
        Object unused =
            startup.whenComplete(
                (over, failure) -> loop.post(() -> startUnlessStopped(configuration, running)));
      }
      loop.run();
      log.line(Part.DAEMON, "Stopping");
    } finally {
      stopParts();
      loop.close();
    }
    return exitStatus;
  }

  private Set<Integer> othersThanStop() {
    Set<Integer> all = new HashSet<>(SignalNumber.HARMFUL);
    all.removeAll(settings.stopSignals());
    all.remove(SignalNumber.OF_THE_JVM);
    return all;
  }

  /** Has {@link #run} stop everything and return. Thread-safe. */
  public void stop() {
    stopping = true;
    loop.stop();
  }

  /** What SIGHUP does. Thread-safe. */
  void reloadSoon(Supplier<Optional<Configuration>> reload) {
    loop.post(() -> reload(reload));
  }

  private void startUnlessStopped(Configuration configuration, ScriptPart running) {
    if (!stopping) {
      start(configuration, running);
    }
  }

  /** What may fail for want of a kernel's feature or a permission comes before what has effects. */
  private void start(Configuration configuration, ScriptPart running) {
    Optional<Ipvs> ipvs = openIpvs(configuration);
    try {
      alerts = Optional.of(parts.alerts(configuration));
      running.prepare(configuration);
      if (wantsRouters(configuration)) {
        routers = Optional.of(parts.routers(configuration, running, this::died));
      }
    } catch (RuntimeException e) {
      ipvs.ifPresent(Ipvs::close);
      throw e;
    }
    servers = ipvs.map(table -> parts.servers(table, configuration, running, this::died));
    starting = false;
    log.line(Part.DAEMON, "Startup complete");
    tellProgress(configuration);
    waitingReload.ifPresent(this::reload);
  }

  private void tellProgress(Configuration configuration) {
    progress.runs(
        wantsRouters(configuration),
        !IpvsWork.of(configuration, settings).virtualServers().isEmpty());
  }

  /** As with keepalived what the host has whoever is master belongs to the virtual routers. */
  private boolean wantsRouters(Configuration configuration) {
    boolean statics = !configuration.hostSettings().statics().equals(StaticSetup.NONE);
    return settings.runVirtualRouters() && (statics || !configuration.vrrpInstances().isEmpty());
  }

  /**
   * The table, where there is anything to do in it. Without the synchronisation daemon, and with
   * what an earlier life left, the addresses are still of use: for those alone nobody is refused.
   */
  private Optional<Ipvs> openIpvs(Configuration configuration) {
    IpvsWork work = IpvsWork.of(configuration, settings);
    if (work.isEmpty() && !parts.hasLeftServices()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parts.openIpvs());
    } catch (IpvsException e) {
      if (!work.virtualServers().isEmpty()) {
        throw e;
      }
      log.line(
          Part.DAEMON,
          (work.syncDaemon().isPresent()
                  ? "The synchronisation daemon of the configuration does not run, and is"
                  : "Virtual services that an earlier start left are not removed, which is")
              + " tried again at a reload: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  /** Of those without effect the first alone is told: an exporter sends one every few seconds. */
  private void heed(int signal, Supplier<Optional<Configuration>> reload) {
    if (signal == Signals.SIGHUP) {
      reload(reload);
    } else if (told.add(signal)) {
      log.line(Part.DAEMON, SignalNumber.withoutEffect(signal));
    }
  }

  /** Whatever goes wrong here, what runs is not given up for it. */
  private void reload(Supplier<Optional<Configuration>> reload) {
    if (starting) {
      waitingReload = Optional.of(reload);
      return;
    }
    log.line(Part.DAEMON, "Reloading ...");
    try {
      Optional<Configuration> configuration = reload.get();
      if (configuration.isPresent()) {
        scripts.ifPresent(running -> reconfigure(configuration.get(), running));
        tellProgress(configuration.get());
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
  private void reconfigure(Configuration configuration, ScriptPart running) {
    Optional<Ipvs> ipvs = servers.isEmpty() ? openIpvs(configuration) : Optional.empty();
    try {
      alerts.ifPresent(part -> part.reconfigure(configuration));
      running.prepare(configuration);
      if (routers.isPresent()) {
        routers.get().reconfigure(configuration);
      } else if (wantsRouters(configuration)) {
        routers = Optional.of(parts.routers(configuration, running, this::died));
      }
    } catch (RuntimeException e) {
      ipvs.ifPresent(Ipvs::close);
      throw e;
    }
    if (servers.isPresent()) {
      servers.get().reconfigure(configuration);
    } else {
      servers = ipvs.map(table -> parts.servers(table, configuration, running, this::died));
    }
  }

  /** A thread has died: what is left is taken down in order. */
  private void died(Throwable cause) {
    log.line(Part.DAEMON, "Fault of the program, stopping: " + Faults.describe(cause));
    exitStatus = FAULT_OF_THE_PROGRAM;
    stop();
  }

  private void stopTelling() {
    try {
      alerts.ifPresent(RunningPart::stop);
    } finally {
      scripts.ifPresent(ScriptPart::stop);
    }
  }

  /**
   * The virtual routers go first: the other director should take over while ours still forwards.
   * Who is told of it goes last.
   */
  private void stopParts() {
    try {
      routers.ifPresent(RunningPart::stop);
    } finally {
      try {
        servers.ifPresent(RunningPart::stop);
      } finally {
        stopTelling();
      }
    }
  }
}

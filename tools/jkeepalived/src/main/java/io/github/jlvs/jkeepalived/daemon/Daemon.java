// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.control.view.DaemonFacts;
import io.github.jlvs.jkeepalived.dump.DumpRequest;
import io.github.jlvs.jkeepalived.dump.Dumper;
import io.github.jlvs.jkeepalived.event.EventJournal;
import io.github.jlvs.jkeepalived.event.OfDaemon;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.pulse.CurrentStanding;
import io.github.jlvs.jkeepalived.pulse.LifeSigns;
import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.jkeepalived.reload.ReloadPlan;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Signals;
import io.github.jlvs.vrrp.linux.StaticSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** After a fault: whoever waits for what does not come lets the other director wait as well. */
  private static final Duration NO_PATIENCE = Duration.ofMillis(200);

  private final DaemonSettings settings;
  private final DaemonLog log;
  private final Parts parts;
  private final Endings endings;
  private final CurrentStanding standing;
  private final Dumper dumps;
  private final CurrentSnapshot snapshot;
  private final EventJournal events;
  private final InForce inForce;
  private final EventLoop loop = EventLoop.open();
  private final Set<Integer> told = new HashSet<>();
  private Optional<ScheduledReloads> schedule = Optional.empty();
  private Optional<LifeSigns> lifeSigns = Optional.empty();
  private Optional<RunningPart> alerts = Optional.empty();
  private Optional<RunningPart> control = Optional.empty();
  private Optional<ScriptPart> scripts = Optional.empty();
  private Optional<RunningPart> routers = Optional.empty();
  private Optional<RunningPart> servers = Optional.empty();

  /** Until the startup_script is over, and the first table is written, a reload waits. */
  private boolean starting = true;

  private Optional<Supplier<ReadAgain>> waitingReload = Optional.empty();

  /** Written by a thread that dies. */
  private volatile int exitStatus = STOPPED_AS_ASKED;

  /** Written by whoever asks for the end. */
  private volatile boolean stopping;

  public Daemon(DaemonSettings settings, DaemonLog log, Progress progress) {
    this(
        settings,
        log,
        Endings.endingBy(() -> Runtime.getRuntime().halt(FAULT_OF_THE_PROGRAM)),
        new CurrentStanding(),
        progress);
  }

  private Daemon(
      DaemonSettings settings,
      DaemonLog log,
      Endings endings,
      CurrentStanding standing,
      Progress progress) {
    this(settings, log, endings, standing, Parts.of(settings, log, endings, standing, progress));
  }

  Daemon(
      DaemonSettings settings,
      DaemonLog log,
      Endings endings,
      CurrentStanding standing,
      Parts parts) {
    this.settings = settings;
    this.log = log;
    this.endings = endings;
    this.standing = standing;
    this.parts = parts;
    this.dumps = parts.dumps();
    this.snapshot = parts.snapshot();
    this.events = snapshot.events();
    this.inForce = new InForce(settings.detail(), log);
  }

  /**
   * Runs until it is told to stop.
   *
   * @param configuration what to run
   * @param reload reads the configuration again
   * @return the exit status
   * @throws io.github.jlvs.ipvs.IpvsException if the kernel has no IPVS, or lets us not use it
   * @throws io.github.jlvs.linux.LinuxException if a socket can't be had
   */
  public int run(Configuration configuration, Supplier<ReadAgain> reload) {
    log.tellDeath(endings::died);
    CompletableFuture<Void> unusedDeath = endings.first().thenAccept(this::died);
    try (LifeSigns signs =
        new LifeSigns(parts.supervisor(), standing, endings::hangs, endings::died)) {
      return run(settings.leftOf(configuration), signs, reload);
    }
  }

  private int run(Configuration configuration, LifeSigns signs, Supplier<ReadAgain> reload) {
    try (Signals stop = Signals.open(SignalNumber.STOP);
        Signals others = Signals.open(othersThanStop())) {
      // A descriptor of its own: however many others come, and however fast, they don't hide it.
      loop.watch(stop.descriptor(), Epoll.EPOLLIN, events -> stop());
      loop.watch(
          others.descriptor(),
          Epoll.EPOLLIN,
          events -> others.next().ifPresent(signal -> heed(signal, reload)));
      lifeSigns = Optional.of(signs);
      DaemonFacts facts = settings.control().facts();
      events.take(new OfDaemon.Start(facts.version(), facts.pid(), facts.configuration()));
      ScriptPart running = parts.scripts();
      scripts = Optional.of(running);
      schedule =
          Optional.of(
              new ScheduledReloads(
                  loop,
                  line -> log.line(Part.DAEMON, line),
                  () -> {
                    Object unused = reload(reload);
                  }));
      onceDone(
          running.startup(configuration), () -> start(configuration, running, commands(reload)));
      loop.run();
      log.line(Part.DAEMON, "Stopping");
      events.take(new OfDaemon.Stop());
    } catch (Error e) {
      endings.failing(e);
      exitStatus = FAULT_OF_THE_PROGRAM;
      throw e;
    } finally {
      signs.stopping();
      schedule.ifPresent(ScheduledReloads::close);
      stopParts();
      loop.close();
    }
    return exitStatus;
  }

  private static Set<Integer> othersThanStop() {
    Set<Integer> all = new HashSet<>(SignalNumber.HARMFUL);
    all.removeAll(SignalNumber.STOP);
    all.remove(SignalNumber.OF_THE_JVM);
    return all;
  }

  /** Has {@link #run} stop everything and return. Thread-safe. */
  public void stop() {
    stopping = true;
    loop.stop();
  }

  /** What SIGHUP does. Thread-safe. */
  void reloadSoon(Supplier<ReadAgain> reload) {
    loop.post(
        () -> {
          Object unused = reload(reload);
        });
  }

  /** At once, or when it is: signals are heeded meanwhile, since it may take long. */
  private void onceDone(CompletableFuture<Void> first, Runnable next) {
    if (first.isDone()) {
      next.run();
    } else {
      Object unused =
          first.whenComplete(
              (done, failure) ->
                  loop.post(
                      () -> {
                        if (!stopping) {
                          next.run();
                        }
                      }));
    }
  }

  /** What may fail for want of a kernel's feature or a permission comes before what has effects. */
  private void start(Configuration configuration, ScriptPart running, List<Command> commands) {
    dumps.configure(configuration);
    snapshot.configure(configuration);
    control = Optional.of(parts.control(configuration, commands));
    Optional<Ipvs> ipvs = openIpvs(configuration);
    try {
      alerts = Optional.of(parts.alerts(configuration));
      running.prepare(configuration);
      if (wantsRouters(configuration)) {
        routers = Optional.of(parts.routers(configuration, running));
      }
    } catch (RuntimeException e) {
      ipvs.ifPresent(Ipvs::close);
      throw e;
    }
    servers = ipvs.map(table -> parts.servers(table, configuration, running));
    inForce.is(configuration);
    lifeSigns.ifPresent(signs -> signs.watch(this::loops));
    onceDone(
        servers.map(RunningPart::settled).orElse(CompletableFuture.completedFuture(null)),
        () -> started(configuration));
  }

  /** Whoever waits for it may count on the virtual routers and on the table. */
  private void started(Configuration configuration) {
    starting = false;
    snapshot.started();
    events.take(new OfDaemon.Ready());
    log.line(Part.DAEMON, "Startup complete");
    tellProgress(configuration);
    schedule.ifPresent(times -> times.configure(configuration.global().scheduledReload()));
    lifeSigns.ifPresent(LifeSigns::started);
    waitingReload.ifPresent(this::reload);
  }

  private void tellProgress(Configuration configuration) {
    parts.progress().runs(wantsRouters(configuration), !configuration.virtualServers().isEmpty());
  }

  /** As with keepalived what the host has whoever is master belongs to the virtual routers. */
  private static boolean wantsRouters(Configuration configuration) {
    boolean statics = !configuration.hostSettings().statics().equals(StaticSetup.NONE);
    return statics || !configuration.vrrpInstances().isEmpty();
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

  /** Of those without effect the first alone is told, whoever goes on sending them. */
  private void heed(int signal, Supplier<ReadAgain> reload) {
    Optional<SignalFunction> function = SignalFunction.of(signal);
    if (function.isPresent()) {
      switch (function.get()) {
        case STOP -> stop();
        case RELOAD -> {
          Object unused = reload(reload);
        }
        case DATA -> dumps.request(DumpRequest.STATE);
        case STATS -> dumps.request(DumpRequest.STATISTICS);
        case STATS_CLEAR -> dumps.request(DumpRequest.STATISTICS_ANEW);
        case JSON -> dumps.request(DumpRequest.JSON);
      }
    } else if (told.add(signal)) {
      log.line(Part.DAEMON, SignalNumber.withoutEffect(signal));
    }
  }

  /** Whatever goes wrong here, what runs is not given up for it. */
  private Reloading reload(Supplier<ReadAgain> reload) {
    if (starting) {
      waitingReload = Optional.of(reload);
      return new Reloading(true, List.of("The start is not over yet: the reload comes after it"));
    }
    log.line(Part.DAEMON, "Reloading ...");
    lifeSigns.ifPresent(LifeSigns::reloading);
    List<String> lines = new ArrayList<>();
    boolean taken = false;
    Optional<String> first = Optional.empty();
    String words = "The configuration was refused, the log says why: what runs goes on unchanged";
    try {
      ReadAgain again = reload.get();
      lines.addAll(again.said());
      again.said().forEach(line -> log.line(Part.DAEMON, line));
      first = again.obstacle();
      Optional<Configuration> configuration = again.configuration().map(settings::leftOf);
      if (configuration.isPresent()) {
        Optional<ReloadPlan> plan = inForce.plan(configuration.get());
        List<String> changes = InForce.words(plan, true);
        lines.addAll(changes);
        first = changes.stream().findFirst();
        inForce.isGoingTo(plan);
        scripts.ifPresent(running -> reconfigure(configuration.get(), running));
        tellProgress(configuration.get());
        schedule.ifPresent(
            times -> times.configure(configuration.get().global().scheduledReload()));
        words = "Reload complete";
        log.line(Part.DAEMON, words);
        taken = true;
      }
    } catch (RuntimeException e) {
      words =
          "Reload failed, part of the configuration may not be in force: "
              + Faults.describe(e)
              + "; mend the cause and send SIGHUP again";
      log.line(Part.DAEMON, words);
    }
    lines.add(words);
    snapshot.reloaded(taken, words);
    events.take(new OfDaemon.Reload(taken, words, first));
    reloaded(taken);
    return new Reloading(taken, lines);
  }

  /** What a reload would change. Touches nothing. */
  private Reloading rehearse(Supplier<ReadAgain> reload) {
    List<String> lines = new ArrayList<>();
    boolean taken = false;
    try {
      ReadAgain again = reload.get();
      lines.addAll(again.said());
      Optional<Configuration> configuration = again.configuration().map(settings::leftOf);
      if (configuration.isPresent()) {
        lines.addAll(InForce.words(inForce.plan(configuration.get()), true));
        taken = true;
      }
    } catch (RuntimeException e) {
      lines.add("A reload would fail: " + Faults.describe(e));
    }
    return new Reloading(taken, lines);
  }

  /** On the main thread, between two signals. */
  private List<Command> commands(Supplier<ReadAgain> reload) {
    return List.of(
        new ReloadCommand(
            dry ->
                CompletableFuture.supplyAsync(
                    () -> dry ? rehearse(reload) : reload(reload), loop::post)));
  }

  private void reloaded(boolean taken) {
    lifeSigns.ifPresent(
        signs -> {
          signs.watch(this::loops);
          signs.reloaded(taken);
        });
  }

  private List<Watched> loops(Duration beat) {
    List<Watched> loops = new ArrayList<>();
    routers.ifPresent(part -> loops.addAll(part.loops(beat)));
    servers.ifPresent(part -> loops.addAll(part.loops(beat)));
    scripts.ifPresent(part -> loops.add(part.loop(beat)));
    return loops;
  }

  /** Parts that the first configuration had no work for are started when a later one has. */
  private void reconfigure(Configuration configuration, ScriptPart running) {
    dumps.configure(configuration);
    snapshot.configure(configuration);
    control.ifPresent(part -> part.reconfigure(configuration));
    Optional<Ipvs> ipvs = servers.isEmpty() ? openIpvs(configuration) : Optional.empty();
    try {
      alerts.ifPresent(part -> part.reconfigure(configuration));
      running.prepare(configuration);
      if (routers.isPresent()) {
        routers.get().reconfigure(configuration);
      } else if (wantsRouters(configuration)) {
        routers = Optional.of(parts.routers(configuration, running));
      }
    } catch (RuntimeException e) {
      ipvs.ifPresent(Ipvs::close);
      throw e;
    }
    if (servers.isPresent()) {
      servers.get().reconfigure(configuration);
    } else {
      servers = ipvs.map(table -> parts.servers(table, configuration, running));
    }
    inForce.is(configuration);
  }

  /** A thread has died: what is left is taken down in order. */
  private void died(Throwable cause) {
    String what = Faults.describe(cause);
    log.line(Part.DAEMON, "Fault of the program, stopping: " + what);
    events.take(new OfDaemon.Fault(what));
    exitStatus = FAULT_OF_THE_PROGRAM;
    stop();
  }

  private void stopTelling(Duration patience) {
    try {
      alerts.ifPresent(part -> part.stop(patience));
    } finally {
      scripts.ifPresent(
          part -> {
            if (exitStatus == STOPPED_AS_ASKED) {
              part.stop();
            } else {
              part.abandon(patience);
            }
          });
    }
  }

  /**
   * The virtual routers go first: the other director should take over while ours still forwards.
   * Who is told of it goes last.
   */
  private void stopParts() {
    Duration patience = exitStatus == STOPPED_AS_ASKED ? PATIENCE : NO_PATIENCE;
    try {
      routers.ifPresent(part -> part.stop(patience));
    } finally {
      dumps.close();
      control.ifPresent(part -> part.stop(patience));
      try {
        servers.ifPresent(part -> part.stop(patience));
      } finally {
        stopTelling(patience);
      }
    }
  }
}

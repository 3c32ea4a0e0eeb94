// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.linux.ServerCount;
import io.github.jlvs.healthcheck.linux.TriedNow;
import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.ipvs.Timeouts;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.lvs.Checkers;
import io.github.jlvs.jkeepalived.lvs.IpvsWriter;
import io.github.jlvs.jkeepalived.lvs.OwnedServices;
import io.github.jlvs.jkeepalived.lvs.SyncFollower;
import io.github.jlvs.jkeepalived.override.Deciding;
import io.github.jlvs.jkeepalived.override.OverrideDesk;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.override.OverridesFile;
import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.snapshot.Publisher;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoopThread;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What there is to do in the kernel's IPVS: the checkers' thread with the virtual servers, and the
 * writer of the table, which has the synchronisation daemon in its care as well.
 */
final class ServerPart implements RunningPart {
  /** Some ten thousand checks on a busy machine: a start that takes its time is not a hang. */
  private static final Duration START = Duration.ofMinutes(1);

  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** A reload of many thousand servers is no hang. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Timeouts KERNELS_OWN = new Timeouts(0, 0, 0);

  private final EventLoopThread<Checkers> thread;
  private final EventLoopThread<OverrideDesk> desk;
  private final IpvsWriter writer;
  private final SyncFollower follower;
  private final ScriptPart scripts;
  private final CurrentSnapshot snapshot;
  private final DaemonSettings settings;
  private final DaemonLog log;
  private boolean served;
  private boolean flushOnStop;

  private ServerPart(
      EventLoopThread<Checkers> thread,
      EventLoopThread<OverrideDesk> desk,
      IpvsWriter writer,
      SyncFollower follower,
      ScriptPart scripts,
      CurrentSnapshot snapshot,
      DaemonSettings settings,
      DaemonLog log) {
    this.thread = thread;
    this.desk = desk;
    this.writer = writer;
    this.follower = follower;
    this.scripts = scripts;
    this.snapshot = snapshot;
    this.settings = settings;
    this.log = log;
  }

  static ServerPart start(
      Ipvs ipvs,
      OwnedServices owned,
      Configuration configuration,
      SyncFollower follower,
      ScriptPart scripts,
      DaemonSettings settings,
      DaemonLog log,
      Consumer<HealthRunnerEvent> alerts,
      Consumer<ServerCount> counted,
      Deciding deciding,
      CurrentSnapshot snapshot,
      Endings endings) {
    OverridesFile file = new OverridesFile(settings.overrides(), log);
    Overrides decided = file.read();
    IpvsWriter writer =
        new IpvsWriter(ipvs, owned, log, snapshot.events()::take, snapshot::written, endings::died);
    EventLoopThread<Checkers> thread;
    try {
      thread =
          EventLoopThread.start(
              "jkeepalived-checkers",
              loop -> {
                Publisher<ServerReport> publisher = new Publisher<>(loop, snapshot.servers());
                Checkers checkers =
                    new Checkers(
                        loop,
                        writer,
                        scripts.checkRunner(),
                        log,
                        settings.detail(),
                        event -> {
                          publisher.changed();
                          alerts.accept(event);
                        },
                        counted,
                        decided.at(Instant.now()));
                publisher.begin(checkers::report);
                return checkers;
              },
              endings::failing);
    } catch (RuntimeException e) {
      writer.stop(IpvsWriter.stopLimit());
      throw e;
    }
    RunningPart.tellDeath(thread, endings::died);
    RunningPart.endPublishing(thread, snapshot.servers());
    EventLoopThread<OverrideDesk> desk;
    try {
      desk = startDesk(file, decided, thread, snapshot, log, endings);
    } catch (RuntimeException e) {
      thread.close();
      writer.stop(IpvsWriter.stopLimit());
      throw e;
    }
    deciding.at(desk);
    ServerPart part =
        new ServerPart(thread, desk, writer, follower, scripts, snapshot, settings, log);
    try {
      part.reconfigure(configuration);
    } catch (RuntimeException e) {
      part.stop(ANSWER);
      throw e;
    }
    return part;
  }

  private static EventLoopThread<OverrideDesk> startDesk(
      OverridesFile file,
      Overrides decided,
      EventLoopThread<Checkers> checkers,
      CurrentSnapshot snapshot,
      DaemonLog log,
      Endings endings) {
    EventLoopThread<OverrideDesk> desk =
        EventLoopThread.start(
            "jkeepalived-overrides",
            loop ->
                new OverrideDesk(
                    loop,
                    file,
                    decided,
                    Clock.systemUTC(),
                    log,
                    snapshot.events()::take,
                    next ->
                        checkers.ask(
                            each -> {
                              each.override(next);
                              snapshot.servers().outdated();
                              return next;
                            })),
            endings::failing);
    RunningPart.tellDeath(desk, endings::died);
    return desk;
  }

  @Override
  public void reconfigure(Configuration configuration) {
    IpvsWork work = IpvsWork.of(configuration, settings);
    flushOnStop = work.flushOnStop();
    if (work.flush() && !served) {
      writer.sweep("lvs_flush");
    }
    served |= !work.virtualServers().isEmpty();
    writer.hold(work.timeouts(), work.sloppy());
    follower.follow(work.syncDaemon(), writer::syncDaemon);
    List<VirtualServerSetup> servers = scripts.allowed(work.virtualServers());
    thread.run(START, checkers -> checkers.reconfigure(servers));
    snapshot.servers().outdated();
  }

  @Override
  public CompletableFuture<Void> settled() {
    return writer.firstTable();
  }

  /** How they are. Never blocks. */
  CompletableFuture<ServerReport> report() {
    return thread.ask(Checkers::report);
  }

  /** Has the checks of a real server make a try before their time. Never blocks. */
  CompletionStage<List<TriedNow>> tryNow(VirtualServerSetup in, RealServer server) {
    Function<Checkers, CompletionStage<List<TriedNow>>> tries =
        checkers -> checkers.tryNow(in.name(), server.address());
    return thread.ask(tries).thenCompose(came -> came);
  }

  @Override
  public List<Watched> loops(Duration beat) {
    return List.of(RunningPart.watched(thread, PATIENCE, beat));
  }

  @Override
  public void stop(Duration patience) {
    if (!desk.close(patience)) {
      log.line(Part.CHECKERS, "The thread of the overrides is left behind: a disk hangs");
    }
    if (!thread.close(patience)) {
      log.line(
          Part.CHECKERS,
          "Stopping the checks: not done within " + patience.toMillis() + " ms, left behind");
    }
    follower.follow(Optional.empty(), writer::syncDaemon);
    writer.hold(KERNELS_OWN, Set.of());
    if (settings.keepVirtualServers()) {
      writer.release();
    } else {
      if (flushOnStop) {
        writer.sweep("lvs_flush_on_stop");
      }
      writer.desire(Table.EMPTY);
    }
    writer.stop(IpvsWriter.stopLimit());
  }

  /** Those that run a loop. */
  List<EventLoopThread<?>> threads() {
    return List.of(thread, desk);
  }
}

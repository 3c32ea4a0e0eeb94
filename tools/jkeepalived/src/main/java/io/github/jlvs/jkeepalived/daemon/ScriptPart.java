// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.linux.ScriptRunner;
import io.github.jlvs.healthcheck.linux.ScriptThread;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.jkeepalived.script.CheckScripts;
import io.github.jlvs.jkeepalived.snapshot.Published;
import io.github.jlvs.jkeepalived.snapshot.Publisher;
import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.jkeepalived.track.TrackedThings;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoopThread;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The scripts and their thread, for all parts of the daemon: it is there before them and after
 * them. Starting a program holds a thread up until the kernel has loaded it, and looking up users
 * and files may take longer: nobody else waits for this one.
 */
final class ScriptPart {
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** Users and files may be looked up over a network that is slow. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How long a stop waits for scripts that tell of it. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** Longer than the longest limit of a shutdown_script, which the runner enforces. */
  private static final Duration SHUTDOWN = Duration.ofSeconds(1005);

  private final EventLoopThread<Scripts> thread;
  private final Routers routers;
  private final CheckScripts checks;
  private final DaemonLog log;

  /** Whoever is told how the tracked scripts are; nobody before there are virtual routers. */
  private static final class Routers implements TrackedThings {
    private volatile TrackedThings told = (thing, state) -> {};

    @Override
    public void report(String thing, TrackedState state) {
      told.report(thing, state);
    }
  }

  private ScriptPart(
      EventLoopThread<Scripts> thread, Routers routers, CheckScripts checks, DaemonLog log) {
    this.thread = thread;
    this.routers = routers;
    this.checks = checks;
    this.log = log;
  }

  static ScriptPart start(
      DaemonSettings settings, DaemonLog log, Published<TrackedReport> published, Endings endings) {
    Routers routers = new Routers();
    CheckScripts checks = new CheckScripts();
    EventLoopThread<Scripts> thread =
        EventLoopThread.start(
            "jkeepalived-scripts",
            loop -> {
              Scripts scripts = new Scripts(loop, routers, checks, settings, log);
              new Publisher<>(loop, published).begin(scripts::tracked);
              return scripts;
            },
            endings::failing);
    RunningPart.tellDeath(thread, endings::died);
    RunningPart.endPublishing(thread, published);
    return new ScriptPart(thread, routers, checks, log);
  }

  /** Says who is told how the tracked scripts are, before the first {@link #track}. */
  void reportTo(TrackedThings things) {
    routers.told = things;
  }

  /** Runs the scripts of checks. */
  ScriptRunner checkRunner() {
    return ScriptThread.on(thread, Scripts::check);
  }

  /** Without the checks whose scripts may not run, as {@link #prepare} has found out. */
  List<VirtualServerSetup> allowed(List<VirtualServerSetup> servers) {
    return servers.stream().map(checks::allowed).toList();
  }

  /** Something has happened to a virtual router. Never blocks. */
  void event(RunnerEvent event) {
    Object unused =
        thread.ask(
            scripts -> {
              scripts.notifier().event(event);
              return true;
            });
  }

  /** FIFOs are told what state everything is in. Never blocks. */
  void tellStates(RouterReport report) {
    Object unused =
        thread.ask(
            scripts -> {
              scripts.notifier().tellStates(report.routers(), report.groups());
              return true;
            });
  }

  /** Something has happened to a virtual server or its checks. Never blocks. */
  void event(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.Observed observed
        && observed.event() instanceof HealthEvent.Notification notification) {
      Object unused =
          thread.ask(
              scripts -> {
                scripts.notifier().event(observed.virtualServer(), notification);
                return true;
              });
    }
  }

  /**
   * Before anything is started.
   *
   * @return completed on some thread when the startup_script is over; now where there is none
   */
  CompletableFuture<Void> startup(Configuration configuration) {
    return configuration.global().lifecycle().startup().isEmpty()
        ? CompletableFuture.completedFuture(null)
        : ordered(scripts -> scripts.startup(configuration));
  }

  /** Before the other parts go over to a configuration. */
  void prepare(Configuration configuration) {
    thread.run(ANSWER, scripts -> scripts.prepare(configuration));
  }

  /** After the virtual routers have gone over to it. */
  void track(Configuration configuration) {
    thread.run(ANSWER, scripts -> scripts.track(configuration));
  }

  /** Its loop, of which somebody asks whether it turns. */
  Watched loop(Duration beat) {
    return RunningPart.watched(thread, PATIENCE, beat);
  }

  /**
   * After a fault: scripts that tell of the stop begin, and nothing is waited for. Never throws.
   *
   * @param patience how long the thread is waited for
   */
  void abandon(Duration patience) {
    Object unused = ordered(Scripts::farewell);
    if (!thread.close(patience)) {
      log.line(Part.DAEMON, "Stopping the scripts: not done within " + patience.toMillis() + " ms");
    }
  }

  /** How everything that is tracked is. Never blocks. */
  CompletableFuture<TrackedReport> tracked() {
    return thread.ask(Scripts::tracked);
  }

  /**
   * After the other parts have stopped: scripts that tell of it get some time, then the
   * shutdown_script runs. Never throws.
   */
  void stop() {
    await(Scripts::farewell, FAREWELL, "Notify scripts");
    await(Scripts::endReaders, FAREWELL, "Scripts that read FIFOs");
    await(Scripts::shutdown, SHUTDOWN, "The commands of shutdown_script");
    if (!thread.close(FAREWELL)) {
      log.line(Part.DAEMON, "Stopping the scripts: not done within " + FAREWELL.toSeconds() + " s");
    }
  }

  /** Has something begun on the scripts' thread; completed when that is over, or was not begun. */
  private CompletableFuture<Void> ordered(Function<Scripts, CompletableFuture<Void>> order) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    Object unused =
        thread
            .ask(
                scripts -> {
                  Object ignored = order.apply(scripts).whenComplete(ended(over));
                  return scripts;
                })
            .whenComplete(
                (scripts, fault) -> {
                  if (fault != null) {
                    over.completeExceptionally(fault);
                  }
                });
    return over;
  }

  private static BiConsumer<@Nullable Void, @Nullable Throwable> ended(
      CompletableFuture<Void> over) {
    return (nothing, fault) -> {
      if (fault == null) {
        over.complete(null);
      } else {
        over.completeExceptionally(fault);
      }
    };
  }

  private void await(
      Function<Scripts, CompletableFuture<Void>> order, Duration limit, String what) {
    try {
      Object unused = ordered(order).get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.line(Part.DAEMON, what + " still run after " + limit.toSeconds() + " s: not waited for");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      log.line(Part.DAEMON, "Stopping the scripts: " + Faults.describe(e));
    }
  }
}

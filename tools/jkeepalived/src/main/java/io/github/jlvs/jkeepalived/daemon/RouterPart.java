// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.pulse.CurrentStanding;
import io.github.jlvs.jkeepalived.pulse.Watched;
import io.github.jlvs.jkeepalived.snapshot.Lateness;
import io.github.jlvs.jkeepalived.snapshot.Published;
import io.github.jlvs.jkeepalived.snapshot.Publisher;
import io.github.jlvs.jkeepalived.snapshot.RouterReport;
import io.github.jlvs.jkeepalived.vrrp.LogLines;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.EventLoopThread;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RouterSetup;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import io.github.jlvs.vrrp.linux.VrrpRunner;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The virtual routers and their thread; the scripts are told of what happens to them. */
final class RouterPart implements RunningPart {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Nothing in it waits for anything: a backup takes over long before. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final EventLoopThread<VrrpRunner> thread;
  private final ScriptPart scripts;
  private final CurrentStanding standing;
  private final Published<RouterReport> published;
  private final ToldOfRouters told;
  private final DaemonLog log;
  private List<RouterSetup> setups = List.of();

  /** How often they were late, and which hear another master: of the loop's thread. */
  private static final class ToldOfRouters {
    private final Map<String, InetAddress> rivals = new TreeMap<>();
    private Lateness lateness = Lateness.NONE;

    void hear(RunnerEvent event) {
      if (event instanceof RunnerEvent.Late news) {
        lateness = lateness.with(news, Instant.now());
      } else if (event instanceof RunnerEvent.TwoMasters two) {
        rivals.put(two.router(), two.rival().peer());
      } else if (event instanceof RunnerEvent.TwoMastersOver over) {
        rivals.remove(over.router());
      }
    }

    RouterReport report(VrrpRunner runner) {
      return new RouterReport(runner.routers(), runner.groups(), lateness, rivals);
    }
  }

  private RouterPart(
      EventLoopThread<VrrpRunner> thread,
      ScriptPart scripts,
      CurrentStanding standing,
      Published<RouterReport> published,
      ToldOfRouters told,
      DaemonLog log) {
    this.thread = thread;
    this.scripts = scripts;
    this.standing = standing;
    this.published = published;
    this.told = told;
    this.log = log;
  }

  static RouterPart start(
      Configuration configuration,
      DaemonSettings settings,
      ScriptPart scripts,
      DaemonLog log,
      CurrentStanding standing,
      Published<RouterReport> published,
      Consumer<RunnerEvent> others,
      Endings endings) {
    ToldOfRouters told = new ToldOfRouters();
    RunnerEvent.Listener listener =
        event -> {
          standing.hear(event);
          told.hear(event);
          LogLines.of(event, settings.detail()).forEach(line -> log.line(Part.VRRP, line));
          scripts.event(event);
          others.accept(event);
        };
    EventLoopThread<VrrpRunner> thread =
        EventLoopThread.start(
            "jkeepalived-vrrp",
            loop -> {
              Publisher<RouterReport> publisher = new Publisher<>(loop, published);
              VrrpRunner runner =
                  VrrpRunner.open(
                      loop,
                      RunnerOptions.defaults(),
                      event -> {
                        listener.event(event);
                        publish(event, publisher);
                      });
              publisher.begin(() -> told.report(runner));
              return runner;
            },
            endings::failing);
    RunningPart.tellDeath(thread, endings::died);
    RunningPart.endPublishing(thread, published);
    RouterPart part = new RouterPart(thread, scripts, standing, published, told, log);
    scripts.reportTo(part::report);
    try {
      part.goOver(configuration);
    } catch (RuntimeException e) {
      part.stop(ANSWER);
      throw e;
    }
    return part;
  }

  /** What a reader asks for first is there even of a loop that hangs next. */
  private static void publish(RunnerEvent event, Publisher<RouterReport> publisher) {
    if (event instanceof RunnerEvent.StateChanged) {
      publisher.changedMuch();
    } else {
      publisher.changed();
    }
  }

  /** How they are. Never blocks. */
  CompletableFuture<RouterReport> report(boolean countAnew) {
    return thread.ask(
        runner -> {
          RouterReport report = told.report(runner);
          if (countAnew) {
            runner.clearCounters();
          }
          return report;
        });
  }

  /**
   * Has a master resign: {@link VrrpRunner#resign}. Never blocks.
   *
   * @return who has; completed exceptionally by an IllegalArgumentException that says why not
   */
  CompletableFuture<List<String>> resign(String router, Duration rest) {
    return thread.ask(
        runner -> {
          List<String> names = runner.resign(router, rest);
          published.outdated();
          return names;
        });
  }

  /** Likewise {@link VrrpRunner#endRest}. */
  CompletableFuture<List<String>> endRest(String router) {
    return thread.ask(
        runner -> {
          List<String> names = runner.endRest(router);
          published.outdated();
          return names;
        });
  }

  private void report(String thing, TrackedState state) {
    Object unused =
        thread.ask(
            runner -> {
              runner.report(thing, state);
              return true;
            });
  }

  @Override
  public void reconfigure(Configuration configuration) {
    goOver(configuration);
    if (configuration.global().routers().tellStatesOnReload()) {
      Object unused = report(false).thenAccept(scripts::tellStates);
    }
  }

  private void goOver(Configuration configuration) {
    thread.run(
        ANSWER,
        runner ->
            runner.reconfigure(
                configuration.routerSetups(),
                configuration.groupSetups(),
                configuration.hostSettings()));
    published.outdated();
    setups = configuration.routerSetups();
    scripts.track(configuration);
  }

  @Override
  public List<Watched> loops(Duration beat) {
    return List.of(RunningPart.watched(thread, PATIENCE, beat));
  }

  @Override
  public void stop(Duration patience) {
    // Says priority 0 and removes addresses first.
    if (!thread.close(patience)) {
      log.line(
          Part.VRRP,
          "Stopping the virtual routers: not done within "
              + patience.toMillis()
              + " ms, done in their place");
      relieve();
    }
  }

  private void relieve() {
    SortedMap<String, State> states = standing.now().routers();
    List<RouterSetup> masters =
        setups.stream().filter(setup -> states.get(setup.name()) == State.MASTER).toList();
    try {
      VrrpRunner.relieve(RunnerOptions.defaults(), masters, this::tellRelief);
    } catch (RuntimeException e) {
      log.line(
          Part.VRRP,
          "Priority 0 was not sent and addresses may be left: "
              + Faults.describe(e)
              + "; look at them with ip addr, the next start removes them");
    }
  }

  /** A start in backup is no news here; whatever else is still done is told. */
  private void tellRelief(RunnerEvent event) {
    if (!(event instanceof RunnerEvent.StateChanged)) {
      LogLines.of(event, true).forEach(line -> log.line(Part.VRRP, line));
    }
  }
}

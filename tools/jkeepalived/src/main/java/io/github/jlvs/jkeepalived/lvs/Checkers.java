// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.AdministrativeState;
import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthRunner;
import io.github.jlvs.healthcheck.linux.HealthRunnerEvent;
import io.github.jlvs.healthcheck.linux.ScriptRunner;
import io.github.jlvs.healthcheck.linux.ServerCount;
import io.github.jlvs.healthcheck.linux.TriedNow;
import io.github.jlvs.healthcheck.probe.FileProbe;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.override.Overrides;
import io.github.jlvs.jkeepalived.snapshot.ServerReport;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The virtual servers at work: checks run, their news are logged and become the table that the
 * writer brings about: whole at the start and at a reload, else the virtual services that changed.
 * Everything happens on the loop's thread.
 */
public final class Checkers implements AutoCloseable {
  private static final long COUNT_AFTER = TimeUnit.SECONDS.toNanos(1);

  private final HealthRunner checks;
  private final IpvsWriter writer;
  private final DaemonLog log;
  private final EventLoop loop;
  private final ImpossibleChecks impossible = new ImpossibleChecks();
  private final LateChecks late = new LateChecks();
  private final Map<VirtualServerName, List<DesiredDestination>> health = new HashMap<>();
  private final DesiredTable table = new DesiredTable();
  private final Suspension suspension;
  private Map<VirtualServerName, VirtualServerSetup> servers = Map.of();
  private Set<VirtualServerName> resting = Set.of();
  private Overrides overrides;

  /** Virtual servers whose destinations have changed in this turn of the loop. */
  private final Set<VirtualServerName> changed = new LinkedHashSet<>();

  private final Consumer<ServerCount> counted;

  /** Counting looks at each server: once for the changes of a second. */
  private final Timer count;

  /** While many virtual servers start or change together, the table is put together once. */
  private boolean gathering;

  /**
   * Checks nothing yet.
   *
   * @param scripts what runs the scripts of checks
   * @param detail whether to log more
   * @param alerts told of every event, after the log
   * @param counted told how many real servers are up, soon after that may have changed
   * @param decided what an operator has decided of real servers before
   */
  public Checkers(
      EventLoop loop,
      IpvsWriter writer,
      ScriptRunner scripts,
      DaemonLog log,
      boolean detail,
      Consumer<HealthRunnerEvent> alerts,
      Consumer<ServerCount> counted,
      Overrides decided) {
    this(loop, writer, scripts, log, detail, alerts, counted, decided, AddressWatch::open);
  }

  Checkers(
      EventLoop loop,
      IpvsWriter writer,
      ScriptRunner scripts,
      DaemonLog log,
      boolean detail,
      Consumer<HealthRunnerEvent> alerts,
      Consumer<ServerCount> counted,
      Overrides decided,
      AddressWatch.Opener addresses) {
    this.loop = loop;
    this.overrides = decided;
    this.counted = counted;
    this.count = loop.timer(this::count);
    this.suspension = new Suspension(loop, addresses, log, detail, this::addressesChanged);
    this.writer = writer;
    this.log = log;
    this.checks =
        HealthRunner.open(
            loop,
            scripts,
            event -> {
              hear(event);
              alerts.accept(event);
            });
  }

  /** Goes over to another configuration, or to the first; what did not change keeps its state. */
  public void reconfigure(List<VirtualServerSetup> configured) {
    Map<VirtualServerName, VirtualServerSetup> before = servers;
    servers = byName(configured);
    suspension.reconfigure(servers.values());
    resting = suspension.resting(servers.values());
    servers.forEach(
        (name, server) -> {
          if (!server.equals(before.get(name))) {
            say(server, resting.contains(name) ? LogLines::deactivating : LogLines::activating);
          }
        });
    // Before the first tries, which may be made at once.
    impossible.clear();
    List<Draining.Leaving> leaving = LeavingServers.of(before, servers, this::desired);
    gather(
        leaving,
        () -> {
          checks.suspend(resting);
          administer();
          checks.reconfigure(configured.stream().map(VirtualServerSetup::checks).toList());
        });
    health.keySet().retainAll(servers.keySet());
    count();
  }

  /** From now on this is what an operator has decided of real servers. */
  public void override(Overrides decided) {
    overrides = decided;
    administer();
  }

  /** Has the checks of a real server make a try before their time. */
  public CompletionStage<List<TriedNow>> tryNow(
      VirtualServerName server, ServiceAddress realServer) {
    return checks.tryNow(server, realServer);
  }

  private void administer() {
    Map<VirtualServerName, Map<ServiceAddress, AdministrativeState>> states =
        overrides.states(servers.values());
    checks.administer(states);
    writer.drain(DrainedServers.of(servers, states));
  }

  private void count() {
    counted.accept(checks.count());
  }

  private void countSoon() {
    if (!count.isArmed()) {
      count.arm(loop.now() + COUNT_AFTER);
    }
  }

  private static Map<VirtualServerName, VirtualServerSetup> byName(
      List<VirtualServerSetup> configured) {
    Map<VirtualServerName, VirtualServerSetup> servers = new LinkedHashMap<>();
    configured.forEach(server -> servers.put(server.name(), server));
    return servers;
  }

  /** How they are at this moment. */
  public ServerReport report() {
    return new ServerReport(
        List.copyOf(servers.values()), checks.virtualServers(), resting, overrides);
  }

  /** Ends the checks; the table stays as it is. */
  @Override
  public void close() {
    gathering = true; // what the checks say while they end is no wish for a table
    changed.clear();
    suspension.close();
    count.cancel();
    checks.stop();
  }

  private void gather(List<Draining.Leaving> leaving, Runnable changes) {
    gathering = true;
    try {
      changes.run();
    } finally {
      gathering = false;
    }
    changed.clear(); // the whole table has it
    writer.desire(table.of(servers.values(), this::desired), leaving);
  }

  private List<DesiredDestination> desired(VirtualServerName server) {
    return health.getOrDefault(server, List.of());
  }

  /** Results that come in one turn of the loop are one wish, for the services they change. */
  private void writeChanged() {
    List<Table.Entry> entries = new ArrayList<>();
    for (VirtualServerName name : changed) {
      Optional.ofNullable(servers.get(name))
          .map(server -> table.entries(server, desired(name)))
          .ifPresent(entries::addAll);
    }
    changed.clear();
    if (!entries.isEmpty()) {
      writer.change(entries);
    }
  }

  private void addressesChanged() {
    Set<VirtualServerName> before = resting;
    resting = suspension.resting(servers.values());
    servers.forEach(
        (name, server) -> {
          boolean rests = resting.contains(name);
          if (rests != before.contains(name)) {
            say(server, rests ? LogLines::suspending : LogLines::activating);
          }
        });
    checks.suspend(resting);
  }

  /** Says a line of each server that has a check. */
  private void say(
      VirtualServerSetup server, BiFunction<ServiceAddress, VirtualServerName, String> line) {
    for (RealServer real : server.checks().realServers()) {
      for (Check check : real.checks()) {
        if (!(check.probe() instanceof FileProbe)) {
          log.line(Part.CHECKERS, line.apply(real.address(), server.name()));
        }
      }
    }
  }

  /** Logs what it is told, and gathers what it means for the table. */
  private void hear(HealthRunnerEvent event) {
    if (event instanceof HealthRunnerEvent.DesiredChanged news) {
      desire(news.virtualServer(), news.desired());
    } else if (event instanceof HealthRunnerEvent.Observed observed) {
      say(LogLines.of(observed.virtualServer(), observed.event()));
    } else if (event instanceof HealthRunnerEvent.CheckObserved observed) {
      say(LogLines.of(observed));
      countSoon();
    } else if (event instanceof HealthRunnerEvent.CheckImpossible failed) {
      String reason = String.valueOf(failed.cause().getMessage());
      say(
          impossible.impossible(
              subject(failed.virtualServer(), failed.realServer(), failed.check()), reason));
    } else if (event instanceof HealthRunnerEvent.CheckWaits waits) {
      say(late.waits(loop.now(), waits));
    } else if (event instanceof HealthRunnerEvent.CheckPossibleAgain over) {
      say(impossible.possibleAgain(subject(over.virtualServer(), over.realServer(), over.check())));
    } else {
      throw new IllegalStateException("nobody logs " + event);
    }
  }

  private void desire(VirtualServerName server, List<DesiredDestination> desired) {
    health.put(server, desired);
    if (!gathering) {
      if (changed.isEmpty()) {
        loop.post(this::writeChanged);
      }
      changed.add(server);
    }
  }

  private static ImpossibleChecks.Subject subject(
      VirtualServerName server, RealServer realServer, Check check) {
    return new ImpossibleChecks.Subject(server, realServer.address(), check);
  }

  private void say(Optional<String> line) {
    line.ifPresent(text -> log.line(Part.CHECKERS, text));
  }
}

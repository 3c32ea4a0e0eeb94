// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jkeepalived.control.Control;
import io.github.jlvs.jkeepalived.control.command.Command;
import io.github.jlvs.jkeepalived.dump.Dumper;
import io.github.jlvs.jkeepalived.event.RouterEvents;
import io.github.jlvs.jkeepalived.event.ServerEvents;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.lvs.CheckNowCommand;
import io.github.jlvs.jkeepalived.lvs.OwnedServices;
import io.github.jlvs.jkeepalived.lvs.OwnedServicesFile;
import io.github.jlvs.jkeepalived.lvs.SyncFollower;
import io.github.jlvs.jkeepalived.override.Deciding;
import io.github.jlvs.jkeepalived.override.EnableCommand;
import io.github.jlvs.jkeepalived.override.OverrideCommand;
import io.github.jlvs.jkeepalived.pulse.CurrentStanding;
import io.github.jlvs.jkeepalived.snapshot.CurrentSnapshot;
import io.github.jlvs.jkeepalived.systemd.NotifySocket;
import io.github.jlvs.jkeepalived.systemd.Supervisor;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** How the daemon's parts come into being; tests have others. */
interface Parts {
  /** What writes the files that signals ask for: the same one every time. */
  Dumper dumps();

  /** What the parts publish of themselves: the same one every time. */
  CurrentSnapshot snapshot();

  /** Starts what answers who asks how the daemon is, or asks it to do something. */
  RunningPart control(Configuration configuration, List<Command> commands);

  /** Whether an earlier life left services in the table that were its own. */
  boolean hasLeftServices();

  /**
   * Opens the kernel's table, without effect on it.
   *
   * @throws io.github.jlvs.ipvs.IpvsException if there is none, or it may not be used
   */
  Ipvs openIpvs();

  /** Starts what tells people of changes; it has to be there before what changes. */
  RunningPart alerts(Configuration configuration);

  /** Starts the thread of the scripts, which runs none yet. */
  ScriptPart scripts();

  /** Starts the virtual routers; where that fails nothing of them is left. */
  RunningPart routers(Configuration configuration, ScriptPart scripts);

  /** Starts what there is to do in the table, which it closes; also where that fails. */
  RunningPart servers(Ipvs ipvs, Configuration configuration, ScriptPart scripts);

  /** Who watches over the daemon. */
  Supervisor supervisor();

  /** Who learns what of it runs. */
  Progress progress();

  /** The real ones. */
  static Parts of(
      DaemonSettings settings,
      DaemonLog log,
      Endings endings,
      CurrentStanding standing,
      Progress progress) {
    Dumper dumps = new Dumper(log, HostName::ofThisMachine, endings::died);
    CurrentSnapshot snapshot = new CurrentSnapshot();
    SyncFollower follower = new SyncFollower();
    AtomicReference<Optional<RouterPart>> running = new AtomicReference<>(Optional.empty());
    Command failover = new FailoverCommand(running::get);
    AtomicReference<Optional<ServerPart>> checking = new AtomicReference<>(Optional.empty());
    Supplier<Optional<ServerPart>> checks = checking::get;
    Deciding deciding = new Deciding();
    AlertPart alerts = AlertPart.of(settings, log, endings);
    OwnedServices owned = OwnedServicesFile.open(settings.ownedServices(), log);
    return new Parts() {
      @Override
      public Dumper dumps() {
        return dumps;
      }

      @Override
      public CurrentSnapshot snapshot() {
        return snapshot;
      }

      @Override
      public RunningPart control(Configuration configuration, List<Command> commands) {
        List<Command> all = new ArrayList<>(commands);
        all.add(failover);
        Supplier<List<VirtualServerSetup>> servers =
            () -> snapshot.now().map(now -> now.configuration().virtualServers()).orElse(List.of());
        all.add(new OverrideCommand(servers, deciding));
        all.add(new EnableCommand(servers, deciding));
        all.add(
            new CheckNowCommand(
                servers,
                (in, server) ->
                    checks
                        .get()
                        .map(part -> part.tryNow(in, server))
                        .orElse(CompletableFuture.completedFuture(List.of()))));
        return ControlPart.start(
            configuration,
            new Control(settings.control(), snapshot, Parts::open, all, log, endings::died));
      }

      @Override
      public boolean hasLeftServices() {
        return !owned.known().isEmpty();
      }

      @Override
      public RunningPart alerts(Configuration configuration) {
        alerts.reconfigure(configuration);
        return alerts;
      }

      @Override
      public Ipvs openIpvs() {
        return Parts.open();
      }

      @Override
      public Supervisor supervisor() {
        return NotifySocket.of(
            System.getenv(), ProcessHandle.current().pid(), line -> log.line(Part.DAEMON, line));
      }

      @Override
      public Progress progress() {
        return progress;
      }

      @Override
      public ScriptPart scripts() {
        ScriptPart part = ScriptPart.start(settings, log, snapshot.tracked(), endings);
        dumps.tracked(part::tracked);
        return part;
      }

      @Override
      public RunningPart routers(Configuration configuration, ScriptPart scripts) {
        RouterPart part =
            RouterPart.start(
                configuration,
                settings,
                scripts,
                log,
                standing,
                snapshot.routers(),
                event -> {
                  follower.hear(event);
                  alerts.hearRouters(event);
                  RouterEvents.of(event).ifPresent(snapshot.events()::take);
                },
                endings);
        dumps.routers(part::report);
        running.set(Optional.of(part));
        return part;
      }

      @Override
      public RunningPart servers(Ipvs ipvs, Configuration configuration, ScriptPart scripts) {
        ServerEvents serverEvents = new ServerEvents();
        ServerPart part =
            ServerPart.start(
                ipvs,
                owned,
                configuration,
                follower,
                scripts,
                settings,
                log,
                event -> {
                  scripts.event(event);
                  alerts.hearServers(event);
                  serverEvents.of(event).ifPresent(snapshot.events()::take);
                },
                standing::count,
                deciding,
                snapshot,
                endings);
        dumps.servers(part::report);
        checking.set(Optional.of(part));
        return part;
      }
    };
  }

  private static Ipvs open() {
    Ipvs ipvs = Ipvs.open();
    try {
      // Finding the family is allowed to everybody; this is not.
      Object unused = ipvs.info();
    } catch (RuntimeException e) {
      ipvs.close();
      throw e;
    }
    return ipvs;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.lvs;

import io.github.jlvs.healthcheck.Check;
import io.github.jlvs.healthcheck.CheckEvent;
import io.github.jlvs.healthcheck.DesiredDestination;
import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.KeepalivedLog;
import io.github.jlvs.healthcheck.RealServer;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.healthcheck.linux.HealthChecks;
import io.github.jlvs.healthcheck.linux.HealthListener;
import io.github.jlvs.jkeepalived.config.model.VirtualServer;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.linux.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The virtual servers at work: checks run, their news are logged and become the table that the
 * writer brings about. Everything happens on the loop's thread.
 */
public final class Checkers {
  private final HealthChecks checks;
  private final IpvsWriter writer;
  private final DaemonLog log;
  private final Map<VirtualServerName, List<DesiredDestination>> health = new HashMap<>();
  private List<VirtualServer> servers = List.of();

  /** While many virtual servers start or change together, the table is put together once. */
  private boolean gathering;

  public Checkers(EventLoop loop, IpvsWriter writer, DaemonLog log) {
    this.writer = writer;
    this.log = log;
    this.checks = new HealthChecks(loop, new Listener());
  }

  /** Starts the checks and asks for the first table. */
  public void start(List<VirtualServer> configured) {
    servers = configured;
    for (VirtualServer server : configured) {
      sayActivated(server);
    }
    gather(() -> checks.start(configured.stream().map(CheckSetup::of).toList()));
  }

  /** Goes over to another configuration; what did not change keeps its state. */
  public void reconfigure(List<VirtualServer> configured) {
    List<VirtualServer> before = servers;
    servers = configured;
    for (VirtualServer server : configured) {
      if (!before.contains(server)) {
        sayActivated(server);
      }
    }
    gather(() -> checks.reconfigure(configured.stream().map(CheckSetup::of).toList()));
    health.keySet().retainAll(configured.stream().map(Names::inHealth).toList());
  }

  /** Ends the checks; the table stays as it is. */
  public void stop() {
    gathering = true; // what the checks say while they end is no wish for a table
    checks.stop();
  }

  private void gather(Runnable changes) {
    gathering = true;
    try {
      changes.run();
    } finally {
      gathering = false;
    }
    writeTable();
  }

  private void writeTable() {
    writer.desire(
        DesiredTable.of(servers, server -> health.getOrDefault(Names.inHealth(server), List.of())));
  }

  private void sayActivated(VirtualServer server) {
    VirtualServerName name = Names.inHealth(server);
    for (RealServer real : CheckSetup.of(server).realServers()) {
      if (!real.checks().isEmpty()) {
        log.line(Part.CHECKERS, KeepalivedLog.activating(real.address(), name));
      }
    }
  }

  private final class Listener implements HealthListener {
    @Override
    public void desiredChanged(VirtualServerName server, List<DesiredDestination> desired) {
      health.put(server, desired);
      if (!gathering) {
        writeTable();
      }
    }

    @Override
    public void healthEvent(VirtualServerName server, HealthEvent event) {
      KeepalivedLog.line(server, event).ifPresent(line -> log.line(Part.CHECKERS, line));
    }

    @Override
    public void checkEvent(
        VirtualServerName server, RealServer realServer, Check check, CheckEvent event) {
      KeepalivedLog.line(realServer.address(), check, event)
          .ifPresent(line -> log.line(Part.CHECKERS, line));
    }

    @Override
    public void checkImpossible(
        VirtualServerName server, RealServer realServer, Check check, String reason) {
      log.line(
          Part.CHECKERS,
          "Cannot check %s of %s, its state is kept: %s"
              .formatted(realServer.address(), server, reason));
    }
  }
}

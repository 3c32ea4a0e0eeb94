// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.lvs.Checkers;
import io.github.jlvs.jkeepalived.lvs.IpvsWriter;
import java.time.Duration;
import java.util.function.Consumer;

/** The virtual servers: the checkers' thread and the writer of the table. */
final class ServerPart implements RunningPart {
  /** Some ten thousand checks on a busy machine: a start that takes its time is not a hang. */
  private static final Duration START = Duration.ofMinutes(1);

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final LoopThread thread;
  private final IpvsWriter writer;
  private final Checkers checkers;
  private final DaemonSettings settings;
  private final DaemonLog log;

  private ServerPart(
      LoopThread thread,
      IpvsWriter writer,
      Checkers checkers,
      DaemonSettings settings,
      DaemonLog log) {
    this.thread = thread;
    this.writer = writer;
    this.checkers = checkers;
    this.settings = settings;
    this.log = log;
  }

  static ServerPart start(
      Ipvs ipvs,
      Configuration configuration,
      DaemonSettings settings,
      DaemonLog log,
      Consumer<Throwable> died) {
    LoopThread thread = new LoopThread("jkeepalived-checkers", died);
    IpvsWriter writer = new IpvsWriter(ipvs, log, died);
    ServerPart part =
        new ServerPart(thread, writer, new Checkers(thread.loop(), writer, log), settings, log);
    try {
      thread.run(() -> part.checkers.start(configuration.virtualServers()), START);
    } catch (RuntimeException e) {
      part.stop();
      throw e;
    }
    return part;
  }

  @Override
  public void reconfigure(Configuration configuration) {
    thread.run(() -> checkers.reconfigure(configuration.virtualServers()), START);
  }

  @Override
  public void stop() {
    try {
      thread.run(checkers::stop, ANSWER);
    } catch (RuntimeException e) {
      log.line(Part.CHECKERS, "Stopping the checks: " + Faults.describe(e));
    }
    if (!settings.keepVirtualServers()) {
      writer.desire(Table.EMPTY);
    }
    writer.stop(IpvsWriter.stopLimit());
    thread.close();
  }

  LoopThread checkersThread() {
    return thread;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.Table;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.lvs.Checkers;
import io.github.jlvs.jkeepalived.lvs.IpvsWriter;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.EventLoopThread;
import java.time.Duration;
import java.util.function.Consumer;

/** The virtual servers: the checkers' thread and the writer of the table. */
final class ServerPart implements RunningPart {
  /** Some ten thousand checks on a busy machine: a start that takes its time is not a hang. */
  private static final Duration START = Duration.ofMinutes(1);

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final EventLoopThread<Checkers> thread;
  private final IpvsWriter writer;
  private final DaemonSettings settings;
  private final DaemonLog log;

  private ServerPart(
      EventLoopThread<Checkers> thread, IpvsWriter writer, DaemonSettings settings, DaemonLog log) {
    this.thread = thread;
    this.writer = writer;
    this.settings = settings;
    this.log = log;
  }

  static ServerPart start(
      Ipvs ipvs,
      Configuration configuration,
      DaemonSettings settings,
      DaemonLog log,
      Consumer<Throwable> died) {
    IpvsWriter writer = new IpvsWriter(ipvs, log, died);
    EventLoopThread<Checkers> thread;
    try {
      thread =
          EventLoopThread.start("jkeepalived-checkers", loop -> new Checkers(loop, writer, log));
    } catch (RuntimeException e) {
      writer.stop(IpvsWriter.stopLimit());
      throw e;
    }
    RunningPart.tellDeath(thread, died);
    ServerPart part = new ServerPart(thread, writer, settings, log);
    try {
      part.reconfigure(configuration);
    } catch (RuntimeException e) {
      part.stop();
      throw e;
    }
    return part;
  }

  @Override
  public void reconfigure(Configuration configuration) {
    thread.run(START, checkers -> checkers.reconfigure(configuration.virtualServers()));
  }

  @Override
  public void stop() {
    if (!thread.close(ANSWER)) {
      log.line(
          Part.CHECKERS,
          "Stopping the checks: not done within " + ANSWER.toSeconds() + " s, left behind");
    }
    if (!settings.keepVirtualServers()) {
      writer.desire(Table.EMPTY);
    }
    writer.stop(IpvsWriter.stopLimit());
  }

  EventLoopThread<Checkers> checkersThread() {
    return thread;
  }
}

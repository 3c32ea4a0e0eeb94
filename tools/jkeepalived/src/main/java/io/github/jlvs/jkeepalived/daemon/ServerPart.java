// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.lvs.Checkers;
import io.github.jlvs.jkeepalived.lvs.IpvsWriter;
import java.time.Duration;
import java.util.function.Consumer;

/** The virtual servers: the checkers' thread and the writer of the table. */
final class ServerPart {
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
    IpvsWriter writer = new IpvsWriter(ipvs, log, died);
    LoopThread thread = new LoopThread("jkeepalived-checkers", died);
    Checkers checkers = new Checkers(thread.loop(), writer, log);
    ServerPart part = new ServerPart(thread, writer, checkers, settings, log);
    part.onThread(() -> checkers.start(configuration.virtualServers()));
    return part;
  }

  void reconfigure(Configuration configuration) {
    onThread(() -> checkers.reconfigure(configuration.virtualServers()));
  }

  void stop() {
    try {
      if (thread.isAlive()) {
        onThread(() -> checkers.stop(settings.keepVirtualServers()));
      } else if (!settings.keepVirtualServers()) {
        writer.desire(io.github.jlvs.ipvs.Table.EMPTY);
      }
    } catch (RuntimeException e) {
      log.line(Part.CHECKERS, "Stopping the checks: " + Faults.describe(e));
      if (!settings.keepVirtualServers()) {
        writer.desire(io.github.jlvs.ipvs.Table.EMPTY);
      }
    }
    writer.stop(IpvsWriter.stopLimit());
    thread.close();
  }

  private void onThread(Runnable code) {
    Object unused =
        thread.call(
            () -> {
              code.run();
              return Boolean.TRUE;
            },
            ANSWER);
  }
}

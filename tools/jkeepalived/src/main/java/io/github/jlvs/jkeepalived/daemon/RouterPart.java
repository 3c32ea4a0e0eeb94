// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.vrrp.LogLines;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.EventLoopThread;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import io.github.jlvs.vrrp.linux.VrrpRunner;
import java.time.Duration;
import java.util.function.Consumer;

/** The virtual routers and their thread. */
final class RouterPart implements RunningPart {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final EventLoopThread<VrrpRunner> thread;
  private final DaemonLog log;

  private RouterPart(EventLoopThread<VrrpRunner> thread, DaemonLog log) {
    this.thread = thread;
    this.log = log;
  }

  static RouterPart start(
      Configuration configuration,
      DaemonSettings settings,
      DaemonLog log,
      Consumer<Throwable> died) {
    RunnerEvent.Listener listener =
        event -> LogLines.of(event, settings.detail()).forEach(line -> log.line(Part.VRRP, line));
    EventLoopThread<VrrpRunner> thread =
        EventLoopThread.start(
            "jkeepalived-vrrp", loop -> VrrpRunner.open(loop, RunnerOptions.defaults(), listener));
    RunningPart.tellDeath(thread, died);
    RouterPart part = new RouterPart(thread, log);
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
    thread.run(
        ANSWER,
        runner -> runner.reconfigure(configuration.routerSetups(), configuration.groupSetups()));
  }

  @Override
  public void stop() {
    // Says priority 0 and removes addresses first.
    if (!thread.close(ANSWER)) {
      log.line(
          Part.VRRP,
          "Stopping the virtual routers: not done within "
              + ANSWER.toSeconds()
              + " s, left behind");
    }
  }
}

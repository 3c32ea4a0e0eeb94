// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.vrrp.LogLines;
import io.github.jlvs.jkeepalived.vrrp.Setups;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import io.github.jlvs.vrrp.linux.VrrpRunner;
import java.time.Duration;
import java.util.function.Consumer;

/** The virtual routers and their thread. */
final class RouterPart implements RunningPart {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final LoopThread thread;
  private final VrrpRunner runner;
  private final DaemonLog log;

  private RouterPart(LoopThread thread, VrrpRunner runner, DaemonLog log) {
    this.thread = thread;
    this.runner = runner;
    this.log = log;
  }

  static RouterPart start(
      Configuration configuration,
      DaemonSettings settings,
      DaemonLog log,
      Consumer<Throwable> died) {
    RunnerEvent.Listener listener =
        event -> LogLines.of(event, settings.detail()).forEach(line -> log.line(Part.VRRP, line));
    LoopThread thread = new LoopThread("jkeepalived-vrrp", died);
    VrrpRunner runner;
    try {
      // On its own thread: the loop runs already, and what it watches belongs to that thread.
      runner =
          thread.call(
              () -> VrrpRunner.open(thread.loop(), RunnerOptions.defaults(), listener), ANSWER);
    } catch (RuntimeException e) {
      thread.close();
      throw e;
    }
    RouterPart part = new RouterPart(thread, runner, log);
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
        () -> runner.reconfigure(Setups.routers(configuration), Setups.groups(configuration)),
        ANSWER);
  }

  @Override
  public void stop() {
    try {
      thread.run(runner::close, ANSWER); // says priority 0 and removes addresses first
    } catch (RuntimeException e) {
      log.line(Part.VRRP, "Stopping the virtual routers: " + Faults.describe(e));
    }
    thread.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.config.model.Configuration;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.vrrp.LogLines;
import io.github.jlvs.jkeepalived.vrrp.Setups;
import io.github.jlvs.vrrp.linux.RunnerOptions;
import io.github.jlvs.vrrp.linux.VrrpRunner;
import java.time.Duration;
import java.util.function.Consumer;

/** The virtual routers and their thread. */
final class RouterPart {
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
    LoopThread thread = new LoopThread("jkeepalived-vrrp", died);
    try {
      VrrpRunner runner =
          VrrpRunner.open(
              thread.loop(),
              RunnerOptions.defaults(),
              event ->
                  LogLines.of(event, settings.detail()).forEach(line -> log.line(Part.VRRP, line)));
      RouterPart part = new RouterPart(thread, runner, log);
      part.onThread(
          () -> runner.reconfigure(Setups.routers(configuration), Setups.groups(configuration)));
      return part;
    } catch (RuntimeException e) {
      thread.close();
      throw e;
    }
  }

  void reconfigure(Configuration configuration) {
    onThread(() -> runner.reconfigure(Setups.routers(configuration), Setups.groups(configuration)));
  }

  void stop() {
    try {
      onThread(runner::close); // stops them first
    } catch (RuntimeException e) {
      log.line(Part.VRRP, "Stopping the virtual routers: " + Faults.describe(e));
    }
    thread.close();
  }

  /** Where its thread has died, what is left of it is done on the calling one. */
  private void onThread(Runnable code) {
    if (!thread.isAlive()) {
      code.run();
      return;
    }
    Object unused =
        thread.call(
            () -> {
              code.run();
              return Boolean.TRUE;
            },
            ANSWER);
  }
}

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
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The virtual routers and their thread; the scripts are told of what happens to them. */
final class RouterPart implements RunningPart {
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final EventLoopThread<VrrpRunner> thread;
  private final ScriptPart scripts;
  private final DaemonSettings settings;
  private final DaemonLog log;

  private RouterPart(
      EventLoopThread<VrrpRunner> thread,
      ScriptPart scripts,
      DaemonSettings settings,
      DaemonLog log) {
    this.thread = thread;
    this.scripts = scripts;
    this.settings = settings;
    this.log = log;
  }

  static RouterPart start(
      Configuration configuration,
      DaemonSettings settings,
      ScriptPart scripts,
      DaemonLog log,
      Consumer<RunnerEvent> others,
      Consumer<Throwable> died) {
    RunnerEvent.Listener listener =
        event -> {
          LogLines.of(event, settings.detail()).forEach(line -> log.line(Part.VRRP, line));
          scripts.event(event);
          others.accept(event);
        };
    EventLoopThread<VrrpRunner> thread =
        EventLoopThread.start(
            "jkeepalived-vrrp", loop -> VrrpRunner.open(loop, RunnerOptions.defaults(), listener));
    RunningPart.tellDeath(thread, died);
    RouterPart part = new RouterPart(thread, scripts, settings, log);
    scripts.reportTo(part::report);
    try {
      part.reconfigure(configuration);
    } catch (RuntimeException e) {
      part.stop();
      throw e;
    }
    return part;
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
    thread.run(
        ANSWER,
        runner ->
            runner.reconfigure(
                configuration.routerSetups(),
                configuration.groupSetups(),
                configuration.hostSettings()));
    scripts.track(configuration);
  }

  @Override
  public void stop() {
    if (settings.keepAddresses()) {
      CompletableFuture<Boolean> unused =
          thread.ask(
              runner -> {
                runner.leaveAtClose();
                return true;
              });
    }
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

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.jkeepalived.track.TrackedThings;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.EventLoopThread;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The scripts and their thread. Starting a program holds a thread up until the kernel has loaded
 * it, and looking up users and files may take longer: nobody else waits for this one.
 */
final class ScriptPart {
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** How long a stop waits for scripts that tell of it. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final EventLoopThread<Scripts> thread;
  private final DaemonLog log;

  private ScriptPart(EventLoopThread<Scripts> thread, DaemonLog log) {
    this.thread = thread;
    this.log = log;
  }

  static ScriptPart start(TrackedThings things, DaemonLog log, Consumer<Throwable> died) {
    EventLoopThread<Scripts> thread =
        EventLoopThread.start("jkeepalived-scripts", loop -> new Scripts(loop, things, log));
    RunningPart.tellDeath(thread, died);
    return new ScriptPart(thread, log);
  }

  /** Something has happened to a virtual router. Never blocks. */
  void event(RunnerEvent event) {
    Object unused =
        thread.ask(
            scripts -> {
              scripts.notifier().event(event);
              return true;
            });
  }

  /** Before the virtual routers go over to a configuration. */
  void prepare(Configuration configuration) {
    thread.run(
        ANSWER,
        scripts -> scripts.prepare(configuration, new ScriptPolicy(configuration.global())));
  }

  /** After they have gone over to it. */
  void track(Configuration configuration) {
    thread.run(
        ANSWER, scripts -> scripts.track(configuration, new ScriptPolicy(configuration.global())));
  }

  /**
   * After the virtual routers have stopped: scripts that tell of it get some time. Never throws.
   */
  void stop() {
    try {
      thread.run(FAREWELL, Scripts::stopTracking);
      Object unused =
          thread
              .call(FAREWELL, scripts -> scripts.notifier().whenIdle())
              .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.line(
          Part.VRRP,
          "Notify scripts still run after " + FAREWELL.toSeconds() + " s: not waited for");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | RuntimeException e) {
      log.line(Part.VRRP, "Stopping the scripts: " + e.getMessage());
    }
    if (!thread.close(FAREWELL)) {
      log.line(Part.VRRP, "Stopping the scripts: not done within " + FAREWELL.toSeconds() + " s");
    }
  }
}

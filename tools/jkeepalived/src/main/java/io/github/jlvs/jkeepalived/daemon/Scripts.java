// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.notify.Notifier;
import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.jkeepalived.track.FileTracker;
import io.github.jlvs.jkeepalived.track.ProcessTracker;
import io.github.jlvs.jkeepalived.track.ScriptTracker;
import io.github.jlvs.jkeepalived.track.TrackedThings;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.linux.process.ProcessTable;
import java.nio.file.Path;
import java.util.function.Consumer;

/** All that runs scripts, and all that looks at what is tracked, on one thread. */
final class Scripts implements AutoCloseable {
  private final Consumer<String> log;
  private final ProcessRunner processes;
  private final ScriptTracker tracker;
  private final FileTracker trackedFiles;
  private final ProcessTracker trackedProcesses;
  private final Notifier notifier;

  Scripts(EventLoop loop, TrackedThings things, DaemonLog daemonLog) {
    this.log = line -> daemonLog.line(Part.VRRP, line);
    this.processes = new ProcessRunner(loop);
    this.tracker = new ScriptTracker(loop, processes, things, log);
    this.trackedFiles = new FileTracker(loop, things, log);
    this.trackedProcesses =
        new ProcessTracker(loop, new ProcessTable(Path.of("/proc")), things, log);
    this.notifier = new Notifier(loop, processes, log);
  }

  Notifier notifier() {
    return notifier;
  }

  /** Before the virtual routers go over to a configuration. */
  void prepare(Configuration configuration, ScriptPolicy policy) {
    if (configuration.hasScripts()) {
      policy.warning().ifPresent(log);
    }
    notifier.reconfigure(configuration, policy);
  }

  /** After they have gone over to it. */
  void track(Configuration configuration, ScriptPolicy policy) {
    tracker.reconfigure(configuration.tracked().scripts(), policy);
    trackedFiles.reconfigure(configuration.tracked().files());
    trackedProcesses.reconfigure(configuration.tracked().processes());
  }

  void stopTracking() {
    tracker.close();
    trackedFiles.close();
    trackedProcesses.close();
  }

  @Override
  public void close() {
    stopTracking();
    notifier.close();
    processes.close();
  }
}

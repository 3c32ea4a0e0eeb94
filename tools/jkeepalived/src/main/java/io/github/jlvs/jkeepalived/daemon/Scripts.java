// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.jkeepalived.log.Part;
import io.github.jlvs.jkeepalived.notify.Notifier;
import io.github.jlvs.jkeepalived.script.CheckScripts;
import io.github.jlvs.jkeepalived.script.LifecycleScript;
import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.jkeepalived.track.FileTracker;
import io.github.jlvs.jkeepalived.track.ProcessTracker;
import io.github.jlvs.jkeepalived.track.ScriptTracker;
import io.github.jlvs.jkeepalived.track.TrackedReport;
import io.github.jlvs.jkeepalived.track.TrackedThings;
import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.Fifo;
import io.github.jlvs.keepalived.conf.model.LifecycleScripts;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.linux.process.Outcome;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.linux.process.ProcessTable;
import io.github.jlvs.linux.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All that runs scripts, and all that looks at what is tracked, on one thread. */
final class Scripts implements AutoCloseable {
  private static final long REAPING = TimeUnit.SECONDS.toNanos(5);

  private final EventLoop loop;
  private final DaemonSettings settings;
  private final Consumer<String> daemonLog;
  private final Consumer<String> routerLog;
  private final Consumer<String> checkerLog;
  private final ProcessRunner processes;
  private final ScriptTracker tracker;
  private final FileTracker trackedFiles;
  private final ProcessTracker trackedProcesses;
  private final Notifier notifier;
  private final CheckScripts checks;
  private final Timer reaping;
  private Optional<Configuration> current = Optional.empty();
  private Optional<LifecycleScript> running = Optional.empty();

  Scripts(
      EventLoop loop,
      TrackedThings things,
      CheckScripts checks,
      DaemonSettings settings,
      DaemonLog log) {
    this.loop = loop;
    this.checks = checks;
    this.checkerLog = line -> log.line(Part.CHECKERS, line);
    this.settings = settings;
    this.daemonLog = line -> log.line(Part.DAEMON, line);
    this.routerLog = line -> log.line(Part.VRRP, line);
    this.processes = new ProcessRunner(loop);
    this.tracker = new ScriptTracker(loop, processes, things, routerLog);
    this.trackedFiles = new FileTracker(loop, things, routerLog);
    this.trackedProcesses =
        new ProcessTracker(loop, new ProcessTable(Path.of("/proc")), things, routerLog);
    this.notifier = new Notifier(loop, processes, routerLog, checkerLog);
    this.reaping = loop.timer(this::reap);
    if (ProcessHandle.current().pid() == 1) {
      reap();
    }
  }

  /** As process 1 of a container this one is the parent of all that scripts leave behind. */
  private void reap() {
    processes.reapOrphans();
    reaping.arm(loop.now() + REAPING);
  }

  Notifier notifier() {
    return notifier;
  }

  /** Runs the script of a check. */
  Optional<ProcessRunner.Run> check(
      ScriptProbe script, Duration limit, Consumer<Outcome> listener) {
    Program program =
        checks
            .program(script)
            .orElseThrow(
                () ->
                    new LinuxException(
                        "run " + script.words().get(0) + ": it is not configured any more",
                        Errno.ENOENT));
    return processes.run(program, Optional.of(limit), listener);
  }

  /** Before anything is started. */
  CompletableFuture<Void> startup(Configuration configuration) {
    current = Optional.of(configuration);
    LifecycleScripts scripts = configuration.global().lifecycle();
    return once("startup", scripts.startup(), scripts.startupLimit(), configuration);
  }

  /** Before the other parts go over to a configuration. */
  void prepare(Configuration configuration) {
    current = Optional.of(configuration);
    ScriptPolicy policy = new ScriptPolicy(configuration.global());
    if (configuration.hasScripts()) {
      policy.warning().ifPresent(routerLog);
    }
    checks.reconfigure(configuration.virtualServers(), policy, checkerLog);
    List<Fifo> fifos = configuration.global().fifos().stream().filter(this::isOurs).toList();
    notifier.reconfigure(configuration, fifos, policy);
    configuration
        .global()
        .lifecycle()
        .shutdown()
        .flatMap(policy::refusal)
        .ifPresent(why -> daemonLog.accept("The shutdown script will not run: " + why));
  }

  private boolean isOurs(Fifo fifo) {
    return (fifo.ofRouters() && settings.runVirtualRouters())
        || (fifo.ofServers() && settings.runVirtualServers());
  }

  /** After the virtual routers have gone over to it. */
  void track(Configuration configuration) {
    tracker.reconfigure(
        configuration.tracked().scripts(), new ScriptPolicy(configuration.global()));
    trackedFiles.reconfigure(configuration.tracked().files());
    trackedProcesses.reconfigure(configuration.tracked().processes());
  }

  /** How everything that is tracked is at this moment. */
  TrackedReport tracked() {
    return new TrackedReport(tracker.reports(), trackedFiles.reports(), trackedProcesses.reports());
  }

  /** The other parts have stopped: those scripts that tell of it may still run. */
  CompletableFuture<Void> farewell() {
    stopTracking();
    return notifier.whenIdle();
  }

  /** Nobody tells of anything any more: those that read FIFOs get a second to end by themselves. */
  CompletableFuture<Void> endReaders() {
    notifier.closeFifos();
    return processes.whenEnded();
  }

  /** After everything else; also where the end comes while the startup_script still runs. */
  CompletableFuture<Void> shutdown() {
    running.ifPresent(LifecycleScript::end);
    return current
        .map(
            configuration -> {
              LifecycleScripts scripts = configuration.global().lifecycle();
              return once("shutdown", scripts.shutdown(), scripts.shutdownLimit(), configuration);
            })
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private CompletableFuture<Void> once(
      String name, Optional<Command> command, Duration limit, Configuration configuration) {
    return command
        .map(
            run -> {
              LifecycleScript script = new LifecycleScript(name, run, limit);
              running = Optional.of(script);
              return script.run(processes, new ScriptPolicy(configuration.global()), daemonLog);
            })
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }

  private void stopTracking() {
    tracker.close();
    trackedFiles.close();
    trackedProcesses.close();
  }

  @Override
  public void close() {
    reaping.cancel();
    stopTracking();
    notifier.close();
    processes.close();
  }
}

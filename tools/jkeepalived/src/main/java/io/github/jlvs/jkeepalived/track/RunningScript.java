// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.keepalived.conf.model.VrrpScript;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.linux.process.ExitStatus;
import io.github.jlvs.linux.process.Outcome;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.linux.process.Program;
import io.github.jlvs.vrrp.tracking.RiseAndFall;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.util.Optional;
import java.util.function.Consumer;

/** One script that is tracked: run again and again, one run at a time. */
final class RunningScript {
  private final VrrpScript script;
  private final Program program;
  private final EventLoop loop;
  private final ProcessRunner processes;
  private final TrackedThings things;
  private final Consumer<String> log;
  private final RiseAndFall results;
  private final Timer timer;
  private Optional<ProcessRunner.Run> current = Optional.empty();
  private Optional<String> lastFailure = Optional.empty();

  /** Whether the next run was due before this one ended, and whether that was so of the last. */
  private boolean late;

  private boolean lastWasLate;
  private long due;

  /**
   * Makes one, not started yet.
   *
   * @param before the one that it takes the place of, whose state it goes on from
   */
  RunningScript(
      VrrpScript script,
      Program program,
      EventLoop loop,
      ProcessRunner processes,
      TrackedThings things,
      Consumer<String> log,
      Optional<RunningScript> before) {
    this.script = script;
    this.program = program;
    this.loop = loop;
    this.processes = processes;
    this.things = things;
    this.log = log;
    this.timer = loop.timer(this::tick);
    this.results =
        before
            .map(old -> RiseAndFall.after(script.rise(), script.fall(), old.results))
            .orElseGet(() -> new RiseAndFall(script.rise(), script.fall(), untilKnown(script)));
  }

  private static TrackedState untilKnown(VrrpScript script) {
    return script.initFail() ? TrackedState.DOWN : TrackedState.UNKNOWN;
  }

  String thing() {
    return script.thing();
  }

  boolean isSame(VrrpScript other, Program run) {
    return script.equals(other) && program.equals(run);
  }

  TrackedReport.OfScript report() {
    return new TrackedReport.OfScript(
        script, results.state(), results.against(), current.isPresent() && !current.get().isOver());
  }

  void start() {
    things.report(thing(), results.state());
    due = loop.now();
    tick();
  }

  /** One that is late keeps its rhythm; runs that fell into the delay are left out. */
  private void tick() {
    run();
    due = Math.max(due + script.interval().toNanos(), loop.now());
    timer.arm(due);
  }

  private void run() {
    if (current.isPresent() && !current.get().isOver()) {
      // Said once, and not of each run: a script that always takes longer would fill the log.
      if (!late && !lastWasLate) {
        log.accept(
            "Track script %s is already running, expect idle - skipping run"
                .formatted(script.name()));
      }
      late = true;
      return;
    }
    lastWasLate = late;
    late = false;
    current = processes.run(program, Optional.of(script.timeout()), this::ended);
  }

  private void ended(Outcome outcome) {
    Optional<String> failure = failure(outcome);
    if (outcome instanceof Outcome.Ended ended
        && ended.status() instanceof ExitStatus.Exited exited
        && !failure.equals(lastFailure)
        && (failure.isPresent() || lastFailure.isPresent())) {
      log.accept("Script `%s` now returning %d".formatted(script.name(), exited.status()));
    }
    boolean changed = results.take(failure.isEmpty());
    if (changed) {
      log.accept("VRRP_Script(%s) %s".formatted(script.name(), failure.orElse("succeeded")));
      things.report(thing(), results.state());
    } else if (failure.isPresent()
        && !(outcome instanceof Outcome.Ended)
        && !failure.equals(lastFailure)) {
      log.accept("VRRP_Script(%s) %s".formatted(script.name(), failure.get()));
    }
    lastFailure = failure;
  }

  private static Optional<String> failure(Outcome outcome) {
    if (outcome instanceof Outcome.Ended ended) {
      return ended.status().isSuccess()
          ? Optional.empty()
          : Optional.of("failed (" + ended.status() + ")");
    } else if (outcome instanceof Outcome.TimedOut) {
      return Optional.of("timed_out");
    } else if (outcome instanceof Outcome.NotStarted not) {
      return Optional.of("failed (" + not.cause().getMessage() + ")");
    }
    throw new IllegalStateException("not known what follows from " + outcome);
  }

  void close() {
    timer.cancel();
    current.ifPresent(ProcessRunner.Run::end);
  }
}

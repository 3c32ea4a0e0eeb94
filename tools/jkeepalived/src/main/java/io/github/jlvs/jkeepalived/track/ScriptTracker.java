// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.track;

import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.keepalived.conf.model.VrrpScript;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.vrrp.tracking.TrackedState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the scripts that virtual routers track, each as often as its definition says, and reports
 * how they are. Everything happens on the loop's thread.
 */
public final class ScriptTracker implements AutoCloseable {
  private final EventLoop loop;
  private final ProcessRunner processes;
  private final TrackedThings things;
  private final Consumer<String> log;
  private final Map<String, RunningScript> scripts = new LinkedHashMap<>();

  /**
   * Makes one without scripts.
   *
   * @param loop what it works on
   * @param processes what runs them
   * @param things told how they are
   * @param log takes lines
   */
  public ScriptTracker(
      EventLoop loop, ProcessRunner processes, TrackedThings things, Consumer<String> log) {
    this.loop = loop;
    this.processes = processes;
    this.things = things;
    this.log = log;
  }

  /**
   * Runs exactly these scripts from now on. One whose definition and program stay is not touched;
   * one that changes keeps its state until it has a result.
   *
   * @param configured the scripts
   * @param policy which of them may run, and as whom
   */
  public void reconfigure(List<VrrpScript> configured, ScriptPolicy policy) {
    Map<String, RunningScript> before = new LinkedHashMap<>(scripts);
    scripts.clear();
    for (VrrpScript script : configured) {
      ScriptPolicy.Verdict verdict = policy.verdict(script.command());
      if (verdict instanceof ScriptPolicy.Verdict.Run run) {
        run.remark().ifPresent(log);
        Optional<RunningScript> old = Optional.ofNullable(before.remove(script.name()));
        scripts.put(script.name(), continued(script, run, old));
      } else if (verdict instanceof ScriptPolicy.Verdict.Refused refused) {
        log.accept(refused.why());
        log.accept("Disabling track script " + script.name() + ": virtual routers do without it");
        Optional.ofNullable(before.remove(script.name())).ifPresent(RunningScript::close);
        things.report(script.thing(), TrackedState.UNTRACKED);
      } else {
        throw new IllegalStateException("not known what follows from " + verdict);
      }
    }
    before.values().forEach(RunningScript::close);
    before.values().forEach(gone -> things.report(gone.thing(), TrackedState.UNKNOWN));
  }

  private RunningScript continued(
      VrrpScript script, ScriptPolicy.Verdict.Run run, Optional<RunningScript> old) {
    if (old.isPresent() && old.get().isSame(script, run.program())) {
      return old.get();
    }
    RunningScript next =
        new RunningScript(script, run.program(), loop, processes, things, log, old);
    old.ifPresent(RunningScript::close);
    next.start();
    return next;
  }

  /**
   * How they are at this moment.
   *
   * @return one report for each that may run
   */
  public List<TrackedReport.OfScript> reports() {
    return scripts.values().stream().map(RunningScript::report).toList();
  }

  /** Ends all of them, those that run just now included. */
  @Override
  public void close() {
    scripts.values().forEach(RunningScript::close);
    scripts.clear();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import io.github.jlvs.jkeepalived.script.ScriptPolicy;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.Timer;
import io.github.jlvs.linux.process.Outcome;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.linux.process.Program;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the scripts of one virtual router, sync group, virtual or real server one after another, in
 * the order of what has happened: with keepalived, which starts them together, the script of an old
 * state may have the last word. One that takes longer than a minute is not waited for any longer,
 * and not ended either. Where too many wait, the oldest are left out, so that the last word stays
 * that of the last state. Belongs to the loop's thread.
 */
final class ScriptQueue {
  static final Duration PATIENCE = Duration.ofMinutes(1);
  static final int MOST = 1000;

  private final String name;
  private final EventLoop loop;
  private final ProcessRunner processes;
  private final Consumer<String> log;
  private final Consumer<ScriptQueue> idle;
  private final Deque<NotifyRun> waiting = new ArrayDeque<>();
  private final Duration limit;
  private final Timer patience;
  private Optional<NotifyRun> current = Optional.empty();
  private long started;
  private ScriptPolicy policy;
  private int lost;

  /**
   * Makes one.
   *
   * @param name who its scripts tell of, for the log
   * @param limit how long the next script waits for one
   * @param idle told whenever nothing runs and nothing waits
   */
  ScriptQueue(
      String name,
      EventLoop loop,
      ProcessRunner processes,
      ScriptPolicy policy,
      Duration limit,
      Consumer<String> log,
      Consumer<ScriptQueue> idle) {
    this.name = name;
    this.loop = loop;
    this.processes = processes;
    this.policy = policy;
    this.limit = limit;
    this.log = log;
    this.idle = idle;
    this.patience = loop.timer(this::waitNoLonger);
  }

  void policy(ScriptPolicy changed) {
    policy = changed;
  }

  void add(List<NotifyRun> runs) {
    for (NotifyRun run : runs) {
      waiting.add(run);
      if (waiting.size() > MOST) {
        Object unused = waiting.remove();
        lost++;
      }
    }
    next();
  }

  /** The daemon ends: what waits is started now, as nobody will be there to do so later. */
  void startAll() {
    while (!waiting.isEmpty()) {
      start(waiting.remove());
    }
  }

  boolean isIdle() {
    return current.isEmpty() && waiting.isEmpty();
  }

  private void next() {
    while (current.isEmpty() && !waiting.isEmpty()) {
      start(waiting.remove());
    }
    if (lost > 0 && waiting.isEmpty()) {
      log.accept(
          "(%s) %d notify scripts were not run: too many were waiting".formatted(name, lost));
      lost = 0;
    }
    if (isIdle()) {
      idle.accept(this);
    }
  }

  private void start(NotifyRun run) {
    ScriptPolicy.Verdict verdict = policy.verdict(run.command());
    if (verdict instanceof ScriptPolicy.Verdict.Refused refused) {
      log.accept("(%s) notify script not run: %s".formatted(name, refused.why()));
    } else if (verdict instanceof ScriptPolicy.Verdict.Run approved) {
      current = Optional.of(run);
      long number = ++started;
      patience.arm(loop.now() + limit.toNanos());
      // Where it can't be started, this is over when it returns.
      Object unused =
          processes.run(
              program(approved.program(), run),
              Optional.empty(),
              outcome -> ended(run, number, outcome));
    } else {
      throw new IllegalStateException("not known what follows from " + verdict);
    }
  }

  private static Program program(Program approved, NotifyRun run) {
    List<String> words = new ArrayList<>(approved.words());
    words.addAll(run.arguments());
    Map<String, String> environment = new HashMap<>(approved.environment());
    environment.putAll(run.environment());
    return new Program(words, environment, approved.account());
  }

  private void ended(NotifyRun run, long number, Outcome outcome) {
    String script = run.command().words().get(0);
    if (outcome instanceof Outcome.NotStarted not) {
      log.accept("(%s) notify script not run: %s".formatted(name, not.cause().getMessage()));
    } else if (outcome instanceof Outcome.Ended ended && !ended.status().isSuccess()) {
      log.accept("(%s) notify script %s %s".formatted(name, script, ended.status()));
    }
    if (current.isPresent() && number == started) {
      patience.cancel();
      current = Optional.empty();
      loop.post(this::next);
    }
  }

  private void waitNoLonger() {
    current.ifPresent(
        run ->
            log.accept(
                "(%s) notify script %s runs for more than %d s: the next ones do not wait for it"
                    .formatted(name, run.command().words().get(0), limit.toSeconds())));
    current = Optional.empty();
    next();
  }
}

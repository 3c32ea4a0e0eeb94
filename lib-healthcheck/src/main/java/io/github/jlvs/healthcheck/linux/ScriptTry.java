// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.process.ExitStatus;
import io.github.jlvs.linux.process.Outcome;
import java.time.Duration;
import java.util.Optional;

/** One run of a script on another thread; its end is posted to the loop. */
final class ScriptTry implements Attempt {
  private final EventLoop loop;
  private final ScriptRunner scripts;
  private final ScriptProbe probe;
  private final Duration limit;
  private final Attempt.Owner owner;
  private Optional<ScriptRunner.Run> run = Optional.empty();
  private boolean over;

  ScriptTry(
      EventLoop loop,
      ScriptRunner scripts,
      ScriptProbe probe,
      Duration limit,
      Attempt.Owner owner) {
    this.loop = loop;
    this.scripts = scripts;
    this.probe = probe;
    this.limit = limit;
    this.owner = owner;
  }

  @Override
  public void start() {
    run = Optional.of(scripts.run(probe, limit, ended -> loop.post(() -> take(ended))));
  }

  private void take(Outcome ended) {
    if (over) {
      return;
    }
    over = true;
    if (ended instanceof Outcome.Ended end) {
      owner.result(judge(end.status()));
    } else if (ended instanceof Outcome.TimedOut) {
      owner.result(late(limit));
    } else if (ended instanceof Outcome.NotStarted not) {
      owner.impossible(not.cause());
    } else {
      throw new IllegalStateException("not known what follows from " + ended);
    }
  }

  private ProbeResult judge(ExitStatus status) {
    return status instanceof ExitStatus.Exited exited
        ? probe.judge(exited.status())
        : ProbeResult.failed(status.toString());
  }

  private static ProbeResult late(Duration limit) {
    return ProbeResult.timeout("not over within " + limit.toMillis() + " ms");
  }

  @Override
  public ProbeResult silent(Duration limit) {
    close();
    return late(limit);
  }

  @Override
  public ProbeResult overdue(Duration limit) {
    return silent(limit);
  }

  @Override
  public void close() {
    if (!over) {
      over = true;
      run.ifPresent(ScriptRunner.Run::end);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.script;

import io.github.jlvs.keepalived.conf.model.Command;
import io.github.jlvs.linux.process.ExitStatus;
import io.github.jlvs.linux.process.Outcome;
import io.github.jlvs.linux.process.ProcessRunner;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A script that runs once in the life of the daemon, which waits for it and goes on whatever has
 * become of it. Belongs to the thread of the {@link ProcessRunner}.
 */
public final class LifecycleScript {
  private final String name;
  private final Command command;
  private final Duration limit;
  private Optional<ProcessRunner.Run> current = Optional.empty();

  /**
   * Makes one.
   *
   * @param name {@code startup} or {@code shutdown}
   * @param command what is run
   * @param limit how long it may take
   */
  public LifecycleScript(String name, Command command, Duration limit) {
    this.name = name;
    this.command = command;
    this.limit = limit;
  }

  /**
   * Runs it.
   *
   * @param processes what runs it
   * @param policy whether it may run, and as whom
   * @param log takes lines, in keepalived's words
   * @return completed when it is over, or cannot be run
   */
  public CompletableFuture<Void> run(
      ProcessRunner processes, ScriptPolicy policy, Consumer<String> log) {
    ScriptPolicy.Verdict verdict = policy.verdict(command);
    CompletableFuture<Void> over = new CompletableFuture<>();
    if (verdict instanceof ScriptPolicy.Verdict.Refused refused) {
      log.accept(refused.why());
      log.accept("The " + name + " script is not run");
      boolean unused = over.complete(null);
    } else if (verdict instanceof ScriptPolicy.Verdict.Run approved) {
      approved.remark().ifPresent(log);
      if (!policy.isSecure()) {
        log.accept(
            "SECURITY VIOLATION - start/shutdown scripts are being executed but script_security"
                + " not enabled.");
      }
      log.accept("Running " + name + " script " + approved.program().path());
      current =
          processes.run(
              approved.program(),
              Optional.of(limit),
              outcome -> {
                log.accept(name + " script " + describe(outcome));
                boolean unused = over.complete(null);
              });
    } else {
      throw new IllegalStateException("not known what follows from " + verdict);
    }
    return over;
  }

  /** Ends it where it runs; nobody hears of it any more. */
  public void end() {
    current.ifPresent(ProcessRunner.Run::end);
  }

  private static String describe(Outcome outcome) {
    if (outcome instanceof Outcome.Ended ended) {
      return "script "
          + (ended.status() instanceof ExitStatus.Exited exited
              ? exited.status() == 0 ? "succeeded" : "failed, status " + exited.status()
              : "failed, " + ended.status());
    } else if (outcome instanceof Outcome.TimedOut) {
      return "timed out";
    } else if (outcome instanceof Outcome.NotStarted not) {
      return "not run: " + not.cause().getMessage();
    }
    throw new IllegalStateException("not known what follows from " + outcome);
  }
}

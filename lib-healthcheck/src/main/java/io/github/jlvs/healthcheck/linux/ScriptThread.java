// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.ScriptProbe;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoopThread;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.process.Account;
import io.github.jlvs.linux.process.Outcome;
import io.github.jlvs.linux.process.ProcessRunner;
import io.github.jlvs.linux.process.Program;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scripts of checks on a thread of its own, named {@value #THREAD}, which begins with the
 * first of them. A script has {@code PATH} in its environment, and nothing else.
 *
 * <p>Thread-safe.
 */
public final class ScriptThread implements ScriptRunner, AutoCloseable {
  /** The thread's name. */
  public static final String THREAD = "jlvs-health-scripts";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

  private @Nullable EventLoopThread<ProcessRunner> thread;

  /** Makes one whose thread has not begun. */
  public ScriptThread() {}

  /**
   * Starts a script on a thread.
   *
   * @param <T> what the thread serves
   */
  public interface Starter<T> {
    /**
     * Starts it.
     *
     * @param served what the thread serves
     * @param script what is run, and as whom
     * @param limit how long it may take
     * @param ended told once what has become of it
     * @return the script on its way; empty where its end has been told
     * @throws LinuxException if it cannot be started
     */
    Optional<ProcessRunner.Run> start(
        T served, ScriptProbe script, Duration limit, Consumer<Outcome> ended);
  }

  /**
   * Runs scripts on a thread that is there already.
   *
   * @param <T> what the thread serves
   * @param thread the thread; stays the caller's
   * @param starter starts them on it
   * @return what runs them
   */
  public static <T extends AutoCloseable> ScriptRunner on(
      EventLoopThread<T> thread, Starter<? super T> starter) {
    return (script, limit, ended) -> run(thread, starter, script, limit, ended);
  }

  @Override
  public Run run(ScriptProbe script, Duration limit, Consumer<Outcome> ended) {
    return run(thread(), ScriptThread::start, script, limit, ended);
  }

  private static <T extends AutoCloseable> Run run(
      EventLoopThread<T> thread,
      Starter<? super T> starter,
      ScriptProbe script,
      Duration limit,
      Consumer<Outcome> ended) {
    CompletableFuture<Optional<ProcessRunner.Run>> begun =
        thread.ask(served -> starter.start(served, script, limit, ended));
    CompletableFuture<?> unused =
        begun.whenComplete(
            (run, broken) -> {
              if (broken != null && !begun.isCancelled()) {
                ended.accept(new Outcome.NotStarted(cause(script, broken)));
              }
            });
    return () -> end(thread, begun);
  }

  private static LinuxException cause(ScriptProbe script, Throwable broken) {
    return broken instanceof LinuxException refused
        ? refused
        : new LinuxException("run " + script.words().get(0), Errno.EIO, broken);
  }

  /** One that has not begun yet is withdrawn, or ended once it has. */
  private static <T extends AutoCloseable> void end(
      EventLoopThread<T> thread, CompletableFuture<Optional<ProcessRunner.Run>> begun) {
    if (!begun.cancel(false)) {
      CompletableFuture<Void> unused =
          begun.thenAccept(run -> run.ifPresent(each -> thread.post(each::end)));
    }
  }

  private synchronized EventLoopThread<ProcessRunner> thread() {
    EventLoopThread<ProcessRunner> open = thread;
    if (open == null) {
      open = EventLoopThread.start(THREAD, ProcessRunner::new);
      thread = open;
    }
    return open;
  }

  private static Optional<ProcessRunner.Run> start(
      ProcessRunner processes, ScriptProbe script, Duration limit, Consumer<Outcome> ended) {
    Program program = new Program(script.words(), ENVIRONMENT, account(script));
    return processes.run(program, Optional.of(limit), ended);
  }

  private static Optional<Account> account(ScriptProbe script) {
    return script
        .user()
        .map(
            name -> {
              Account user =
                  Account.of(name)
                      .orElseThrow(
                          () -> new LinuxException("there is no user " + name, Errno.ENOENT));
              return script.group().map(group -> withGroup(user, group)).orElse(user);
            });
  }

  private static Account withGroup(Account user, String group) {
    OptionalInt number = Account.group(group);
    return user.withGroup(
        number.orElseThrow(() -> new LinuxException("there is no group " + group, Errno.ENOENT)));
  }

  /** Ends all scripts, and the thread until the next script; a second call does nothing. */
  @Override
  public void close() {
    EventLoopThread<ProcessRunner> on;
    synchronized (this) {
      on = thread;
      thread = null;
    }
    if (on != null) {
      on.close();
    }
  }
}

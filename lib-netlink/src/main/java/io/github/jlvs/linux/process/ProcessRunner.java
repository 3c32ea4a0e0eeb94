// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Runs programs beside one another on an event loop, each within its limit of time. One that has
 * not ended by then is told to (SIGTERM), with all that it has started in its group, and a second
 * later ended (SIGKILL); who asked for it hears of it at the limit already.
 *
 * <p>Starting a program holds the loop's thread up for about a millisecond ({@link
 * ChildProcess#start}), so the loop should have nothing to do that cannot wait for that. Everything
 * happens on that thread, every method included.
 */
public final class ProcessRunner implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final EventLoop loop;
  private final Set<Run> running = new LinkedHashSet<>();
  private final List<CompletableFuture<Void>> waitingForEnd = new ArrayList<>();
  private final Timer look;

  /**
   * Makes one without programs.
   *
   * @param loop what it works on; stays the caller's
   */
  public ProcessRunner(EventLoop loop) {
    this.loop = loop;
    this.look = loop.timer(this::lookAtAll);
  }

  /** A program on its way. */
  public final class Run {
    private final ChildProcess child;
    private final Optional<EventLoop.Watch> watch;
    private final Timer timer;
    private final boolean limited;
    private Optional<Consumer<Outcome>> listener;
    private boolean ending;

    private Run(ChildProcess child, Optional<Duration> limit, Consumer<Outcome> listener) {
      this.child = child;
      this.listener = Optional.of(listener);
      this.limited = limit.isPresent();
      this.timer = loop.timer(() -> expired(limit));
      this.watch =
          child.whenEnded().map(ended -> loop.watch(ended, Epoll.EPOLLIN, events -> lookAtEnd()));
      limit.ifPresent(within -> timer.arm(loop.now() + within.toNanos()));
    }

    /**
     * Whether nothing of it runs any more.
     *
     * @return false as long as the program has not ended
     */
    public boolean isOver() {
      return !running.contains(this);
    }

    /** Ends it; nobody hears of it any more. */
    public void end() {
      listener = Optional.empty();
      if (!isOver() && !ending) {
        terminate();
      }
    }

    /** The limit has passed, or the time that one has to end by itself, whether limited or not. */
    private void expired(Optional<Duration> limit) {
      if (ending) {
        child.signalGroup(ChildProcess.SIGKILL);
        return;
      }
      terminate();
      limit.ifPresent(had -> tell(new Outcome.TimedOut(had)));
    }

    private void terminate() {
      ending = true;
      child.signalGroup(ChildProcess.SIGTERM);
      timer.arm(loop.now() + GRACE.toNanos());
    }

    private void lookAtEnd() {
      Optional<ExitStatus> status = child.poll();
      if (status.isEmpty()) {
        return;
      }
      if (ending) {
        // What it has started and left behind, deaf to the first signal.
        child.signalGroup(ChildProcess.SIGKILL);
      }
      letGo();
      tell(
          child
              .neverBegun()
              .<Outcome>map(Outcome.NotStarted::new)
              .orElseGet(() -> new Outcome.Ended(status.get())));
    }

    private void letGo() {
      timer.cancel();
      watch.ifPresent(EventLoop.Watch::close);
      child.close();
      running.remove(this);
      lookForEnded();
    }

    private void tell(Outcome outcome) {
      Optional<Consumer<Outcome>> told = listener;
      listener = Optional.empty();
      told.ifPresent(to -> to.accept(outcome));
    }
  }

  /**
   * Runs a program.
   *
   * @param program what to run
   * @param limit how long it may take; empty for any time
   * @param listener told once what has become of it, before this returns where no process can be
   *     made for it
   * @return the program on its way; empty where no process can be made for it
   */
  public Optional<Run> run(Program program, Optional<Duration> limit, Consumer<Outcome> listener) {
    ChildProcess child;
    try {
      child = ChildProcess.start(program);
    } catch (LinuxException e) {
      listener.accept(new Outcome.NotStarted(e));
      return Optional.empty();
    }
    Run run = new Run(child, limit, listener);
    running.add(run);
    if (run.watch.isEmpty() && !look.isArmed()) {
      look.arm(loop.now() + LOOK.toNanos());
    }
    return Optional.of(run);
  }

  /** Where the kernel has no descriptor that tells of the end. */
  private void lookAtAll() {
    List.copyOf(running).forEach(Run::lookAtEnd);
    if (!running.isEmpty()) {
      look.arm(loop.now() + LOOK.toNanos());
    }
  }

  /**
   * When none is left of those that were told to end: a second after that at the latest.
   *
   * @return completed on the loop's thread; at once where there are none
   */
  public CompletableFuture<Void> whenEnded() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    waitingForEnd.add(ended);
    lookForEnded();
    return ended;
  }

  private void lookForEnded() {
    if (running.stream().noneMatch(run -> run.ending)) {
      waitingForEnd.forEach(each -> each.complete(null));
      waitingForEnd.clear();
    }
  }

  /**
   * Waits for children of this process that nobody else waits for. The kernel makes process 1 the
   * parent of whatever a program leaves behind, and keeps each that has ended until its parent asks
   * for its status. Only for a process that starts programs in no other way: those would lose
   * theirs.
   */
  public void reapOrphans() {
    ChildProcess.reapOthers(pid -> running.stream().anyMatch(run -> run.child.processId() == pid));
  }

  /**
   * Lets go of all programs. Those that have a limit are ended at once; the others go on by
   * themselves. Nobody hears of them any more; a second call does nothing.
   */
  @Override
  public void close() {
    for (Run run : List.copyOf(running)) {
      run.listener = Optional.empty();
      if (run.limited) {
        run.child.signalGroup(ChildProcess.SIGKILL);
      }
      run.letGo();
    }
    look.cancel();
  }
}

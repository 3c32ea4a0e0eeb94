// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.pulse;

import io.github.jlvs.jkeepalived.systemd.Notice;
import io.github.jlvs.jkeepalived.systemd.Supervisor;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.EventLoopThread;
import io.github.jlvs.linux.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks the daemon's loops, again and again, whether they still turn, and says so to its supervisor:
 * a watchdog that is fed by whoever happens to live would hide the one that hangs. On a thread of
 * its own, which nothing that takes long holds up: the main thread may wait for a file server in a
 * reload, and is not asked either.
 *
 * <pre>
 *   "jkeepalived-pulse" ── every beat ──► each loop: answer ──┐
 *          │   ◄──────────────────────────────────────────────┘
 *          ├── all alive:      the supervisor's watchdog is fed
 *          ├── one hangs:      said once, to whoever ends the daemon; it is fed no more
 *          └── it stands otherwise than before: the supervisor is told, in one line
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class Pulse implements AutoCloseable {
  private static final Duration LONGEST_BEAT = Duration.ofSeconds(1);

  /** Of a watchdog's time; the supervisor's own advice is half of it. */
  private static final int SHARE = 4;

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final EventLoopThread<Beating> thread;

  private Pulse(EventLoopThread<Beating> thread) {
    this.thread = thread;
  }

  /**
   * Starts the thread.
   *
   * @param hangs told once of the first that hangs, on the pulse's thread
   * @param failing told there what ends the thread unasked
   */
  public static Pulse start(
      Supervisor supervisor,
      CurrentStanding standing,
      Consumer<Watched> hangs,
      Consumer<Throwable> failing) {
    Duration beat = beat(supervisor);
    return new Pulse(
        EventLoopThread.start(
            "jkeepalived-pulse",
            loop -> new Beating(loop, beat, supervisor, standing, hangs),
            failing));
  }

  /** How often the loops are asked. */
  public static Duration beat(Supervisor supervisor) {
    return supervisor
        .watchdog()
        .map(limit -> limit.dividedBy(SHARE))
        .filter(share -> share.compareTo(LONGEST_BEAT) < 0)
        .orElse(LONGEST_BEAT);
  }

  /** From now on exactly these are asked. */
  public void watch(List<Watched> threads) {
    Object unused =
        thread.ask(
            beating -> {
              beating.answers.watch(threads);
              return true;
            });
  }

  /** Asks nobody any more. */
  @Override
  public void close() {
    boolean unused = thread.close(FAREWELL);
  }

  private static final class Beating implements AutoCloseable {
    private final EventLoop loop;
    private final long beat;
    private final Supervisor supervisor;
    private final CurrentStanding standing;
    private final Consumer<Watched> hangs;
    private final Answers answers = new Answers();
    private final Timer timer;
    private String told = "";
    private boolean ended;

    Beating(
        EventLoop loop,
        Duration beat,
        Supervisor supervisor,
        CurrentStanding standing,
        Consumer<Watched> hangs) {
      this.loop = loop;
      this.beat = beat.toNanos();
      this.supervisor = supervisor;
      this.standing = standing;
      this.hangs = hangs;
      this.timer = loop.timer(this::beat);
      timer.arm(loop.now() + this.beat);
    }

    private void beat() {
      // From now on, not from when it was due: a machine that stood still makes nobody late.
      timer.arm(loop.now() + beat);
      answers.beat();
      if (!ended) {
        answers.hanging().ifPresent(this::end);
      }
      if (supervisor.listens()) {
        tell();
      }
    }

    private void end(Watched hanging) {
      ended = true;
      hangs.accept(hanging);
    }

    private void tell() {
      if (!ended) {
        supervisor.tell(Notice.ALIVE);
      }
      String line = standing.now().line();
      if (!line.equals(told)) {
        told = line;
        supervisor.tell(Notice.status(line));
      }
    }

    @Override
    public void close() {
      timer.cancel();
    }
  }
}

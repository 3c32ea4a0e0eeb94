// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.Probe;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One try of a probe, for programs that want an answer and no daemon.
 *
 * @param result what it found
 * @param took how long that took
 */
public record SingleCheck(ProbeResult result, Duration took) {
  public SingleCheck {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(took, "took");
  }

  /**
   * Makes one try and waits for its end, on the caller's thread. Thread-safe: each call has a loop
   * of its own.
   *
   * @param probe what to try
   * @param limit the longest the whole try may take, however many connections it needs; more than 0
   * @return what it found
   * @throws IllegalArgumentException if the limit is not above zero
   * @throws LinuxException if the try could not be made for a reason of this host, which says
   *     nothing of the server
   */
  public static SingleCheck run(Probe probe, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "the time limit of a check is more than 0, got " + limit + ": give seconds");
    }
    try (EventLoop loop = EventLoop.open();
        ScriptThread scripts = new ScriptThread();
        CheckLoop checks =
            new CheckLoop(loop, new SplittableRandom(), scripts, new SlotLimits(1, 0))) {
      long began = loop.now();
      Ending ending = new Ending(loop);
      try (Attempt attempt = checks.attempts(probe, limit).next(ending)) {
        attempt.start();
        ProbeResult result =
            ending.await(began + limit.toNanos()).orElseGet(() -> attempt.overdue(limit));
        return new SingleCheck(result, Duration.ofNanos(loop.now() - began));
      }
    }
  }

  private static final class Ending implements Attempt.Owner {
    private final EventLoop loop;
    private Optional<ProbeResult> result = Optional.empty();
    private Optional<LinuxException> impossible = Optional.empty();

    Ending(EventLoop loop) {
      this.loop = loop;
    }

    /** What it found by then; the timers of the try run as well. */
    Optional<ProbeResult> await(long deadline) {
      if (isOpen()) {
        loop.timer(loop::stop).arm(deadline);
        loop.run();
      }
      if (impossible.isPresent()) {
        throw impossible.get();
      }
      return result;
    }

    private boolean isOpen() {
      return result.isEmpty() && impossible.isEmpty();
    }

    @Override
    public void result(ProbeResult found) {
      result = Optional.of(found);
      loop.stop();
    }

    @Override
    public void reconnecting() {
      // The limit is one of the whole try.
    }

    @Override
    public void heard() {
      // The limit is one of the whole try.
    }

    @Override
    public void impossible(LinuxException cause) {
      impossible = Optional.of(cause);
      loop.stop();
    }
  }
}

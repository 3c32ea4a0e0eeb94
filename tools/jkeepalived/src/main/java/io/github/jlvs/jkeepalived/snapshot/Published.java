// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.snapshot;

import io.github.jlvs.jkeepalived.thread.Rest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a loop has published last, for all who read. A reader leaves the loop a note at the most,
 * and the loop publishes when it comes to it: no more often than it takes little of its time.
 * Thread-safe, without a lock.
 *
 * @param <R> what is published; immutable
 */
public final class Published<R> {
  /** Of what has not changed otherwise, such as counters. */
  private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  /** However often something changes, and however many read. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  /** A copy takes so much of the loop's time at the most: a large one is made less often. */
  private static final int SHARE = 50;

  /** Of the loop's thread. */
  private final Rest rest = Rest.passingOverTheFirst(SHORTEST_PAUSE, SHARE);

  private final LongSupplier clock;
  private final AtomicBoolean noted = new AtomicBoolean();
  private volatile Optional<Copy<R>> latest = Optional.empty();
  private volatile Optional<Runnable> publisher = Optional.empty();
  private volatile boolean outdated;

  /** When it was made, and how long the loop rests behind it. */
  private record Copy<R>(Dated<R> dated, long nanos, long pause) {}

  /** Nothing is published yet. */
  public Published() {
    this(System::nanoTime);
  }

  Published(LongSupplier clock) {
    this.clock = clock;
  }

  /** What was published last; empty where there is no such part, or it has not come so far. */
  public Optional<Dated<R>> latest() {
    return latest.map(Copy::dated);
  }

  /** Leaves a note where there is something newer to publish. Never blocks. */
  public void renew() {
    Optional<Runnable> note = publisher;
    if (note.isPresent() && isDue() && noted.compareAndSet(false, true)) {
      note.get().run();
    }
  }

  private boolean isDue() {
    Optional<Copy<R>> copy = latest;
    if (copy.isEmpty()) {
      return true;
    }
    long age = clock.getAsLong() - copy.get().nanos();
    return age >= copy.get().pause() && (outdated || age >= FRESH);
  }

  /** Whether a note was left that the loop has not come to yet. */
  public boolean isAwaited() {
    return noted.get() && publisher.isPresent();
  }

  /** From now on notes go there; of the loop's thread. */
  void servedBy(Runnable leavingNote) {
    publisher = Optional.of(leavingNote);
  }

  /** The loop has ended: there is nobody any more who reads notes. */
  public void unserved() {
    publisher = Optional.empty();
    noted.set(false);
  }

  /** What was published last is no longer so: whoever reads next leaves a note. */
  public void outdated() {
    outdated = true;
  }

  /** How long the loop rests after the last copy, in nanoseconds. */
  long pause() {
    return latest.map(Copy::pause).orElse(SHORTEST_PAUSE.toNanos());
  }

  /** Publishes; of the loop's thread. */
  void publish(Supplier<R> copying) {
    // Before: what comes while it is copied is not in it.
    noted.set(false);
    outdated = false;
    long begin = clock.getAsLong();
    Dated<R> dated = Dated.now(copying.get());
    long end = clock.getAsLong();
    latest = Optional.of(new Copy<>(dated, end, rest.after(end - begin)));
  }
}

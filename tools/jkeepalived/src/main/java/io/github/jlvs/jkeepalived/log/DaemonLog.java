// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.log;

import io.github.jlvs.jkeepalived.thread.WorkThread;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The log. Saying something never blocks: where nobody reads the pipe or the disk is full, the
 * queue fills up, further lines are dropped, and their number is said once there is room again.
 *
 * <pre>
 *   any thread ── line() ──► queue (bounded) ──► thread "jkeepalived-log" ──► sinks
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class DaemonLog implements AutoCloseable {
  private static final int ROOM = 8192;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  /** Nothing in it wakes the writer up when the log is closed. */
  private final BlockingQueue<Optional<Entry>> queue;

  private final AtomicLong dropped = new AtomicLong();
  private final List<Sink> sinks;

  /** Why lines were lost: each reason is said once. The writer's. */
  private final Set<String> told = new HashSet<>();

  private final Clock clock;
  private final WorkThread writer;
  private volatile Consumer<Throwable> died = cause -> {};
  private volatile boolean closing;

  /** Starts the log's thread. */
  public DaemonLog(List<Sink> sinks, Clock clock) {
    this(sinks, clock, ROOM);
  }

  /** With room for so many lines that wait. */
  DaemonLog(List<Sink> sinks, Clock clock, int room) {
    this.queue = new ArrayBlockingQueue<>(room);
    this.sinks = List.copyOf(sinks);
    this.clock = clock;
    this.writer = new WorkThread("jkeepalived-log", this::write, cause -> died.accept(cause));
    writer.begin();
  }

  /** Says who is told, on the log's thread, what ends it unasked; nothing is written then. */
  public void tellDeath(Consumer<Throwable> whom) {
    died = whom;
  }

  /** Says a line. */
  public void line(Part part, String text) {
    if (!queue.offer(Optional.of(new Entry(clock.instant(), part, text)))) {
      dropped.incrementAndGet();
    }
  }

  /** Writes what is waiting, for a second at the most, and closes the sinks. */
  @Override
  public void close() {
    closing = true;
    // Not an interrupt: it would break off the line that is being written. A full queue needs no
    // bell.
    boolean unused = queue.offer(Optional.empty());
    boolean unusedWhetherInTime = writer.awaitEnd(FAREWELL);
  }

  private void write() {
    try {
      while (!closing) {
        queue.take().ifPresent(this::write);
        reportDropped();
        if (queue.isEmpty()) {
          flush();
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; whoever does means it to end.
      closing = true;
    }
    List<Optional<Entry>> waiting = new ArrayList<>();
    queue.drainTo(waiting);
    waiting.forEach(entry -> entry.ifPresent(this::write));
    reportDropped();
    flush();
    for (Sink sink : sinks) {
      try {
        sink.close();
      } catch (IOException | RuntimeException e) {
        // Nobody is left to be told.
      }
    }
  }

  private void reportDropped() {
    long count = dropped.getAndSet(0);
    if (count > 0) {
      write(
          new Entry(
              clock.instant(),
              Part.DAEMON,
              count + " log lines were lost: nobody read them in time"));
    }
  }

  private void write(Entry entry) {
    tellLost(inAll(sink -> sink.write(entry)));
  }

  /** What sinks have kept goes out when no line waits. */
  private void flush() {
    tellLost(inAll(Sink::flush));
  }

  private void tellLost(List<String> reasons) {
    for (String reason : reasons) {
      if (told.add(reason)) {
        Entry lost =
            new Entry(
                clock.instant(), Part.DAEMON, "Log lines are lost: " + reason + " (said once)");
        List<String> unused =
            inAll(
                sink -> {
                  sink.write(lost);
                  sink.flush();
                });
      }
    }
  }

  /** What is done with a sink. */
  private interface Use {
    void of(Sink sink) throws IOException;
  }

  /** Why a sink could not do it. The daemon's work does not depend on its log. */
  private List<String> inAll(Use use) {
    List<String> reasons = new ArrayList<>();
    for (Sink sink : sinks) {
      try {
        use.of(sink);
      } catch (IOException e) {
        reasons.add(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        // The next line is tried again.
      }
    }
    return reasons;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.jkeepalived.control.view.ActualTable;
import io.github.jlvs.jkeepalived.override.QuiescentTemplates;
import io.github.jlvs.jkeepalived.thread.Rhythm;
import io.github.jlvs.jkeepalived.thread.WorkThread;
import io.github.jlvs.netlink.MalformedMessageException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The kernel's table for readers, through a connection of their own: once a second at the most, and
 * a large one less often, however many ask, and at whichever door. Thread-safe.
 *
 * <p>It is read when somebody asks, who waits for that. One that takes so long that it is read less
 * often has a thread which reads it ahead for as long as somebody goes on asking: nobody waits
 * then, and what is told is as old as the pause between two readings at the most.
 */
final class KernelTable implements AutoCloseable {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  /** Reading takes so much of the time at the most. */
  private static final int SHARE = 20;

  /** So long nobody has asked, and it is not read ahead any more: monitors come every minute. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(90);

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Supplier<Ipvs> opening;
  private final LongSupplier clock;
  private final Consumer<Throwable> died;
  private final Rhythm reads;

  /** Of whoever reads: the thread that reads ahead, while there is one. */
  private Optional<Ipvs> ipvs = Optional.empty();

  private ActualTable known = ActualTable.UNREAD;
  private long asked;
  private Optional<WorkThread> ahead = Optional.empty();
  private volatile boolean ending;

  /**
   * Reads nothing yet.
   *
   * @param opening opens the kernel's table
   * @param clock such as {@link System#nanoTime}
   * @param died told what ends the thread unasked
   */
  KernelTable(Supplier<Ipvs> opening, LongSupplier clock, Consumer<Throwable> died) {
    this.opening = opening;
    this.clock = clock;
    this.died = died;
    this.reads = new Rhythm(SHORTEST_PAUSE, SHARE, clock);
  }

  /** As it was a moment ago. */
  synchronized ActualTable now() {
    asked = clock.getAsLong();
    if (reads.isDue()) {
      if (ahead.isPresent()) {
        notifyAll();
      } else {
        long begin = clock.getAsLong();
        known = read(known);
        reads.done(begin);
        if (isLarge() && !ending) {
          WorkThread thread = new WorkThread("jkeepalived-table", this::readAhead, died);
          ahead = Optional.of(thread);
          thread.begin();
        }
      }
    }
    return known;
  }

  private synchronized ActualTable known() {
    return known;
  }

  /** Whether it is read less often than others. Right after it has been read. */
  private boolean isLarge() {
    return reads.left() > SHORTEST_PAUSE.toNanos();
  }

  private void readAhead() {
    while (awaitDue()) {
      long begin = clock.getAsLong();
      ActualTable read = read(known());
      synchronized (this) {
        known = read;
        reads.done(begin);
        if (!isLarge()) {
          ahead = Optional.empty();
          return;
        }
      }
    }
  }

  /** Waits until it is to be read; false when it is not read ahead any more. */
  private synchronized boolean awaitDue() {
    while (!ending && !reads.isDue()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, reads.left()));
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this thread", e);
      }
    }
    boolean goesOn = !ending && clock.getAsLong() - asked < FORGOTTEN.toNanos();
    if (!goesOn) {
      ahead = Optional.empty();
    }
    return goesOn;
  }

  private ActualTable read(ActualTable before) {
    try {
      if (ipvs.isEmpty()) {
        ipvs = Optional.of(opening.get());
      }
      return ActualTable.read(ipvs.get(), before, QuiescentTemplates.expire());
    } catch (IpvsException | MalformedMessageException e) {
      disconnect();
      return ActualTable.unreadable(String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      // Half a table is garbage again: what runs is not given up for it.
      return ActualTable.unreadable("the daemon has no memory left to read it into");
    }
  }

  private void disconnect() {
    ipvs.ifPresent(Ipvs::close);
    ipvs = Optional.empty();
  }

  /** From now on no thread begins to read ahead. Never waits, not even for one that hangs. */
  void end() {
    ending = true;
  }

  /** Reads no more. A thread that hangs in the kernel is left behind with its connection. */
  @Override
  public void close() {
    Optional<WorkThread> reader;
    end();
    synchronized (this) {
      reader = ahead;
      notifyAll();
    }
    if (reader.isEmpty() || reader.get().awaitEnd(FAREWELL)) {
      synchronized (this) {
        disconnect();
      }
    }
  }
}

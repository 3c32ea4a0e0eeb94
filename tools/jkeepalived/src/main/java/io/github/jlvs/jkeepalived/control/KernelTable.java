// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control;

import io.github.jlvs.ipvs.Ipvs;
import io.github.jlvs.ipvs.IpvsException;
import io.github.jlvs.jkeepalived.control.view.ActualTable;
import io.github.jlvs.jkeepalived.override.QuiescentTemplates;
import io.github.jlvs.jkeepalived.thread.Rhythm;
import io.github.jlvs.netlink.MalformedMessageException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The kernel's table for readers, through a connection of their own: once a second at the most, and
 * a large one less often, however many ask, and at whichever door. Thread-safe: of two threads of
 * readers one waits for the other, which reads for both.
 */
final class KernelTable implements AutoCloseable {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  /** Reading takes so much of the time at the most. */
  private static final int SHARE = 20;

  private final Supplier<Ipvs> opening;
  private final LongSupplier clock;
  private final Rhythm reads;
  private Optional<Ipvs> ipvs = Optional.empty();
  private ActualTable known = ActualTable.UNREAD;

  KernelTable(Supplier<Ipvs> opening, LongSupplier clock) {
    this.opening = opening;
    this.clock = clock;
    this.reads = new Rhythm(SHORTEST_PAUSE, SHARE, clock);
  }

  /** As it was a moment ago. */
  synchronized ActualTable now() {
    if (reads.isDue()) {
      long begin = clock.getAsLong();
      known = read();
      reads.done(begin);
    }
    return known;
  }

  private ActualTable read() {
    try {
      if (ipvs.isEmpty()) {
        ipvs = Optional.of(opening.get());
      }
      return ActualTable.of(ipvs.get().snapshot(), QuiescentTemplates.expire());
    } catch (IpvsException | MalformedMessageException e) {
      close();
      return ActualTable.unreadable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public synchronized void close() {
    ipvs.ifPresent(Ipvs::close);
    ipvs = Optional.empty();
  }
}

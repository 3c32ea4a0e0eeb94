// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last events of the daemon: written by any thread, read by any other. Nobody ever waits: there
 * is no lock, and a writer does not even know of readers.
 *
 * <p>A writer takes the next number, which no other gets, and stores its event in the slot of that
 * number, which is a publication by itself: whoever sees the event sees it whole, for it is
 * immutable. A slot is never given an older event than it has, also where a writer was stopped
 * between the two steps for as long as the others took to come round to its slot; its event is lost
 * then, as the oldest are. A reader goes from number to number: a slot whose event has a smaller
 * number than the one looked for awaits its writer, and there the reader ends, so what it is given
 * has no gap that is filled later; a larger number tells that the one looked for has been lost. A
 * thread that dies between the two steps leaves such a slot for good, but then the daemon ends.
 */
public final class EventJournal {
  /** So many are kept. */
  public static final int CAPACITY = 4096;

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();
  private final AtomicReferenceArray<@Nullable Numbered> slots =
      new AtomicReferenceArray<>(CAPACITY);
  private final AtomicLongArray counts = new AtomicLongArray(EventKind.values().length);

  /** Empty, and by the system's clock. */
  public EventJournal() {
    this(InstantSource.system());
  }

  /** Empty. */
  public EventJournal(InstantSource clock) {
    this.clock = clock;
  }

  /** Has one more. Never blocks. */
  public void take(DaemonEvent event) {
    Instant now = clock.instant();
    long sequence = last.incrementAndGet();
    Numbered mine = new Numbered(sequence, now, event);
    Object unused = slots.accumulateAndGet(slot(sequence), mine, EventJournal::newer);
    long unusedCount = counts.incrementAndGet(event.kind().ordinal());
  }

  private static Numbered newer(@Nullable Numbered there, Numbered mine) {
    return there == null || there.sequence() < mine.sequence() ? mine : there;
  }

  private static int slot(long sequence) {
    return (int) (sequence % CAPACITY);
  }

  /** How many of a kind there have been, the lost ones among them. */
  public long count(EventKind kind) {
    return counts.get(kind.ordinal());
  }

  /**
   * What a reader is given.
   *
   * @param newest the last number that was taken
   * @param lost how many events after the number that was asked for are not kept any more
   * @param next what to ask for the next time: the number of the last event given, or of the last
   *     one lost
   * @param events in their order, without a gap; immutable
   */
  public record Reading(long newest, long lost, long next, List<Numbered> events) {}

  /**
   * The events after a number. Never blocks.
   *
   * @param since a number; 0 for all that are kept. One that is not there yet is as the newest
   * @param most how many at the most, above zero
   */
  public Reading after(long since, int most) {
    long newest = last.get();
    long asked = Math.min(since, newest);
    long sequence = Math.max(asked, newest - CAPACITY) + 1;
    List<Numbered> events = new ArrayList<>();
    while (sequence <= newest && events.size() < most) {
      Numbered found = slots.get(slot(sequence));
      if (found == null || found.sequence() < sequence) {
        break;
      }
      if (found.sequence() == sequence) {
        events.add(found);
      } else if (!events.isEmpty()) {
        break;
      }
      sequence++;
    }
    long lost = sequence - 1 - events.size() - asked;
    return new Reading(newest, lost, sequence - 1, List.copyOf(events));
  }
}

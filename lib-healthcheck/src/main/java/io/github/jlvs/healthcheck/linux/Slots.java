// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Places for tries that are under way, each of which has a descriptor and some memory: where many
 * servers are silent at once, the tries that find none wait in a queue, the first to come first.
 */
final class Slots {
  private final SlotLimits limits;
  private final Consumer<Runnable> soon;
  private final Deque<Slot> queue = new ArrayDeque<>();
  private int tries;
  private long bytes;
  private boolean admitting;

  /**
   * All free.
   *
   * @param soon runs something after what runs now, on the same thread
   */
  Slots(SlotLimits limits, Consumer<Runnable> soon) {
    this.limits = limits;
    this.soon = soon;
  }

  /** The place of one try. */
  final class Slot {
    private final long cost;
    private final Runnable turn;
    private boolean granted;
    private boolean freed;

    private Slot(long cost, Runnable turn) {
      this.cost = cost;
      this.turn = turn;
    }

    /** Whether the try may begin; if not, it is called when it may. */
    boolean isGranted() {
      return granted;
    }

    private void grant() {
      granted = true;
      tries++;
      bytes += cost;
    }

    /** The try is over, or does not want to begin any more. A second call does nothing. */
    void free() {
      if (freed) {
        return;
      }
      freed = true;
      if (granted) {
        tries--;
        bytes -= cost;
        admitSoon();
      } else {
        queue.remove(this);
      }
    }
  }

  /**
   * Asks for a place.
   *
   * @param cost the memory that the try may take, in bytes
   * @param turn called when the place is free later; not where it is granted at once
   */
  Slot take(long cost, Runnable turn) {
    Slot slot = new Slot(cost, turn);
    if (queue.isEmpty() && fits(slot)) {
      slot.grant();
    } else {
      queue.add(slot);
    }
    return slot;
  }

  int waiting() {
    return queue.size();
  }

  int tries() {
    return tries;
  }

  /** One that is larger than all there is has its turn when nobody else has. */
  private boolean fits(Slot slot) {
    return tries == 0 || (tries < limits.tries() && slot.cost <= limits.bytes() - bytes);
  }

  /** Not at once: a try that ends as it begins would go ever deeper. */
  private void admitSoon() {
    if (!admitting && !queue.isEmpty()) {
      admitting = true;
      soon.accept(this::admit);
    }
  }

  private void admit() {
    admitting = false;
    for (int left = queue.size(); left > 0 && !queue.isEmpty() && fits(queue.getFirst()); left--) {
      Slot next = queue.removeFirst();
      next.grant();
      next.turn.run();
    }
  }
}

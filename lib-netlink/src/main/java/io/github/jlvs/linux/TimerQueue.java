// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Armed timers as a binary heap whose members know their place, so that moving one costs no search
 * and no allocation. Deadlines are compared by difference: {@link System#nanoTime()} may wrap.
 */
final class TimerQueue {
  private final List<Timer> heap = new ArrayList<>();

  boolean isEmpty() {
    return heap.isEmpty();
  }

  long nextDeadline() {
    return heap.get(0).deadline();
  }

  /** Runs what is due now; a timer armed by an action waits for the next call. */
  void runDue(LongSupplier ticker) {
    if (heap.isEmpty()) {
      return;
    }
    long now = ticker.getAsLong();
    // Bounded: actions that re-arm for the past must not keep the loop from its descriptors.
    for (int left = heap.size(); left > 0 && !heap.isEmpty(); left--) {
      Timer first = heap.get(0);
      if (first.deadline() - now > 0) {
        return;
      }
      remove(first);
      first.fire();
    }
  }

  void place(Timer timer) {
    int at = timer.position();
    if (at == Timer.NOT_QUEUED) {
      at = heap.size();
      heap.add(timer);
      timer.position(at);
    }
    settle(timer, at);
  }

  void remove(Timer timer) {
    int at = timer.position();
    if (at == Timer.NOT_QUEUED) {
      return;
    }
    timer.position(Timer.NOT_QUEUED);
    Timer last = heap.remove(heap.size() - 1);
    if (last != timer) {
      heap.set(at, last);
      last.position(at);
      settle(last, at);
    }
  }

  private void settle(Timer timer, int from) {
    int at = from;
    while (at > 0 && isBefore(timer, heap.get((at - 1) / 2))) {
      at = exchange(at, (at - 1) / 2);
    }
    while (true) {
      int child = 2 * at + 1;
      if (child + 1 < heap.size() && isBefore(heap.get(child + 1), heap.get(child))) {
        child++;
      }
      if (child >= heap.size() || !isBefore(heap.get(child), timer)) {
        return;
      }
      at = exchange(at, child);
    }
  }

  private int exchange(int at, int other) {
    Timer mine = heap.get(at);
    Timer theirs = heap.get(other);
    heap.set(at, theirs);
    heap.set(other, mine);
    theirs.position(at);
    mine.position(other);
    return other;
  }

  private static boolean isBefore(Timer a, Timer b) {
    return a.deadline() - b.deadline() < 0;
  }
}

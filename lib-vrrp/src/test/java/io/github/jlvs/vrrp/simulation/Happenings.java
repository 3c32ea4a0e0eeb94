// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.PriorityQueue;

/**
 * What will happen, in the order of time; at the same time in the order of kinds, then as added.
 */
final class Happenings {
  /** At one time faults come first, then packets, then timers: sockets are drained before. */
  enum Kind {
    FAULT,
    WAKE,
    DELIVERY,
    TICK
  }

  /** One happening. */
  record Happening(long at, Kind kind, long place, Runnable what) implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      int byTime = Long.compare(at, other.at);
      if (byTime != 0) {
        return byTime;
      }
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : Long.compare(place, other.place);
    }
  }

  private final PriorityQueue<Happening> queue = new PriorityQueue<>();
  private long added;

  void add(long at, Kind kind, Runnable what) {
    queue.add(new Happening(at, kind, added++, what));
  }

  /** Whether nothing happens up to this time. */
  boolean quietUntil(long end) {
    return queue.isEmpty() || queue.element().at() > end;
  }

  Happening next() {
    return queue.remove();
  }
}

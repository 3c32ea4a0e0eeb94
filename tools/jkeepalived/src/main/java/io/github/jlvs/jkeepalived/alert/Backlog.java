// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Messages that wait, and when each is due. Those to one receiver go out in their order; a receiver
 * that takes none holds up no other. Beyond its room the oldest message is given up, since the
 * newest tells how things are. Pure: the time comes in. Not thread-safe.
 *
 * @param <R> a receiver
 * @param <M> a message
 */
final class Backlog<R, M> {
  /** When nothing waits. */
  static final long NEVER = Long.MAX_VALUE;

  /**
   * A message.
   *
   * @param receiver who gets it
   * @param message the message
   * @param since when it came, in nanoseconds
   */
  record Waiting<R, M>(R receiver, M message, long since) {}

  /** What waits for one receiver. */
  private static final class Lane<R, M> {
    private final Deque<Waiting<R, M>> waiting = new ArrayDeque<>();
    private long pause;
    private long nextTry = Long.MIN_VALUE;
  }

  private final Patience patience;
  private final Map<R, Lane<R, M>> lanes = new LinkedHashMap<>();
  private int size;
  private long lost;

  Backlog(Patience patience) {
    this.patience = patience;
  }

  /** Takes a message in. */
  void add(long now, R receiver, M message) {
    lane(receiver).waiting.addLast(new Waiting<>(receiver, message, now));
    size++;
    if (size > patience.room()) {
      lanes.values().stream()
          .filter(lane -> !lane.waiting.isEmpty())
          .min(Comparator.comparingLong(lane -> lane.waiting.getFirst().since()))
          .ifPresent(lane -> giveUp(lane.waiting));
    }
  }

  /** Takes the oldest message out that is due; {@link #back} brings it back where it failed. */
  Optional<Waiting<R, M>> take(long now) {
    forgetTheOld(now);
    Optional<Lane<R, M>> due =
        lanes.values().stream()
            .filter(lane -> !lane.waiting.isEmpty() && lane.nextTry <= now)
            .min(Comparator.comparingLong(lane -> lane.waiting.getFirst().since()));
    due.ifPresent(lane -> size--);
    return due.map(lane -> lane.waiting.removeFirst());
  }

  /** When something is due next, or {@link #NEVER}. */
  long nextDue() {
    return lanes.values().stream()
        .filter(lane -> !lane.waiting.isEmpty())
        .mapToLong(lane -> lane.nextTry)
        .min()
        .orElse(NEVER);
  }

  /** Its receiver took it, or will never take it. */
  void done(R receiver) {
    Lane<R, M> lane = lane(receiver);
    lane.pause = 0;
    lane.nextTry = Long.MIN_VALUE;
    if (lane.waiting.isEmpty()) {
      lanes.remove(receiver);
    }
  }

  /** A message that was taken out and could not be delivered. */
  void back(long now, Waiting<R, M> failed) {
    Lane<R, M> lane = lane(failed.receiver());
    lane.pause =
        lane.pause == 0
            ? patience.firstPause().toNanos()
            : Math.min(2 * lane.pause, patience.longestPause().toNanos());
    lane.nextTry = now + lane.pause;
    if (size < patience.room()) {
      lane.waiting.addFirst(failed);
      size++;
    } else {
      lost++;
    }
  }

  /** Tries everything again at once: something has changed. */
  void tryNow() {
    lanes.values().forEach(lane -> lane.nextTry = Long.MIN_VALUE);
  }

  /** Gives up all that waits. */
  void clear() {
    lost += size;
    size = 0;
    lanes.clear();
  }

  /** A message that was given up by its deliverer. */
  void lose() {
    lost++;
  }

  /** How many were given up since this was asked last. */
  long takeLost() {
    long count = lost;
    lost = 0;
    return count;
  }

  private void forgetTheOld(long now) {
    long oldest = now - patience.lifetime().toNanos();
    for (Lane<R, M> lane : lanes.values()) {
      while (!lane.waiting.isEmpty() && lane.waiting.getFirst().since() < oldest) {
        giveUp(lane.waiting);
      }
    }
    // A pause outlives its messages: the next one waits as well.
    lanes.values().removeIf(lane -> lane.waiting.isEmpty() && lane.nextTry < now);
  }

  private void giveUp(Deque<Waiting<R, M>> waiting) {
    waiting.removeFirst();
    size--;
    lost++;
  }

  private Lane<R, M> lane(R receiver) {
    return lanes.computeIfAbsent(receiver, each -> new Lane<>());
  }
}

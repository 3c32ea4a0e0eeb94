// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.Timers;
import io.github.jlvs.vrrp.linux.RunnerEvent.InterfaceCondition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Believes late that an interface went down or came up: one that is back before its delay is over
 * was never away. That one appears or is deleted is believed at once.
 */
final class LinkDebounce {
  private Map<String, LinkDelay> delays = Map.of();
  private final Map<String, Belief> beliefs = new HashMap<>();

  /** What is believed, and since when the interface has not been so. */
  private record Belief(InterfaceCondition condition, long changedAt) {
    static Belief settled(InterfaceCondition condition) {
      return new Belief(condition, Timers.NEVER);
    }

    boolean isSettled() {
      return changedAt == Timers.NEVER;
    }
  }

  void delays(Map<String, LinkDelay> changed) {
    delays = changed;
  }

  /** An interface is so at the moment; returns what it counts as. */
  InterfaceCondition look(String name, InterfaceCondition actual, long now) {
    Belief before = beliefs.get(name);
    Belief after = Belief.settled(actual);
    if (before != null
        && before.condition() != actual
        && before.condition() != InterfaceCondition.ABSENT
        && actual != InterfaceCondition.ABSENT) {
      long since = before.isSettled() ? now : before.changedAt();
      if (now < since + delay(name, actual)) {
        after = new Belief(before.condition(), since);
      }
    }
    beliefs.put(name, after);
    return after.condition();
  }

  /** When the next change will be believed if nothing happens; {@link Timers#NEVER} for none. */
  long nextChange() {
    long next = Timers.NEVER;
    for (Map.Entry<String, Belief> each : beliefs.entrySet()) {
      Belief belief = each.getValue();
      if (!belief.isSettled()) {
        InterfaceCondition actual =
            belief.condition() == InterfaceCondition.UP
                ? InterfaceCondition.DOWN
                : InterfaceCondition.UP;
        next = Math.min(next, belief.changedAt() + delay(each.getKey(), actual));
      }
    }
    return next;
  }

  void keepOnly(Set<String> names) {
    beliefs.keySet().retainAll(names);
  }

  private long delay(String name, InterfaceCondition becoming) {
    return Optional.ofNullable(delays.get(name))
        .map(each -> becoming == InterfaceCondition.UP ? each.up() : each.down())
        .orElse(Duration.ZERO)
        .toNanos();
  }
}

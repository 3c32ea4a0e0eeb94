// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.util.HashMap;
import java.util.Map;

/**
 * How soon an address, a route or a rule that should be there and is not is put in place again. The
 * first times at once; against a process that removes it again and again, or a kernel that refuses
 * it, with pauses that become longer: neither CPU time nor the neighbours' ARP must depend on them.
 *
 * @param <K> what an address is told from another by
 */
final class PutBack<K> {
  static final int AT_ONCE = 3;
  static final long SHORTEST_PAUSE = 1_000_000_000L;
  static final long LONGEST_PAUSE = 60 * SHORTEST_PAUSE;

  /** Longer than the longest pause: after that the next time counts as the first. */
  static final long FORGOTTEN_AFTER = 2 * LONGEST_PAUSE;

  private final Map<K, Tries> tries = new HashMap<>();

  private static final class Tries {
    private int count;
    private long last;

    long next() {
      if (count < AT_ONCE) {
        return last;
      }
      int doublings = Math.min(count - AT_ONCE, 6);
      return last + Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << doublings);
    }
  }

  /** Whether it is time; if so, this is a try. */
  boolean tryNow(K address, long now) {
    if (!isTime(address, now)) {
      return false;
    }
    tried(address, now);
    return true;
  }

  /** Whether it is time. */
  boolean isTime(K address, long now) {
    Tries known = tries.computeIfAbsent(address, absent -> new Tries());
    if (known.count > 0 && now - known.last > FORGOTTEN_AFTER) {
      known.count = 0;
    }
    return known.count == 0 || now >= known.next();
  }

  /** It was missing, and was tried. */
  void tried(K address, long now) {
    Tries known = tries.computeIfAbsent(address, absent -> new Tries());
    known.count++;
    known.last = now;
  }

  /** When an address that is missing may be tried again, and is worth it without other news. */
  long nextTry(K address, long now) {
    Tries known = tries.get(address);
    return known == null ? now : Math.max(known.next(), Math.min(now, known.last) + SHORTEST_PAUSE);
  }

  /** The next time that this one is missing is the first again. */
  void forget(K address) {
    tries.remove(address);
  }

  /** The next time is the first again. */
  void forgetAll() {
    tries.clear();
  }
}

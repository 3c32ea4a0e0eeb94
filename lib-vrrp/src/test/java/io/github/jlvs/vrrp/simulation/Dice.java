// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import java.util.List;

/** SplitMix64: the same numbers for the same seed on every Java, which the JDK does not promise. */
final class Dice {
  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  /** Dice of their own for one purpose, so that one more throw here changes nothing there. */
  Dice apart(int purpose) {
    return new Dice(next() + purpose);
  }

  long next() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  int below(int bound) {
    return (int) ((next() >>> 33) % bound);
  }

  /** Both ends included. */
  long between(long lowest, long highest) {
    return lowest + (next() >>> 1) % (highest - lowest + 1);
  }

  boolean percent(int chance) {
    return below(100) < chance;
  }

  <T> T of(List<T> values) {
    return values.get(below(values.size()));
  }
}

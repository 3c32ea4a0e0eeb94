// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.bench.ipvs;

/**
 * How long something took.
 *
 * @param what what was done, as in "add"
 * @param count how often
 * @param nanos how long all of it took, in nanoseconds
 */
record Measurement(String what, long count, long nanos) {
  /** Reads a line of the program in C. */
  static Measurement parse(String line) {
    String[] words = line.split(" ");
    return new Measurement(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  double perSecond() {
    return count * 1e9 / nanos;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * What a decoder may allocate.
 *
 * @param base bytes, for an exception with its stack and the like; less than the 64 KiB that an
 *     attribute can claim
 * @param perByte bytes for each byte of input
 * @param fuzzing how many times as much while it is fuzzed
 */
public record Allowance(long base, long perByte, int fuzzing) {
  /** Of decoders of binary messages. */
  public static final Allowance FOR_MESSAGES = new Allowance(48 << 10, 256, 1);

  /**
   * Of those of text. The fuzzer takes copies at every comparison of two texts, step of a regular
   * expression and lookup in a map, of which it looks at all keys: 328 braces took 221,104 bytes,
   * and 23,660,416 while it fuzzed.
   */
  public static final Allowance FOR_TEXTS = new Allowance(256 << 10, 2 << 10, 128);

  /** The first decoding loads classes and links strings, which is not the input's doing. */
  private static final int ATTEMPTS = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** While it is fuzzed. */
  Allowance fuzzed() {
    return new Allowance(base * fuzzing, perByte * fuzzing, 1);
  }

  <T> T watch(int length, Supplier<T> decoding) {
    long most = base + perByte * length;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      T value = decoding.get();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
      if (least <= most) {
        return value;
      }
    }
    throw new Violation(
        least + " bytes were allocated for an input of " + length + ", at most " + most);
  }
}

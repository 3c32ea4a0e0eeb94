// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

/**
 * SipHash of one 32-bit word (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012),
 * with any number of rounds. Linux calls SipHash-1-3, cut to 32 bits, {@code hsiphash} on 64-bit
 * machines. Pure.
 */
final class SipHash {
  private static final int WORD_BYTES = Integer.BYTES;

  private final long key0;
  private final long key1;
  private final int compressions;
  private final int finalizations;

  SipHash(long key0, long key1, int compressions, int finalizations) {
    this.key0 = key0;
    this.key1 = key1;
    this.compressions = compressions;
    this.finalizations = finalizations;
  }

  /** Of a word whose least significant octet is the first. */
  long hash(int word) {
    State state = new State(key0, key1);
    long block = ((long) WORD_BYTES << 56) | Integer.toUnsignedLong(word);
    state.v3 ^= block;
    state.rounds(compressions);
    state.v0 ^= block;
    state.v2 ^= 0xff;
    state.rounds(finalizations);
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    /** The constants are the text "somepseudorandomlygeneratedbytes". */
    State(long key0, long key1) {
      v0 = key0 ^ 0x736f6d6570736575L;
      v1 = key1 ^ 0x646f72616e646f6dL;
      v2 = key0 ^ 0x6c7967656e657261L;
      v3 = key1 ^ 0x7465646279746573L;
    }

    void rounds(int count) {
      for (int i = 0; i < count; i++) {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
      }
    }
  }
}

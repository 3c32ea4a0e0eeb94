// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** What a stream brings, bit by bit. */
public final class Pieces {
  /** Not a divisor of anything that matters in a message. */
  private static final int LENGTH = 7;

  private Pieces() {}

  /**
   * Decodes octets as they come in one piece, and as they come in several.
   *
   * @param octets what comes
   * @param decoder begins anew each time, and need not take all pieces
   * @return what both come to
   * @throws IllegalStateException if that is not the same
   */
  public static <V> V decoded(ByteBuffer octets, Function<Iterable<ByteBuffer>, V> decoder) {
    V inPieces = decoder.apply(() -> cut(octets.duplicate(), LENGTH));
    V atOnce = decoder.apply(() -> cut(octets, octets.remaining()));
    if (!atOnce.equals(inPieces)) {
      throw new IllegalStateException(atOnce + " at once, but in pieces " + inPieces);
    }
    return atOnce;
  }

  private static Iterator<ByteBuffer> cut(ByteBuffer octets, int size) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return octets.hasRemaining();
      }

      @Override
      public ByteBuffer next() {
        if (!octets.hasRemaining()) {
          throw new NoSuchElementException("all has come");
        }
        int length = Math.min(size, octets.remaining());
        ByteBuffer piece = octets.slice(octets.position(), length);
        octets.position(octets.position() + length);
        return piece;
      }
    };
  }
}

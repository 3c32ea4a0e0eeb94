// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * The way back from a value to bytes.
 *
 * @param kept the part of the value that the encoder writes
 * @param encode writes it; the bytes from position to limit
 */
public record RoundTrip<T, K>(Function<T, K> kept, Function<K, ByteBuffer> encode) {
  /** Of an encoder that writes all of the value. */
  public static <T> RoundTrip<T, T> whole(Function<T, ByteBuffer> encode) {
    return new RoundTrip<>(Function.identity(), encode);
  }

  void check(Target<T> target, T value) {
    K once = kept.apply(value);
    ByteBuffer encoded = encode.apply(once);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Target.Given<T> again = target.given(bytes, 0);
    if (!again.value().map(kept).filter(once::equals).isPresent()) {
      throw new Violation(
          target.name() + " decoded " + once + ", which encoded and decoded became " + again);
    }
  }
}

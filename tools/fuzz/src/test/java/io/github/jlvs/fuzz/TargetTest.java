// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Decoders that err, each caught by the property it hurts. */
class TargetTest {
  private static final byte[] INPUT = {3, 1, 4, 1, 5};

  private static Target<Integer> target(Function<ByteBuffer, Integer> decode) {
    return Target.of("test", decode, List.of(ArithmeticException.class));
  }

  private static void isCaught(Target<Integer> target, String words) {
    assertThatExceptionOfType(Violation.class)
        .isThrownBy(() -> target.check(INPUT))
        .withMessageContaining(words);
  }

  @Test
  void a_sound_decoder_passes() {
    assertThatCode(
            () ->
                target(bytes -> (int) bytes.get())
                    .with(RoundTrip.whole(value -> ByteBuffer.wrap(new byte[] {value.byteValue()})))
                    .check(INPUT))
        .doesNotThrowAnyException();
  }

  @Test
  void a_documented_exception_passes() {
    assertThatCode(() -> target(bytes -> Math.toIntExact(bytes.get() + (1L << 40))).check(INPUT))
        .doesNotThrowAnyException();
  }

  @Test
  void an_exception_that_is_not_documented() {
    isCaught(target(bytes -> (int) bytes.get(9999)), "threw what it does not document");
  }

  @Test
  void a_byte_behind_the_end() {
    isCaught(
        target(bytes -> (int) bytes.limit(bytes.capacity()).get(bytes.position() + INPUT.length)),
        "read bytes that are not its own");
  }

  @Test
  void a_byte_before_the_start() {
    isCaught(
        target(bytes -> (int) bytes.get(bytes.position() - 1)), "read bytes that are not its own");
  }

  @Test
  void an_allocation_by_a_claim() {
    isCaught(target(bytes -> new byte[bytes.get() << 16].length), "bytes were allocated");
  }

  @Test
  void a_value_that_does_not_survive() {
    isCaught(
        target(bytes -> (int) bytes.get())
            .with(RoundTrip.whole(value -> ByteBuffer.wrap(new byte[] {9}))),
        "encoded and decoded became");
  }

  @Test
  void a_recursion_as_deep_as_the_input_says() {
    isCaught(target(TargetTest::deep), "as deep as its input said");
  }

  @Test
  void a_value_that_hangs_on_how_the_octets_come() {
    ByteBuffer octets = ByteBuffer.allocate(15);

    assertThat(Pieces.<Integer>decoded(octets.duplicate(), TargetTest::length)).isEqualTo(15);
    assertThatIllegalStateException()
        .isThrownBy(() -> Pieces.<Integer>decoded(octets, TargetTest::count))
        .withMessage("1 at once, but in pieces 3");
  }

  private static int length(Iterable<ByteBuffer> pieces) {
    int length = 0;
    for (ByteBuffer piece : pieces) {
      length += piece.remaining();
    }
    return length;
  }

  private static int count(Iterable<ByteBuffer> pieces) {
    int count = 0;
    for (ByteBuffer unused : pieces) {
      count++;
    }
    return count;
  }

  private static int deep(ByteBuffer bytes) {
    return bytes.get(bytes.position()) == 0 ? 0 : 1 + deep(bytes);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A decoder, and what is held against it whatever the bytes:
 *
 * <ul>
 *   <li>it returns a value or throws the one exception that it documents;
 *   <li>what lies before and behind its bytes does not matter, so it reads none of it;
 *   <li>it allocates by the length of its input and not by what the input claims;
 *   <li>where there is an encoder, what is decoded is decoded again from what it is encoded to.
 * </ul>
 *
 * That it ends is the caller's to see: the fuzzer and the replay both have a time limit.
 *
 * @param name its name, and that of its directory of inputs
 * @param decode reads from the buffer's position to its limit
 * @param documented what it may throw
 * @param allowance what it may allocate
 * @param roundTrip the way back, where there is one
 */
public record Target<T>(
    String name,
    Function<ByteBuffer, T> decode,
    List<Class<? extends RuntimeException>> documented,
    Allowance allowance,
    Optional<RoundTrip<T, ?>> roundTrip) {
  private static final int MARGIN = 64;
  private static final int SURROUNDED_BY_ZEROS = 0;
  private static final int SURROUNDED_BY_ONES = 0xff;

  /** What a decoder gave: a value or an exception, one of them absent. */
  record Given<T>(Optional<T> value, Optional<RuntimeException> failure) {}

  /** A decoder without an encoder, of bytes. */
  public static <T> Target<T> of(
      String name,
      Function<ByteBuffer, T> decode,
      List<Class<? extends RuntimeException>> documented) {
    return new Target<>(name, decode, documented, Allowance.FOR_MESSAGES, Optional.empty());
  }

  /** With a way back. */
  public Target<T> with(RoundTrip<T, ?> way) {
    return new Target<>(name, decode, documented, allowance, Optional.of(way));
  }

  /** With an allowance of its own. */
  public Target<T> allowed(Allowance other) {
    return new Target<>(name, decode, documented, other, roundTrip);
  }

  /** As the fuzzer runs it. */
  Target<T> fuzzed() {
    return allowed(allowance.fuzzed());
  }

  /**
   * Holds all of it against the decoder.
   *
   * @param input the bytes
   * @throws Violation if one of it does not hold
   */
  public void check(byte[] input) {
    Given<T> given = allowance.watch(input.length, () -> given(input, SURROUNDED_BY_ZEROS));
    given.failure().ifPresent(this::requireDocumented);
    Given<T> elsewhere = given(input, SURROUNDED_BY_ONES);
    if (!same(given, elsewhere)) {
      throw new Violation(
          name + " read bytes that are not its own: " + given + " became " + elsewhere);
    }
    if (given.value().isPresent() && roundTrip.isPresent()) {
      roundTrip.get().check(this, given.value().get());
    }
  }

  /** What the decoder makes of bytes. */
  Given<T> given(byte[] input, int surroundings) {
    byte[] around = new byte[MARGIN + input.length + MARGIN];
    Arrays.fill(around, (byte) surroundings);
    System.arraycopy(input, 0, around, MARGIN, input.length);
    ByteBuffer region = ByteBuffer.wrap(around).order(ByteOrder.nativeOrder());
    region.position(MARGIN).limit(MARGIN + input.length);
    try {
      return new Given<>(Optional.of(decode.apply(region)), Optional.empty());
    } catch (RuntimeException e) {
      return new Given<>(Optional.empty(), Optional.of(e));
    } catch (StackOverflowError e) {
      throw new Violation(name + " went as deep as its input said", e);
    }
  }

  private void requireDocumented(RuntimeException failure) {
    if (documented.stream().noneMatch(type -> type.isInstance(failure))) {
      throw new Violation(name + " threw what it does not document: " + failure, failure);
    }
  }

  private static boolean same(Given<?> one, Given<?> other) {
    return one.value().equals(other.value())
        && Objects.equals(
            one.failure().map(Object::getClass), other.failure().map(Object::getClass));
  }
}

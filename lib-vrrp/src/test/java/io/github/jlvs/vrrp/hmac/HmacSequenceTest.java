// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static io.github.jlvs.vrrp.hmac.Messages.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HmacSequenceTest {
  /** 2106-02-07T06:28:16Z: the seconds are 0 again. */
  private static final long WRAP = (1L << 32) * SECOND;

  @Test
  void aMomentIsSecondsAndAFractionOf65536() {
    HmacSequence half = HmacSequence.at(1_800_000_000 * SECOND + SECOND / 2);

    assertThat(half.seconds()).isEqualTo(1_800_000_000);
    assertThat(half.fraction()).isEqualTo(32768);
    assertThat(half.counter()).isZero();
    assertThat(HmacSequence.at(SECOND - 1).fraction()).isEqualTo(65535);
    assertThat(HmacSequence.at(-1).seconds()).isEqualTo(0xffffffffL);
    assertThat(new HmacSequence(0x0000_0007_8000_0003L)).hasToString("7.32768/65536 #3");
  }

  @Test
  void theEndOfTheSecondsIsLikeAnyOtherMoment() {
    HmacSequence before = HmacSequence.at(WRAP - SECOND);
    HmacSequence after = HmacSequence.at(WRAP + SECOND);

    assertThat(after.seconds()).isEqualTo(1);
    assertThat(after.isAfter(before)).isTrue();
    assertThat(before.isAfter(after)).isFalse();
    assertThat(HmacSequence.millisAhead(after.bits(), before.bits())).isEqualTo(2000);
    assertThat(HmacSequence.millisAhead(before.bits(), after.bits())).isEqualTo(-2000);
    assertThat(HmacSequence.isOutside(after.bits(), before.bits(), 2)).isFalse();
    assertThat(HmacSequence.isOutside(after.bits(), before.bits(), 1)).isTrue();
  }

  @Test
  void ofTwoHalfTheCircleApartNeitherIsLater() {
    HmacSequence here = new HmacSequence(5);
    HmacSequence there = new HmacSequence(5 + Long.MIN_VALUE);

    assertThat(here.isAfter(there)).isFalse();
    assertThat(there.isAfter(here)).isFalse();
    assertThat(here.isAfter(here)).isFalse();
    assertThat(HmacSequence.isOutside(there.bits(), 0, 300)).isTrue();
  }

  @Property
  void theLaterOfTwoMomentsHasTheLaterSequence(
      @ForAll @LongRange(min = 0, max = 9_000_000_000_000_000_000L) long moment,
      @ForAll @LongRange(min = 15_260, max = 1_000_000_000_000_000L) long later) {
    HmacSequence first = HmacSequence.at(moment);
    HmacSequence second = HmacSequence.at(moment + later);

    assertThat(second.isAfter(first)).isTrue();
    assertThat(HmacSequence.millisAhead(second.bits(), first.bits()))
        .isBetween(later / 1_000_000 - 1, later / 1_000_000 + 1);
  }

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll @IntRange(max = 255) int keyId,
      @ForAll @IntRange(max = 65535) int reserved,
      @ForAll long sequence,
      @ForAll long high,
      @ForAll long low) {
    HmacTrailer trailer =
        new HmacTrailer(keyId, reserved, new HmacSequence(sequence), new HmacTag(high, low));

    assertThat(HmacTrailer.read(ByteBuffer.wrap(trailer.octets()))).contains(trailer);
  }

  @Property
  void anyOctetsAreReadOrAreNoTrailer(@ForAll @Size(max = 40) byte[] octets) {
    boolean isOne = octets.length == HmacTrailer.LENGTH && octets[0] == HmacTrailer.TYPE;

    assertThat(HmacTrailer.read(ByteBuffer.wrap(octets)).isPresent()).isEqualTo(isOne);
  }

  @Test
  void aFieldThatDoesNotFitIsRefused() {
    HmacSequence sequence = new HmacSequence(0);
    assertThatThrownBy(() -> new HmacTrailer(256, 0, sequence, HmacTag.ZERO))
        .hasMessageContaining("key 256 is not 0 to 255");
    assertThatThrownBy(() -> new HmacTrailer(0, 65536, sequence, HmacTag.ZERO))
        .hasMessageContaining("reserved field 65536 not 0 to 65535");
  }

  @Test
  void aTagIsItsOctets() {
    assertThat(new HmacTag(1, 2)).isEqualTo(new HmacTag(1, 2)).hasSameHashCodeAs(new HmacTag(1, 2));
    assertThat(new HmacTag(1, 2)).isNotEqualTo(new HmacTag(1, 3)).isNotEqualTo(new HmacTag(0, 2));
    assertThat(new HmacTag(1, 2)).hasToString("00000000000000010000000000000002");
  }
}

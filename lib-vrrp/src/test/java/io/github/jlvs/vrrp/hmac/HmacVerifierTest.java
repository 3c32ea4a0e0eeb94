// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static io.github.jlvs.vrrp.hmac.Messages.BY_TIME;
import static io.github.jlvs.vrrp.hmac.Messages.MONOTONIC;
import static io.github.jlvs.vrrp.hmac.Messages.NOON;
import static io.github.jlvs.vrrp.hmac.Messages.SECOND;
import static io.github.jlvs.vrrp.hmac.Messages.SENDER;
import static io.github.jlvs.vrrp.hmac.Messages.hear;
import static io.github.jlvs.vrrp.hmac.Messages.pdu;
import static io.github.jlvs.vrrp.hmac.Messages.say;
import static io.github.jlvs.vrrp.hmac.Messages.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.vrrp.hmac.HmacVerdict.Fault;
import io.github.jlvs.vrrp.hmac.Messages.Message;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test for each verdict, with its words and its counter. */
class HmacVerifierTest {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  @Test
  void whatIsSignedIsAccepted() {
    HmacVerifier verifier = verifier();
    HmacVerdict verdict = hear(verifier, say(SENDER, NOON), NOON);

    assertThat(verdict).isEqualTo(new HmacVerdict.Signed(7, 0, false));
    assertThat(verdict.isAccepted()).isTrue();
    assertThat(verdict.describe()).isEqualTo("signed with key 7");
  }

  @Test
  void withoutATrailerItIsMissingWhereOneIsDemanded() {
    HmacVerifier verifier = verifier();
    HmacVerdict verdict = verifier.verify(SENDER, pdu(), NONE, NOON);

    assertThat(verdict).isEqualTo(new HmacVerdict.Missing());
    assertThat(verdict.isAccepted()).isFalse();
    assertThat(verdict.describe()).startsWith("not signed: ");
  }

  @ParameterizedTest
  @EnumSource(names = {"RECEIVE_ONLY", "PERMISSIVE"})
  void withoutATrailerItIsAcceptedAndCountedInTheOtherModes(HmacMode mode) {
    HmacVerifier verifier = verifier(BY_TIME.withMode(mode), List.of());
    HmacVerdict verdict = verifier.verify(SENDER, pdu(), NONE, NOON);

    assertThat(verdict).isEqualTo(new HmacVerdict.Unsigned());
    assertThat(verdict.isAccepted()).isTrue();
    assertThat(verdict.describe()).contains("enforce");
  }

  /** Else a message could be made acceptable by spoiling its trailer. */
  @ParameterizedTest
  @EnumSource
  void inEveryModeATrailerThatIsThereMustBeRight(HmacMode mode) {
    HmacVerifier verifier = verifier(BY_TIME.withMode(mode), List.of());
    Message message = say(SENDER, NOON);
    message.trailer().put(27, (byte) (message.trailer().get(27) ^ 1));

    assertThat(hear(verifier, message, NOON)).isEqualTo(new HmacVerdict.InvalidHmac(7, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 27, 29, 56})
  void anotherLengthIsMalformed(int length) {
    HmacVerifier verifier = verifier();
    byte[] octets = new byte[length];
    ByteBuffer genuine = say(SENDER, NOON).trailer();
    genuine.get(octets, 0, Math.min(length, 28));

    HmacVerdict verdict = verifier.verify(SENDER, pdu(), ByteBuffer.wrap(octets), NOON);

    assertThat(verdict).isEqualTo(new HmacVerdict.Malformed(Fault.TRAILER_LENGTH, 28, length));
    assertThat(verdict.describe())
        .isEqualTo("octets after the advertisement: mine 28, theirs " + length);
  }

  @Test
  void whatATrailerCannotVouchForIsMalformed() {
    HmacVerifier verifier = verifier();
    ByteBuffer trailer = say(SENDER, NOON).trailer();

    assertThat(verifier.verify(SENDER, pdu().limit(7), trailer, NOON))
        .isEqualTo(new HmacVerdict.Malformed(Fault.ADVERTISEMENT_LENGTH, 8, 7));
    assertThat(verifier.verify(SENDER, ByteBuffer.allocate(4097), trailer, NOON))
        .isEqualTo(new HmacVerdict.Malformed(Fault.ADVERTISEMENT_LENGTH, 8, 4097));
    assertThat(verifier.verify(SENDER, pdu().put(0, (byte) 0xf1), trailer, NOON))
        .isEqualTo(new HmacVerdict.Malformed(Fault.VERSION, 3, 15));
    assertThat(verifier.verify(SENDER, pdu().put(1, (byte) 255), trailer, NOON))
        .isEqualTo(new HmacVerdict.Malformed(Fault.VRID, 51, 255));
    assertThat(verifier.verify(Captured.V3_IPV6.source(), pdu(), trailer, NOON))
        .isEqualTo(new HmacVerdict.Malformed(Fault.SOURCE_FAMILY, 4, 6));
    assertThat(verifier.verify(SENDER, pdu(), trailer.put(0, (byte) 0xff), NOON))
        .isEqualTo(new HmacVerdict.Malformed(Fault.TRAILER_TYPE, 1, 255));
    HmacVerifier ofIpv6 = new HmacVerifier(Captured.V3_IPV6.router(), BY_TIME, List.of());
    assertThat(ofIpv6.verify(SENDER, pdu(), trailer.put(0, (byte) 1), NOON))
        .isEqualTo(new HmacVerdict.Malformed(Fault.SOURCE_FAMILY, 6, 4));
  }

  @Test
  void aKeyThatThisRouterDoesNotHaveIsNamed() {
    HmacVerifier verifier = verifier();
    Message message = say(SENDER, NOON);
    message.trailer().put(1, (byte) 200);
    HmacVerdict verdict = hear(verifier, message, NOON);

    assertThat(verdict).isEqualTo(new HmacVerdict.UnknownKey(200, List.of(7)));
    assertThat(verdict.describe())
        .isEqualTo(
            "signed with key 200, and this router has [7]: add it here before it is the active one"
                + " there");
  }

  @Test
  void anotherKeyOfTheSameNumberIsAnInvalidHmacWhoseClockIsRight() {
    HmacVerifier verifier =
        verifier(HmacSettings.of(HmacKeys.only(HmacKey.of(7, new byte[32])), 100), List.of());
    HmacVerdict verdict = hear(verifier, say(SENDER, NOON), NOON + SECOND / 4);

    assertThat(verdict).isEqualTo(new HmacVerdict.InvalidHmac(7, -250));
    assertThat(verdict.describe()).contains("compare that key on both routers");
  }

  /** Before any key is used: a stale message with a wrong HMAC is stale. */
  @ParameterizedTest
  @CsvSource({"-6, 6000, 'its time is 6.000 s ahead of mine'", "6, -6000, '6.000 s behind mine'"})
  void outsideTheWindowItIsStaleWhateverItsHmac(int later, long millis, String words) {
    HmacVerifier verifier = verifier();
    Message message = say(SENDER, NOON);
    message.trailer().put(27, (byte) (message.trailer().get(27) ^ 1));
    HmacVerdict verdict = hear(verifier, message, NOON + later * SECOND);

    assertThat(verdict).isEqualTo(new HmacVerdict.Stale(7, millis, 5));
    assertThat(verdict.describe()).contains(words).contains("window of 5 s").contains("NTP");
  }

  @ParameterizedTest
  @CsvSource({
    "-5000, 5000, true",
    "-2501, 2501, true",
    "-2500, 2500, false",
    "2500, -2500, false",
    "2501, -2501, true",
    "5000, -5000, true",
  })
  void moreThanHalfAWindowIsToldWhileItIsAccepted(int laterMillis, long ahead, boolean skewed) {
    HmacVerdict verdict = hear(verifier(), say(SENDER, NOON), NOON + laterMillis * (SECOND / 1000));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            HmacVerdict.Signed.class,
            signed -> {
              // The fraction has 15 microseconds.
              assertThat(signed.millisAhead()).isBetween(ahead - 1, ahead + 1);
              assertThat(signed.skewed()).isEqualTo(skewed);
            });
    assertThat(verdict.describe().contains("NTP")).isEqualTo(skewed);
  }

  @Test
  void whatWasHeardIsAReplay() {
    HmacVerifier verifier = verifier();
    Message message = say(SENDER, NOON);
    hear(verifier, message, NOON);
    HmacVerdict verdict = hear(verifier, message, NOON);

    HmacSequence sequence = HmacSequence.at(NOON);
    assertThat(verdict).isEqualTo(new HmacVerdict.Replay(sequence, sequence));
    assertThat(verdict.describe())
        .startsWith(
            "a message of before, 0.000 s older than the last one: captured and sent again");
  }

  /** What a later version may put there is covered by the HMAC like the rest. */
  @Test
  void theReservedFieldIsCoveredAndElseLeftAlone() {
    Message message = say(SENDER, NOON);
    message.trailer().putShort(2, (short) 1);
    assertThat(hear(verifier(), message, NOON)).isEqualTo(new HmacVerdict.InvalidHmac(7, 0));

    HmacDigest digest = new HmacDigest(Messages.ROUTER, BY_TIME.keys());
    digest.compute(7, SENDER, pdu(), 1, message.sequence());
    message.trailer().putLong(12, digest.high()).putLong(20, digest.low());
    assertThat(hear(verifier(), message, NOON)).isInstanceOf(HmacVerdict.Signed.class);
  }

  @Test
  void everyConfiguredKeyVerifies() {
    HmacKey old = HmacKey.of(200, Octets.from(9, 64));
    HmacKeys both = new HmacKeys(List.of(Captured.KEY, old), 7);
    HmacVerifier verifier = verifier(HmacSettings.of(both, 100), List.of());
    HmacSigner rotated = new HmacSigner(Messages.ROUTER, HmacSettings.of(HmacKeys.only(old), 100));

    assertThat(hear(verifier, say(SENDER, NOON), NOON)).isEqualTo(signed(7));
    assertThat(hear(verifier, say(rotated, SENDER, NOON + SECOND), NOON + SECOND))
        .isEqualTo(signed(200));
  }

  private static HmacVerdict signed(int keyId) {
    return new HmacVerdict.Signed(keyId, 0, false);
  }

  @Test
  void withoutClocksNothingIsStaleNorSkewedAndTheSequenceMustGrow() {
    HmacVerifier verifier = verifier(MONOTONIC, List.of());
    Message old = say(SENDER, NOON - SECOND);
    Message message = say(SENDER, NOON);
    long muchLater = NOON + 1_000_000 * SECOND;

    assertThat(hear(verifier, message, muchLater))
        .isEqualTo(new HmacVerdict.Signed(7, -1_000_000_000, false));
    assertThat(hear(verifier, message, muchLater)).isInstanceOf(HmacVerdict.Replay.class);
    assertThat(hear(verifier, old, muchLater)).isInstanceOf(HmacVerdict.Replay.class);
  }
}

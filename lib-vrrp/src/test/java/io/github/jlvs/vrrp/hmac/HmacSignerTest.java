// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static io.github.jlvs.vrrp.hmac.Messages.BY_TIME;
import static io.github.jlvs.vrrp.hmac.Messages.MONOTONIC;
import static io.github.jlvs.vrrp.hmac.Messages.NOON;
import static io.github.jlvs.vrrp.hmac.Messages.ROUTER;
import static io.github.jlvs.vrrp.hmac.Messages.SECOND;
import static io.github.jlvs.vrrp.hmac.Messages.SENDER;
import static io.github.jlvs.vrrp.hmac.Messages.pdu;
import static io.github.jlvs.vrrp.hmac.Messages.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.IpAddresses;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class HmacSignerTest {
  private static HmacSequence at(HmacSigner signer, long now) {
    return new HmacSequence(say(signer, SENDER, now).sequence());
  }

  @Test
  void theClockGivesTheSequence() {
    HmacSigner signer = Messages.signer();

    assertThat(at(signer, NOON)).isEqualTo(HmacSequence.at(NOON));
    assertThat(at(signer, NOON + SECOND)).isEqualTo(HmacSequence.at(NOON + SECOND));
  }

  @Test
  void messagesOfOneMomentAreCounted() {
    HmacSigner signer = Messages.signer();
    at(signer, NOON);

    assertThat(at(signer, NOON).counter()).isEqualTo(1);
    assertThat(at(signer, NOON).counter()).isEqualTo(2);
    assertThat(at(signer, NOON + SECOND).counter()).isZero();
  }

  @Test
  void aClockThatGoesBackInsideTheWindowIsNotAskedUntilItHasCaughtUp() {
    HmacSigner signer = Messages.signer();
    HmacSequence last = at(signer, NOON);

    assertThat(at(signer, NOON - SECOND).bits()).isEqualTo(last.bits() + 1);
    assertThat(at(signer, NOON - 5 * SECOND).bits()).isEqualTo(last.bits() + 2);
    assertThat(at(signer, NOON + SECOND)).isEqualTo(HmacSequence.at(NOON + SECOND));
  }

  @Test
  void afterAStepBeyondTheWindowTheSequenceBeginsAgainAtTheClock() {
    HmacSigner signer = Messages.signer();
    at(signer, NOON);
    long back = NOON - 5 * SECOND - SECOND / 1000;

    assertThat(at(signer, back)).isEqualTo(HmacSequence.at(back));
    assertThat(at(signer, back).counter()).isEqualTo(1);
  }

  @Test
  void whereReceiversForgetNothingTheSequenceNeverBeginsAgain() {
    HmacSigner signer = new HmacSigner(ROUTER, MONOTONIC);
    HmacSequence last = at(signer, NOON);

    assertThat(at(signer, 0).bits()).isEqualTo(last.bits() + 1);
  }

  @Test
  void aReloadGoesOnWithTheSequenceAndSignsWithTheNewKey() {
    HmacKey next = HmacKey.of(200, Octets.from(9, 40));
    HmacSigner signer = Messages.signer();
    HmacSequence last = at(signer, NOON);
    HmacKeys both = new HmacKeys(List.of(Captured.KEY, next), 200);
    HmacSigner reloaded = signer.with(new HmacSettings(both, HmacMode.ENFORCE, AntiReplay.TIME, 5));

    HmacTrailer trailer = HmacTrailer.read(say(reloaded, SENDER, NOON).trailer()).orElseThrow();

    assertThat(trailer.keyId()).isEqualTo(200);
    assertThat(trailer.sequence().bits()).isEqualTo(last.bits() + 1);
  }

  @Test
  void whatIsNoAdvertisementOfThisRouterIsNotSigned() {
    HmacSigner signer = Messages.signer();
    ByteBuffer trailer = ByteBuffer.allocate(HmacTrailer.LENGTH);
    InetAddress other = IpAddresses.literal("fe80::1");

    assertThatThrownBy(() -> signer.sign(other, pdu(), NOON, trailer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no IPV4 address");
    for (ByteBuffer wrong :
        List.of(
            pdu().put(1, (byte) 52),
            pdu().put(0, (byte) 0x21),
            pdu().limit(7),
            ByteBuffer.allocate(4097).put(0, (byte) 0x31).put(1, (byte) 51))) {
      assertThatThrownBy(() -> signer.sign(SENDER, wrong, NOON, trailer))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no advertisement of version 3 and VRID 51");
    }
    assertThatThrownBy(
            () -> signer.sign(SENDER, pdu(), NOON, ByteBuffer.allocate(HmacTrailer.LENGTH - 1)))
        .isInstanceOf(BufferOverflowException.class);
    // Nothing of that has used up a sequence.
    assertThat(at(signer, NOON).counter()).isZero();
  }

  /** 255 IPv6 addresses: the longest that there is. */
  @Test
  void theLongestAdvertisementIsSigned() {
    ByteBuffer pdu = ByteBuffer.allocate(4096).put(0, (byte) 0x31).put(1, (byte) 51);
    ByteBuffer trailer = ByteBuffer.allocate(HmacTrailer.LENGTH);

    Messages.signer().sign(SENDER, pdu, NOON, trailer);

    assertThat(Messages.verifier().verify(SENDER, pdu, trailer.flip(), NOON).isAccepted()).isTrue();
  }

  /** The Mac makes its 32 octets anew each time; there is room for little beside them. */
  @Test
  void anAdvertisementCostsWhatTheMacAllocates() {
    HmacSigner signer = new HmacSigner(ROUTER, BY_TIME);
    ByteBuffer pdu = pdu();
    ByteBuffer trailer = ByteBuffer.allocate(HmacTrailer.LENGTH);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    int messages = 20_000;
    sign(signer, pdu, trailer, messages);

    long before = threads.getCurrentThreadAllocatedBytes();
    sign(signer, pdu, trailer, messages);
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / messages;

    assertThat(each).isBetween(1L, 200L);
  }

  private static void sign(HmacSigner signer, ByteBuffer pdu, ByteBuffer trailer, int messages) {
    for (int i = 0; i < messages; i++) {
      signer.sign(SENDER, pdu, NOON, trailer.clear());
    }
  }
}

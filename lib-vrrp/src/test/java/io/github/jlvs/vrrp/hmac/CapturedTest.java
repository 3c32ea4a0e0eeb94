// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** keepalived's octets, made and judged. */
class CapturedTest {
  private static HmacSettings settings() {
    return HmacSettings.of(HmacKeys.only(Captured.KEY), 100);
  }

  @ParameterizedTest
  @EnumSource
  void keepalivedsTrailerIsMadeByteForByte(Captured captured) {
    ByteBuffer trailer = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).position(5);
    ByteBuffer pdu = captured.pdu();

    new HmacSigner(captured.router(), settings())
        .sign(captured.source(), pdu, captured.sentAt(), trailer);

    assertThat(trailer.position()).isEqualTo(5 + HmacTrailer.LENGTH);
    assertThat(trailer.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(trailer.flip().position(5)).isEqualTo(captured.trailer());
    assertThat(pdu).as("left as it is").isEqualTo(captured.pdu());
  }

  @ParameterizedTest
  @EnumSource
  void keepalivedsTrailerIsAccepted(Captured captured) {
    HmacVerifier verifier = new HmacVerifier(captured.router(), settings(), List.of());

    assertThat(
            verifier.verify(
                captured.source(), captured.pdu(), captured.trailer(), captured.sentAt()))
        .isEqualTo(new HmacVerdict.Signed(7, 0, false));
  }

  /** It is made before the checksum is, and over IPv6 the kernel makes that. */
  @ParameterizedTest
  @EnumSource
  void theChecksumDoesNotCount(Captured captured) {
    HmacVerifier verifier = new HmacVerifier(captured.router(), settings(), List.of());
    ByteBuffer pdu = captured.pdu().putShort(6, (short) 0);

    assertThat(verifier.verify(captured.source(), pdu, captured.trailer(), captured.sentAt()))
        .isInstanceOf(HmacVerdict.Signed.class);
  }

  @ParameterizedTest
  @EnumSource
  void aTrailerIsReadAndWritten(Captured captured) {
    HmacTrailer trailer = HmacTrailer.read(captured.trailer()).orElseThrow();

    assertThat(trailer.keyId()).isEqualTo(7);
    assertThat(trailer.reserved()).isZero();
    assertThat(trailer.sequence()).isEqualTo(HmacSequence.at(captured.sentAt()));
    assertThat(ByteBuffer.wrap(trailer.octets())).isEqualTo(captured.trailer());
  }
}

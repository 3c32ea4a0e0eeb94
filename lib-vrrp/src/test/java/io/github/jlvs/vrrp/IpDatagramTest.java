// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpDatagramTest {
  private static final byte[] PAYLOAD = Packets.encode(Packets.guide().build().advertisement(101));

  @Test
  void aVrrpPacketIsFoundBehindItsHeader() {
    IpDatagram.Vrrp packet = (IpDatagram.Vrrp) IpDatagram.parse(Packets.ip(112, PAYLOAD));

    assertThat(packet.ttl()).isEqualTo(255);
    assertThat(packet.source()).isEqualTo(Packets.PEER);
    assertThat(packet.destination()).isEqualTo(Packets.GROUP);
    assertThat(packet.payload()).isEqualTo(ByteBuffer.wrap(PAYLOAD));
    assertThat(packet.header().vrid()).isEqualTo(51);
  }

  @Test
  void optionsInTheHeaderAreSkipped() {
    byte[] behindOptions = new byte[8 + PAYLOAD.length];
    System.arraycopy(PAYLOAD, 0, behindOptions, 8, PAYLOAD.length);
    ByteBuffer raw = Packets.ip(112, behindOptions).put(0, (byte) 0x47);

    assertThat(IpDatagram.parse(raw))
        .asInstanceOf(InstanceOfAssertFactories.type(IpDatagram.Vrrp.class))
        .satisfies(packet -> assertThat(packet.payload()).isEqualTo(ByteBuffer.wrap(PAYLOAD)));
  }

  @Test
  void paddingBehindTheDatagramIsNoPartOfIt() {
    ByteBuffer padded = ByteBuffer.allocate(100).put(Packets.ip(112, PAYLOAD)).rewind();

    assertThat(IpDatagram.parse(padded))
        .asInstanceOf(InstanceOfAssertFactories.type(IpDatagram.Vrrp.class))
        .satisfies(packet -> assertThat(packet.payload().remaining()).isEqualTo(PAYLOAD.length));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 85, 'IP version: mine 4 or 6, theirs 5'",
    "0, 68, 'IP header length: mine 20 to 40 octets, theirs 16 octets'",
    "0, 79, 'IP header length: mine 20 to 40 octets, theirs 60 octets'",
    "3, 41, 'IP total length: mine 20 to 40 octets, theirs 41 octets'",
    "3, 19, 'IP total length: mine 20 to 40 octets, theirs 19 octets'",
    "6, 32, 'IP fragment: mine whole datagrams, theirs a fragment'",
    "7, 1, 'IP fragment: mine whole datagrams, theirs a fragment'",
    "9, 17, 'IP protocol: mine 112 (VRRP), theirs 17'",
  })
  void aHeaderThatCannotBeUsedIsRefusedWithItsReason(int at, int value, String reason) {

    ByteBuffer raw = Packets.ip(112, PAYLOAD).put(at, (byte) value);

    assertThat(reasonOf(raw)).contains(reason);
  }

  @Test
  void aPacketOverIpv6IsFoundBehindItsHeader() {
    IpDatagram.Vrrp packet = (IpDatagram.Vrrp) IpDatagram.parse(Packets.ipv6(112, PAYLOAD));

    assertThat(packet.ttl()).isEqualTo(255);
    assertThat(packet.source()).isEqualTo(Packets.PEER6);
    assertThat(packet.destination()).isEqualTo(Packets.GROUP6);
    assertThat(packet.payload()).isEqualTo(ByteBuffer.wrap(PAYLOAD));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 21, 'IP payload length: mine at most 20 octets, theirs 21 octets'",
    "6, 0, 'IP protocol: mine 112 (VRRP), theirs 0'",
  })
  void anIpv6HeaderThatCannotBeUsedIsRefusedWithItsReason(int at, int value, String reason) {
    assertThat(reasonOf(Packets.ipv6(112, PAYLOAD).put(at, (byte) value))).contains(reason);
  }

  @Test
  void anIpv6HeaderThatIsCutOffIsRefused() {
    assertThat(reasonOf(Packets.ipv6(112, PAYLOAD).limit(39)))
        .contains("IP header: mine at least 40 octets, theirs 39 octets");
    assertThat(reasonOf(ByteBuffer.allocate(0)))
        .contains("IP header: mine at least 20 octets, theirs 0 octets");
  }

  @Test
  void dontFragmentIsNoFragment() {
    assertThat(reasonOf(Packets.ip(112, PAYLOAD).put(6, (byte) 0x40))).isEmpty();
  }

  @Test
  void theAuthenticationHeaderIsRecognisedByItsProtocol() {
    assertThat(IpDatagram.parse(Packets.ip(51, new byte[24])))
        .isEqualTo(
            new IpDatagram.Unusable(
                new Rejection.AuthenticationHeader(), Optional.of(Packets.PEER)));
  }

  @Test
  void aPacketTooShortForAVridBelongsToNoVirtualRouter() {
    assertThat(((IpDatagram.Vrrp) IpDatagram.parse(Packets.ip(112, new byte[1]))).header().vrid())
        .isZero();
  }

  @Property
  void anyOctetsAtAllAreReadOrRefused(@ForAll @Size(max = 120) byte[] octets) {
    IpDatagram.parse(ByteBuffer.wrap(octets));
  }

  @Property
  void aDatagramCutAnywhereIsRefused(@ForAll @IntRange(max = 39) int length) {
    ByteBuffer cut = Packets.ip(112, PAYLOAD).limit(length);

    assertThat(IpDatagram.parse(cut)).isInstanceOf(IpDatagram.Unusable.class);
  }

  private static Optional<String> reasonOf(ByteBuffer raw) {
    return IpDatagram.parse(raw) instanceof IpDatagram.Unusable unusable
        ? Optional.of(unusable.rejection().describe())
        : Optional.empty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.address;
import static io.github.jlvs.vrrp.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvertisementCodecTest {
  /** Sent by keepalived 2.2.7: two addresses, password "secret78". */
  private static final String KEEPALIVED =
      "21 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738";

  private static final Advertisement KEEPALIVED_SAYS =
      new Advertisement(
          51,
          100,
          1,
          List.of(address("10.0.0.200"), address("10.0.0.201")),
          SimplePassword.of("secret78"));

  @Test
  void keepalivedsPacketIsRead() {
    assertThat(AdvertisementCodec.decode(hex(KEEPALIVED))).isEqualTo(KEEPALIVED_SAYS);
  }

  @Test
  void keepalivedsPacketIsWrittenByteForByte() {
    assertThat(AdvertisementCodec.encode(KEEPALIVED_SAYS)).isEqualTo(hex(KEEPALIVED).array());
  }

  @Test
  void theGuidesDirectorSendsTwentyOctetsOfAddressAndPassword() {
    byte[] packet = AdvertisementCodec.encode(Packets.guide().build().advertisement(101));

    // 2133 + 6501 + 0101 + 0a01 + 505a + 3131 + 3131 = ~checksum, folded by hand.
    assertThat(ByteBuffer.wrap(packet))
        .isEqualTo(hex("21 33 65 01 01 01 bc 0c 0a01505a 3131313100000000"));
  }

  @Test
  void theBufferIsReadWhereItStandsAndLeftAsItIs() {
    ByteBuffer within = ByteBuffer.allocate(64);
    within.position(7);
    within.put(hex(KEEPALIVED)).limit(within.position()).position(7);

    assertThat(AdvertisementCodec.decode(within)).isEqualTo(KEEPALIVED_SAYS);
    assertThat(within.position()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "31 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738, 'version: mine 2, theirs 3'",
    "22 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738, 'packet type: mine 1 (advertisement), theirs 2'",
    "21 33 64 02 01 01 f0 b4 0a0000c8 0a0000c9 7365637265743738, 'checksum: mine 0xf0b3, theirs 0xf0b4'",
    "21 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 73656372657437, 'length: mine 24 octets, theirs 23 octets'",
    "21 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738 00, 'length: mine 24 octets, theirs 25 octets'",
    "21 33 64 02 01 01 f0, 'length: mine 16 octets, theirs 7 octets'",
    "21 33 64 02 07 01 f0 b3 0a0000c8 0a0000c9 7365637265743738, 'authentication type: mine 1, theirs 7'",
    "21 00 64 02 01 01 f0 e6 0a0000c8 0a0000c9 7365637265743738, 'virtual router identifier: mine 1, theirs 0'",
    "21 33 64 02 01 00 f0 b4 0a0000c8 0a0000c9 7365637265743738, 'advertisement interval: mine 1 s, theirs 0 s'",
  })
  void whatIsNoAdvertisementIsRefusedWithItsReason(String packet, String reason) {
    assertThatThrownBy(() -> AdvertisementCodec.decode(hex(packet)))
        .isInstanceOfSatisfying(
            VrrpException.class, e -> assertThat(e.rejection().describe()).isEqualTo(reason))
        .hasMessage("VRRP packet refused: " + reason);
  }

  @Test
  void anIpv6AddressIsNotWrittenInVersion2() {
    Advertisement advertisement =
        new Advertisement(
            51, 100, 1, List.of(Packets.address("2001:db8::90")), Authentication.none());

    assertThatThrownBy(() -> AdvertisementCodec.encode(advertisement))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2001:db8:0:0:0:0:0:90 is an IPv6 address");
  }

  /** A flood of packets must not be a flood of stack traces. */
  @Test
  void aRefusalHasNoStackTrace() {
    assertThatThrownBy(() -> AdvertisementCodec.decode(hex("21 33")))
        .isInstanceOfSatisfying(VrrpException.class, e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @Test
  void theAuthenticationHeaderIsRecognisedByItsType() {
    assertThatThrownBy(
            () -> AdvertisementCodec.decode(hex("21 33 64 00 02 01 0000 0000000000000000")))
        .isInstanceOfSatisfying(
            VrrpException.class,
            e -> assertThat(e.rejection()).isEqualTo(new Rejection.AuthenticationHeader()));
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("advertisements") Advertisement advertisement) {
    byte[] packet = AdvertisementCodec.encode(advertisement);

    assertThat(packet).hasSize(AdvertisementCodec.length(advertisement.addresses().size()));
    assertThat(AdvertisementCodec.decode(ByteBuffer.wrap(packet))).isEqualTo(advertisement);
  }

  @Property
  void anyTwoOctetsChangedInOnePlaceAreNoticed(
      @ForAll("advertisements") Advertisement advertisement,
      @ForAll int place,
      @ForAll short change) {
    ByteBuffer packet = ByteBuffer.wrap(AdvertisementCodec.encode(advertisement));
    int at = Math.floorMod(place, packet.capacity() / 2) * 2;
    // In one's complement 0xffff is another zero: that change alone cannot be seen.
    short changed = (short) (packet.getShort(at) ^ change);
    if (change == 0 || changed == -1 || packet.getShort(at) == -1) {
      return;
    }
    packet.putShort(at, changed);

    assertThatThrownBy(() -> AdvertisementCodec.decode(packet)).isInstanceOf(VrrpException.class);
  }

  /** Word by word, each carry added at once: not how the codec does it. */
  @Property(tries = 300)
  void theChecksumIsTheOnesComplementSumOfAllWords(
      @ForAll("advertisements") Advertisement advertisement) {
    byte[] packet = AdvertisementCodec.encode(advertisement);
    int sum = 0;
    for (int at = 0; at < packet.length; at += 2) {
      sum += (packet[at] & 0xff) << 8 | (packet[at + 1] & 0xff);
      sum = sum > 0xffff ? sum - 0xffff : sum;
    }

    // With the checksum in its place the sum is minus zero (RFC 1071).
    assertThat(sum).isEqualTo(0xffff);
  }

  /** The sum of these words is 0x2ffff: its carry, added, carries once more. */
  @Test
  void aCarryThatCarriesIsAddedToo() {
    byte[] octets = new byte[16];
    java.util.Arrays.fill(octets, 0, 6, (byte) 0xff);
    octets[9] = 2;

    assertThat(AdvertisementCodec.checksum(ByteBuffer.wrap(octets))).isEqualTo(0xffff ^ 2);
  }

  @Property
  void anyOctetsAtAllAreReadOrRefused(@ForAll @Size(max = 1100) byte[] octets) {
    try {
      Advertisement advertisement = AdvertisementCodec.decode(ByteBuffer.wrap(octets));
      assertThat(AdvertisementCodec.encode(advertisement)).hasSameSizeAs(octets);
    } catch (VrrpException refused) {
      assertThat(refused.rejection().describe()).isNotBlank();
    }
  }

  @Provide
  static Arbitrary<Advertisement> advertisements() {
    Arbitrary<List<InetAddress>> addresses =
        Arbitraries.integers().<InetAddress>map(IpAddresses::ofBits).list().ofMaxSize(255);
    Arbitrary<Authentication> authentication =
        Arbitraries.oneOf(
            Arbitraries.just(Authentication.none()),
            Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(SimplePassword::of));
    return Combinators.combine(
            Arbitraries.integers().between(1, 255),
            Arbitraries.integers().between(0, 255),
            Arbitraries.integers().between(1, 255),
            addresses,
            authentication)
        .as(Advertisement::new);
  }
}

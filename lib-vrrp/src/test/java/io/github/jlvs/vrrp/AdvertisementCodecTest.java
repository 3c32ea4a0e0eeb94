// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.GROUP;
import static io.github.jlvs.vrrp.Packets.GROUP6;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.PEER6;
import static io.github.jlvs.vrrp.Packets.VIP;
import static io.github.jlvs.vrrp.Packets.address;
import static io.github.jlvs.vrrp.Packets.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
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
  private static final AdvertisementInterval SECOND = AdvertisementInterval.ofSeconds(1);
  private static final Protocol IPV4 = new Protocol.V3(AddressFamily.IPV4);
  private static final Protocol IPV6 = new Protocol.V3(AddressFamily.IPV6);

  /** Sent by keepalived 2.2.7: two addresses, password "secret78". */
  private static final String KEEPALIVED =
      "21 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738";

  private static final Advertisement KEEPALIVED_SAYS =
      new Advertisement(
          new Protocol.V2(SimplePassword.of("secret78")),
          51,
          100,
          AdvertisementInterval.ofSeconds(1),
          List.of(address("10.0.0.200"), address("10.0.0.201")));

  @Test
  void keepalivedsPacketIsRead() {
    assertThat(decode(KEEPALIVED)).isEqualTo(KEEPALIVED_SAYS);
  }

  @Test
  void keepalivedsPacketIsWrittenByteForByte() {
    assertThat(Packets.encode(KEEPALIVED_SAYS)).isEqualTo(hex(KEEPALIVED).array());
  }

  @Test
  void theGuidesDirectorSendsTwentyOctetsOfAddressAndPassword() {
    byte[] packet = Packets.encode(Packets.guide().build().advertisement(101));

    // 2133 + 6501 + 0101 + 0a01 + 505a + 3131 + 3131 = ~checksum, folded by hand.
    assertThat(ByteBuffer.wrap(packet))
        .isEqualTo(hex("21 33 65 01 01 01 bc 0c 0a01505a 3131313100000000"));
  }

  @Test
  void theBufferIsReadWhereItStandsAndLeftAsItIs() {
    ByteBuffer within = ByteBuffer.allocate(64);
    within.position(7);
    within.put(hex(KEEPALIVED)).limit(within.position()).position(7);

    assertThat(AdvertisementCodec.decode(within, PEER, GROUP)).isEqualTo(KEEPALIVED_SAYS);
    assertThat(within.position()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "41 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738, 'version: mine 2 or 3, theirs 4'",
    "31 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738, 'length: mine 16 octets, theirs 24 octets'",
    "22 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738, 'packet type: mine 1 (advertisement), theirs 2'",
    "21 33 64 02 01 01 f0 b4 0a0000c8 0a0000c9 7365637265743738, 'checksum: mine 0xf0b3, theirs 0xf0b4'",
    "21 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 73656372657437, 'length: mine 24 octets, theirs 23 octets'",
    "21 33 64 02 01 01 f0 b3 0a0000c8 0a0000c9 7365637265743738 00, 'length: mine 24 octets, theirs 25 octets'",
    "21 33 64 02 01 01 f0, 'length: mine 8 octets, theirs 7 octets'",
    "21 33 64 02 07 01 f0 b3 0a0000c8 0a0000c9 7365637265743738, 'authentication type: mine 1, theirs 7'",
    "21 00 64 02 01 01 f0 e6 0a0000c8 0a0000c9 7365637265743738, 'virtual router identifier: mine 1, theirs 0'",
    "21 33 64 02 01 00 f0 b4 0a0000c8 0a0000c9 7365637265743738, 'advertisement interval: mine 1 s, theirs 0 s'",
  })
  void whatIsNoAdvertisementIsRefusedWithItsReason(String packet, String reason) {
    assertThatThrownBy(() -> decode(packet))
        .isInstanceOfSatisfying(
            VrrpException.class, e -> assertThat(e.rejection().describe()).isEqualTo(reason))
        .hasMessage("VRRP packet refused: " + reason);
  }

  @Test
  void anAddressOfAnotherFamilyIsNotWritten() {
    assertThatThrownBy(
            () ->
                new Advertisement(
                    new Protocol.V2(), 51, 100, SECOND, List.of(address("2001:db8::90"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2001:db8::90 is no address of VRRP version 2 over IPv4");
  }

  @Test
  void anIntervalThatTheVersionCannotSayIsNotWritten() {
    assertThatThrownBy(() -> new Protocol.V2().require(new AdvertisementInterval(25)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "advertisement interval is 0.25 s, VRRP version 2 has whole seconds alone; use version"
                + " 3");
    assertThatThrownBy(() -> IPV6.require(AdvertisementInterval.ofSeconds(41)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is 4100, it must be 1 to 4095");
  }

  /** Sent by keepalived 2.4.3 from 10.1.80.91 and from fe80::d406:48ff:fe2b:92aa. */
  @ParameterizedTest
  @CsvSource({
    "31336402 0064 7ac1 0a01505a 0a015059, 10.1.80.91, 224.0.0.18, 10.1.80.90 10.1.80.89",
    "31336401 0064 5ad6 0a01505a, 10.1.80.91, 10.1.80.92, 10.1.80.90",
  })
  void keepalivedsVersion3IsReadAndWrittenByteForByte(
      String octets, String from, String to, String addresses) {
    Advertisement said =
        new Advertisement(
            IPV4, 51, 100, SECOND, Stream.of(addresses.split(" ")).map(Packets::address).toList());

    assertThat(AdvertisementCodec.decode(hex(octets), address(from), address(to))).isEqualTo(said);
    assertThat(AdvertisementCodec.encode(said, address(from), address(to)))
        .isEqualTo(hex(octets).array());
  }

  @Test
  void overIpv4BothKindsOfChecksumAreRead() {
    Protocol alone = new Protocol.V3(AddressFamily.IPV4, Protocol.Checksum.PACKET_ALONE);
    for (Protocol protocol : List.of(IPV4, alone)) {
      Advertisement said = new Advertisement(protocol, 51, 100, SECOND, List.of(VIP));

      assertThat(AdvertisementCodec.decode(ByteBuffer.wrap(Packets.encode(said)), PEER, GROUP))
          .isEqualTo(said);
    }
    assertThatThrownBy(() -> new Protocol.V3(AddressFamily.IPV6, Protocol.Checksum.PACKET_ALONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void version3IsNotWrittenBetweenAddressesOfAnotherFamily() {
    Advertisement said = new Advertisement(IPV4, 51, 100, SECOND, List.of(VIP));

    assertThatThrownBy(() -> AdvertisementCodec.encode(said, PEER6, GROUP6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no address of VRRP version 3 over IPv4");
  }

  @Test
  void overIpv6ThereIsNoVersion2() {
    ByteBuffer packet = ByteBuffer.wrap(Packets.encode(Packets.guide().build().advertisement(1)));

    assertThatThrownBy(() -> AdvertisementCodec.decode(packet, PEER6, GROUP6))
        .hasMessage("VRRP packet refused: version: mine 3, theirs 2");
  }

  /** RFC 9568 section 5.2.6: what is reserved is ignored. */
  @Test
  void theReservedBitsOfVersion3AreIgnored() {
    ByteBuffer packet =
        ByteBuffer.wrap(Packets.encode(new Advertisement(IPV4, 51, 100, SECOND, List.of(VIP))));
    packet.put(4, (byte) 0x20);
    packet.putShort(6, (short) (packet.getShort(6) - 0x2000));

    assertThat(AdvertisementCodec.decode(packet, PEER, GROUP).interval()).isEqualTo(SECOND);
  }

  /** A flood of packets must not be a flood of stack traces. */
  @Test
  void aRefusalHasNoStackTrace() {
    assertThatThrownBy(() -> decode("21 33"))
        .isInstanceOfSatisfying(VrrpException.class, e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @Test
  void theAuthenticationHeaderIsRecognisedByItsType() {
    assertThatThrownBy(() -> decode("21 33 64 00 02 01 0000 0000000000000000"))
        .isInstanceOfSatisfying(
            VrrpException.class,
            e -> assertThat(e.rejection()).isEqualTo(new Rejection.AuthenticationHeader()));
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("advertisements") Advertisement advertisement) {
    byte[] packet = Packets.encode(advertisement);

    assertThat(packet)
        .hasSize(
            AdvertisementCodec.length(advertisement.protocol(), advertisement.addresses().size()));
    assertThat(decode(advertisement, packet)).isEqualTo(advertisement);
  }

  @Property
  void anyTwoOctetsChangedInOnePlaceAreNoticed(
      @ForAll("advertisements") Advertisement advertisement,
      @ForAll int place,
      @ForAll short change) {
    ByteBuffer packet = ByteBuffer.wrap(Packets.encode(advertisement));
    int at = Math.floorMod(place, packet.capacity() / 2) * 2;
    // In one's complement 0xffff is another zero: that change alone cannot be seen.
    short changed = (short) (packet.getShort(at) ^ change);
    if (change == 0 || changed == -1 || packet.getShort(at) == -1) {
      return;
    }
    packet.putShort(at, changed);

    // The two kinds of checksum may be one number apart from the change, in one of 65,535.
    Throwable refused = catchThrowable(() -> decode(advertisement, packet.array()));
    if (!(refused instanceof VrrpException)) {
      assertThat(decode(advertisement, packet.array()).protocol())
          .isNotEqualTo(advertisement.protocol());
    }
  }

  /** Word by word, each carry added at once: not how the codec does it. */
  @Property(tries = 300)
  void theChecksumIsTheOnesComplementSumOfAllWords(
      @ForAll("advertisements") Advertisement advertisement) throws IOException {
    byte[] packet = counted(advertisement);
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

    assertThat(PacketChecksum.alone(ByteBuffer.wrap(octets))).isEqualTo(0xffff ^ 2);
  }

  /** What the checksum covers: RFC 8200 section 8.1 before it, where it is counted in. */
  private static byte[] counted(Advertisement advertisement) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] packet = Packets.encode(advertisement);
    if (advertisement.protocol() instanceof Protocol.V3 version3
        && version3.checksum() == Protocol.Checksum.WITH_PSEUDO_HEADER) {
      boolean ipv4 = version3.family() == AddressFamily.IPV4;
      out.write((ipv4 ? PEER : PEER6).getAddress());
      out.write((ipv4 ? GROUP : GROUP6).getAddress());
      out.write(new byte[] {0, 112, (byte) (packet.length >>> 8), (byte) packet.length});
    }
    out.write(packet);
    return out.toByteArray();
  }

  @Property
  void anyOctetsAtAllAreReadOrRefused(
      @ForAll @Size(max = 1100) byte[] octets, @ForAll boolean ipv6) {
    InetAddress from = ipv6 ? PEER6 : PEER;
    InetAddress to = ipv6 ? GROUP6 : GROUP;
    try {
      Advertisement advertisement = AdvertisementCodec.decode(ByteBuffer.wrap(octets), from, to);
      assertThat(AdvertisementCodec.encode(advertisement, from, to)).hasSameSizeAs(octets);
    } catch (VrrpException refused) {
      assertThat(refused.rejection().describe()).isNotBlank();
    }
  }

  private static Advertisement decode(String packet) {
    return AdvertisementCodec.decode(hex(packet), PEER, GROUP);
  }

  private static Advertisement decode(Advertisement like, byte[] packet) {
    boolean ipv4 = like.protocol().family() == AddressFamily.IPV4;
    return AdvertisementCodec.decode(
        ByteBuffer.wrap(packet), ipv4 ? PEER : PEER6, ipv4 ? GROUP : GROUP6);
  }

  @Provide
  static Arbitrary<Advertisement> advertisements() {
    return Arbitraries.oneOf(
        version2(), version3(AddressFamily.IPV4), version3(AddressFamily.IPV6));
  }

  private static Arbitrary<Advertisement> version2() {
    Arbitrary<Authentication> authentication =
        Arbitraries.oneOf(
            Arbitraries.just(Authentication.none()),
            Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(SimplePassword::of));
    return advertisements(
        authentication.map(Protocol.V2::new),
        Arbitraries.integers().between(1, 255).map(AdvertisementInterval::ofSeconds));
  }

  private static Arbitrary<Advertisement> version3(AddressFamily family) {
    Arbitrary<Protocol.Checksum> checksum =
        family == AddressFamily.IPV4
            ? Arbitraries.of(Protocol.Checksum.values())
            : Arbitraries.just(Protocol.Checksum.WITH_PSEUDO_HEADER);
    return advertisements(
        checksum.map(kind -> new Protocol.V3(family, kind)),
        Arbitraries.integers().between(1, 4095).map(AdvertisementInterval::new));
  }

  private static Arbitrary<Advertisement> advertisements(
      Arbitrary<? extends Protocol> protocols, Arbitrary<AdvertisementInterval> intervals) {
    return protocols.flatMap(
        protocol ->
            Combinators.combine(
                    Arbitraries.integers().between(1, 255),
                    Arbitraries.integers().between(0, 255),
                    intervals,
                    addresses(protocol.family()).list().ofMaxSize(255))
                .as(
                    (vrid, priority, interval, addresses) ->
                        new Advertisement(protocol, vrid, priority, interval, addresses)));
  }

  private static Arbitrary<InetAddress> addresses(AddressFamily family) {
    // An IPv4-mapped address would be read as one of IPv4.
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofSize(family.bytes())
        .map(IpAddresses::ofBytes)
        .filter(address -> AddressFamily.of(address) == family);
  }
}

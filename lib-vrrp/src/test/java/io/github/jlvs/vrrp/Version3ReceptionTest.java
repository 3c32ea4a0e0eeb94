// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.GROUP;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.PEER6;
import static io.github.jlvs.vrrp.Packets.VIP;
import static io.github.jlvs.vrrp.Packets.VIP6;
import static io.github.jlvs.vrrp.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a virtual router of version 3 takes, and what it does not (RFC 9568 section 7.1). */
class Version3ReceptionTest {
  private static final Protocol IPV4 = new Protocol.V3(AddressFamily.IPV4);
  private static final AdvertisementInterval QUARTER = new AdvertisementInterval(25);

  private final VirtualRouterConfig config = config().build();
  private final Reception reception =
      new Reception(config, new Transport.Multicast(AddressFamily.IPV4));
  private final VirtualRouterConfig config6 = VirtualRouterConfig.builder(51, VIP6).build();
  private final Reception reception6 =
      new Reception(config6, new Transport.Multicast(AddressFamily.IPV6));

  private static VirtualRouterConfig.Builder config() {
    return VirtualRouterConfig.builder(51, VIP).protocol(IPV4);
  }

  @Test
  void anotherIntervalIsTakenAndLearnt() {
    Input judged = judge(config().interval(QUARTER));

    assertThat(accepted(judged).advertisement().interval()).isEqualTo(QUARTER);
    assertThat(accepted(judged).difference()).isEmpty();
  }

  @Test
  void anIntervalOfZeroIsRefused() {
    ByteBuffer packet = ByteBuffer.wrap(Packets.encode(config.advertisement(1)));
    packet.putShort(4, (short) 0);

    assertThat(refused(reception.judge(Packets.multicast(packet.array()))))
        .isEqualTo(new Rejection.Interval(config.interval(), new AdvertisementInterval(0)));
  }

  @Test
  void aListOfOtherAddressesIsTakenAndTold() {
    VirtualRouterConfig theirs =
        VirtualRouterConfig.builder(51, VIP, address("10.1.80.89")).protocol(IPV4).build();
    Input judged = reception.judge(multicast(theirs));

    assertThat(accepted(judged).difference())
        .contains(new Rejection.AddressList(List.of(VIP), List.of(VIP, address("10.1.80.89"))));
  }

  /** RFC 9568 section 5.2.5: it must be ignored. */
  @Test
  void aPacketWithoutAddressesIsRefused() {
    VirtualRouterConfig without = VirtualRouterConfig.builder(51).protocol(IPV4).build();

    assertThat(refused(reception.judge(multicast(without))))
        .isEqualTo(new Rejection.AddressList(List.of(VIP), List.of()));
  }

  @Test
  void aListOfOtherAddressesIsRefusedWhereThatIsAskedFor() {
    Reception strict =
        new Reception(
            config().requireSameAddresses(true).build(),
            new Transport.Multicast(AddressFamily.IPV4));
    VirtualRouterConfig theirs =
        VirtualRouterConfig.builder(51, address("10.1.80.89")).protocol(IPV4).build();

    assertThat(refused(strict.judge(multicast(theirs))))
        .isEqualTo(new Rejection.AddressList(List.of(VIP), List.of(address("10.1.80.89"))));
  }

  @Test
  void aChecksumOfTheOtherKindIsTakenAndTold() {
    Protocol alone = new Protocol.V3(AddressFamily.IPV4, Protocol.Checksum.PACKET_ALONE);

    assertThat(accepted(judge(config().protocol(alone))).difference())
        .contains(new Rejection.ChecksumKind(Protocol.Checksum.PACKET_ALONE));

    Reception other =
        new Reception(
            config().protocol(alone).build(), new Transport.Multicast(AddressFamily.IPV4));
    assertThat(accepted(other.judge(multicast(config))).difference())
        .contains(new Rejection.ChecksumKind(Protocol.Checksum.WITH_PSEUDO_HEADER));
    assertThat(accepted(other.judge(multicast(config().protocol(alone).build()))).difference())
        .isEmpty();
  }

  /** What a router in between would have changed: the pseudo header holds the addresses. */
  @Test
  void aPacketThatWasSentFromAnotherAddressIsRefused() {
    byte[] octets = AdvertisementCodec.encode(config6.advertisement(1), PEER6, Packets.GROUP6);
    IpDatagram.Vrrp packet =
        new IpDatagram.Vrrp(255, address("fe80::99"), Packets.GROUP6, ByteBuffer.wrap(octets));

    assertThat(refused(reception6.judge(packet))).isInstanceOf(Rejection.Checksum.class);
  }

  @Test
  void theOtherVersionIsNamed() {
    VirtualRouterConfig two = VirtualRouterConfig.builder(51, VIP).build();
    assertThat(refused(reception.judge(multicast(two))))
        .isEqualTo(new Rejection.Version(List.of(3), 2));

    Reception ofTwo = new Reception(two, new Transport.Multicast(AddressFamily.IPV4));
    assertThat(refused(ofTwo.judge(multicast(config))))
        .isEqualTo(new Rejection.Version(List.of(2), 3));
  }

  /** The octet that says so in version 2 is part of the interval: 5.12 s. */
  @Test
  void noAuthenticationIsSeenWhereThereIsNone() {
    Input judged = judge(config().interval(new AdvertisementInterval(0x200)));

    assertThat(accepted(judged).advertisement().protocol()).isEqualTo(IPV4);
  }

  @Test
  void overIpv6ALinkLocalSourceIsRequiredOfMulticast() {
    InetAddress routed = address("2001:db8::91");
    byte[] octets = AdvertisementCodec.encode(config6.advertisement(1), routed, Packets.GROUP6);
    IpDatagram.Vrrp packet =
        new IpDatagram.Vrrp(255, routed, Packets.GROUP6, ByteBuffer.wrap(octets));

    assertThat(refused(reception6.judge(packet)).describe())
        .isEqualTo("source address: mine a link-local address, theirs 2001:db8::91");
    assertThat(refused(reception6.judge(packet)).mismatch()).isTrue();

    Reception unicast = new Reception(config6, new Transport.Unicast(routed));
    byte[] toMe = AdvertisementCodec.encode(config6.advertisement(1), routed, Packets.OWN6);
    assertThat(
            accepted(
                    unicast.judge(
                        new IpDatagram.Vrrp(255, routed, Packets.OWN6, ByteBuffer.wrap(toMe))))
                .source())
        .isEqualTo(routed);
  }

  @Test
  void overIpv6AHopLimitOf255IsRequiredOfMulticast() {
    IpDatagram.Vrrp far =
        new IpDatagram.Vrrp(
            254, PEER6, Packets.GROUP6, ByteBuffer.wrap(Packets.encode(config6.advertisement(1))));

    assertThat(refused(reception6.judge(far))).isEqualTo(new Rejection.Ttl(255, 255, 254));
    assertThat(
            accepted(
                reception6.judge(Packets.multicast6(Packets.encode(config6.advertisement(1))))))
        .isNotNull();
  }

  @Test
  void aPacketOfAnotherLengthThanItsCountSaysIsRefused() {
    byte[] octets = Packets.encode(config.advertisement(1));
    byte[] longer = java.util.Arrays.copyOf(octets, octets.length + 8);

    assertThat(refused(reception.judge(Packets.multicast(longer))))
        .isEqualTo(new Rejection.Length(12, 20));
    assertThat(refused(reception.judge(Packets.multicast(new byte[] {0x31, 51}))))
        .isEqualTo(new Rejection.Length(8, 2));
  }

  private Input judge(VirtualRouterConfig.Builder theirs) {
    return reception.judge(multicast(theirs.build()));
  }

  private static IpDatagram.Vrrp multicast(VirtualRouterConfig theirs) {
    return new IpDatagram.Vrrp(
        255,
        PEER,
        GROUP,
        ByteBuffer.wrap(AdvertisementCodec.encode(theirs.advertisement(100), PEER, GROUP)));
  }

  private static Input.AdvertisementReceived accepted(Input judged) {
    assertThat(judged).isInstanceOf(Input.AdvertisementReceived.class);
    return (Input.AdvertisementReceived) judged;
  }

  private static Rejection refused(Input judged) {
    assertThat(judged).isInstanceOf(Input.AdvertisementRefused.class);
    Optional<Input.AdvertisementRefused> refused = Optional.of((Input.AdvertisementRefused) judged);
    return refused.get().rejection();
  }
}

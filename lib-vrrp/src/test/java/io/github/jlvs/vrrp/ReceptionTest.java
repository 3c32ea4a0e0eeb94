// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.vrrp.Packets.GROUP;
import static io.github.jlvs.vrrp.Packets.OWN;
import static io.github.jlvs.vrrp.Packets.PEER;
import static io.github.jlvs.vrrp.Packets.VIP;
import static io.github.jlvs.vrrp.Packets.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The receiving router is the guide's ds2: vrid 51, 1 s, password "1111", 10.1.80.90. */
class ReceptionTest {
  private static final VirtualRouterConfig MINE = Packets.guide().priority(100).build();
  private static final InetAddress STRANGER = address("10.9.9.9");

  private final Reception multicast =
      new Reception(MINE, new Transport.Multicast(AddressFamily.IPV4));

  @Test
  void theOtherDirectorsAdvertisementIsAccepted() {
    assertThat(multicast.judge(Packets.multicast(good())))
        .isEqualTo(new Input.AdvertisementReceived(MINE.advertisement(101), PEER));
  }

  @Test
  void anotherVridIsNotForMeAndNamingMyAddressItIsAMismatch() {
    byte[] mine = sent(VirtualRouterConfig.builder(52, VIP));
    byte[] other = sent(VirtualRouterConfig.builder(52, STRANGER));

    assertThat(refused(mine)).isEqualTo(new Rejection.VirtualRouterId(51, 52, true));
    assertThat(refused(mine).mismatch()).isTrue();
    assertThat(refused(other)).isEqualTo(new Rejection.VirtualRouterId(51, 52, false));
    assertThat(refused(other).mismatch()).isFalse();
  }

  @Test
  void theAuthenticationHeaderIsRefusedAsSuch() {
    assertThat(refused(changed(p -> p.put(4, (byte) 2))))
        .isEqualTo(new Rejection.AuthenticationHeader());
  }

  @Test
  void aPacketOfAnotherLengthThanItsCountSaysIsRefused() {
    assertThat(refused(new byte[0])).isEqualTo(new Rejection.Length(16, 0));
    assertThat(refused(changed(p -> p.put(3, (byte) 2)))).isEqualTo(new Rejection.Length(24, 20));
  }

  @Test
  void aMulticastPacketThatPassedARouterIsRefused() {
    IpDatagram.Vrrp routed = new IpDatagram.Vrrp(254, PEER, GROUP, ByteBuffer.wrap(good()));

    assertThat(refused(multicast, routed)).isEqualTo(new Rejection.Ttl(255, 255, 254));
  }

  @Test
  void versionThreeIsRefusedAsSuchThoughItsLengthDiffersToo() {
    byte[] three = Packets.hex("31 33 64 01 0064 0000 0a01505a").array();

    assertThat(refused(three)).isEqualTo(new Rejection.Version(List.of(2), 3));
  }

  @Test
  void anotherAuthenticationTypeIsRefused() {
    assertThat(refused(sent(Packets.guide().authentication(Authentication.none()))))
        .isEqualTo(new Rejection.AuthenticationType(1, 0));
    assertThat(refused(changed(p -> p.put(4, (byte) 9))))
        .isEqualTo(new Rejection.AuthenticationType(1, 9));
  }

  @Test
  void anotherPasswordIsRefused() {
    assertThat(refused(sent(Packets.guide().authentication(SimplePassword.of("1112")))))
        .isEqualTo(new Rejection.Password());
  }

  @Test
  void anotherIntervalIsRefused() {
    assertThat(refused(sent(Packets.guide().intervalSeconds(2))))
        .isEqualTo(Packets.otherInterval());
  }

  @Test
  void anotherPacketTypeIsRefused() {
    assertThat(refused(changed(p -> p.put(0, (byte) 0x22)))).isEqualTo(new Rejection.PacketType(2));
  }

  @Test
  void anotherNumberOfAddressesIsRefused() {
    byte[] two =
        sent(
            VirtualRouterConfig.builder(51, VIP, STRANGER)
                .authentication(SimplePassword.of("1111")));

    assertThat(refused(two))
        .isEqualTo(new Rejection.AddressList(List.of(VIP), List.of(VIP, STRANGER)));
  }

  @Test
  void aWrongChecksumIsRefused() {
    assertThat(refused(changed(p -> p.putShort(6, (short) 0))))
        .isEqualTo(new Rejection.Checksum(2, 0xbc0c, 0));
  }

  @Test
  void otherAddressesAreRefused() {
    byte[] other =
        sent(VirtualRouterConfig.builder(51, STRANGER).authentication(SimplePassword.of("1111")));

    assertThat(refused(other))
        .isEqualTo(new Rejection.AddressList(List.of(VIP), List.of(STRANGER)));
  }

  @Test
  void theSameAddressesInAnotherOrderAreAccepted() {
    VirtualRouterConfig here = VirtualRouterConfig.builder(7, VIP, STRANGER).build();
    byte[] there = sent(VirtualRouterConfig.builder(7, STRANGER, VIP));

    assertThat(
            new Reception(here, new Transport.Multicast(AddressFamily.IPV4))
                .judge(Packets.multicast(there)))
        .isInstanceOf(Input.AdvertisementReceived.class);
  }

  @Test
  void unicastWhereMulticastIsExpectedIsRefusedAndTheOtherWayRound() {
    IpDatagram.Vrrp toMe = new IpDatagram.Vrrp(255, PEER, OWN, ByteBuffer.wrap(good()));
    Reception unicast = new Reception(MINE, new Transport.Unicast(PEER));

    assertThat(refused(multicast, toMe)).isEqualTo(new Rejection.Destination(true));
    assertThat(refused(unicast, Packets.multicast(good())))
        .isEqualTo(new Rejection.Destination(false));
  }

  @Test
  void aUnicastPacketMayHaveAnyTtlAndSourceUnlessToldOtherwise() {
    IpDatagram.Vrrp far = new IpDatagram.Vrrp(3, STRANGER, OWN, ByteBuffer.wrap(good()));
    Transport open = new Transport.Unicast(PEER);
    Transport strict = new Transport.Unicast(List.of(new Transport.Peer(PEER)), 255, true);

    assertThat(new Reception(MINE, open).judge(far))
        .isInstanceOf(Input.AdvertisementReceived.class);
    assertThat(refused(new Reception(MINE, strict), far))
        .isEqualTo(new Rejection.UnknownPeer(List.of(PEER), STRANGER));
  }

  @Test
  void aUnicastPeersTtlIsHeldToItsRange() {
    Transport transport =
        new Transport.Unicast(List.of(new Transport.Peer(PEER, 254, 255)), 255, false);
    IpDatagram.Vrrp far = new IpDatagram.Vrrp(253, PEER, OWN, ByteBuffer.wrap(good()));

    assertThat(refused(new Reception(MINE, transport), far))
        .isEqualTo(new Rejection.Ttl(254, 255, 253));
  }

  /** Whether it can be an echo the state machine knows: a backup sends nothing. */
  @Test
  void anAdvertisementFromMyOwnAddressIsLeftToTheStateMachine() {
    IpDatagram.Vrrp twin = new IpDatagram.Vrrp(255, OWN, GROUP, ByteBuffer.wrap(good()));

    assertThat(multicast.judge(twin)).isInstanceOf(Input.AdvertisementReceived.class);
  }

  @Test
  void oneAddressTwiceIsNotTwo() {
    VirtualRouterConfig mine =
        VirtualRouterConfig.builder(7, VIP, address("10.1.80.89")).priority(9).build();
    Advertisement twice =
        new Advertisement(
            new Protocol.V2(), 7, 9, AdvertisementInterval.ofSeconds(1), List.of(VIP, VIP));
    Reception reception = new Reception(mine, new Transport.Multicast(AddressFamily.IPV4));

    assertThat(refused(reception, Packets.multicast(Packets.encode(twice))))
        .isEqualTo(new Rejection.AddressList(mine.addresses(), List.of(VIP, VIP)));
  }

  @Test
  void anAddressNamedTwiceInTheConfigurationIsOnceOnTheWire() {
    VirtualRouterConfig mine =
        VirtualRouterConfig.builder(7, VIP, address("10.1.80.89"), VIP).build();

    assertThat(mine.advertisement(9).addresses()).containsExactly(VIP, address("10.1.80.89"));
  }

  @Test
  void ofSeveralFaultsKeepalivedsFirstIsTold() {
    // Everything wrong at once, then mended in the order of the checks.
    byte[] packet = sent(VirtualRouterConfig.builder(51, VIP, STRANGER).intervalSeconds(9));
    ByteBuffer p = ByteBuffer.wrap(packet);
    p.put(0, (byte) 0x22).putShort(6, (short) 0);

    assertThat(refused(multicast, toMe(1, p))).isInstanceOf(Rejection.Ttl.class);
    assertThat(refused(multicast, toMe(255, p))).isInstanceOf(Rejection.AuthenticationType.class);
    p.put(4, (byte) 1);
    assertThat(refused(multicast, toMe(255, p))).isInstanceOf(Rejection.Password.class);
    p.put(16, SimplePassword.of("1111").octets());
    assertThat(refused(multicast, toMe(255, p))).isInstanceOf(Rejection.Interval.class);
    p.put(5, (byte) 1);
    assertThat(refused(multicast, toMe(255, p))).isInstanceOf(Rejection.PacketType.class);
    p.put(0, (byte) 0x21);
    assertThat(refused(multicast, toMe(255, p))).isInstanceOf(Rejection.AddressList.class);
  }

  private static IpDatagram.Vrrp toMe(int ttl, ByteBuffer payload) {
    return new IpDatagram.Vrrp(ttl, PEER, OWN, payload);
  }

  @Property
  void anyOctetsAtAllGetAVerdict(
      @ForAll @Size(max = 64) byte[] octets, @ForAll @IntRange(max = 255) int ttl) {
    IpDatagram.Vrrp packet = new IpDatagram.Vrrp(ttl, PEER, GROUP, ByteBuffer.wrap(octets));

    assertThat(multicast.judge(packet)).isInstanceOf(Input.AdvertisementRefused.class);
  }

  @Property
  void aGoodPacketWithSomeOctetsChangedGetsAVerdict(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 19) Integer> places,
      @ForAll byte value) {
    ByteBuffer packet = ByteBuffer.wrap(good());
    places.forEach(place -> packet.put(place, value));

    Input verdict = multicast.judge(Packets.multicast(packet.array()));

    if (verdict instanceof Input.AdvertisementRefused refused) {
      assertThat(refused.rejection().describe()).isNotBlank().doesNotContain("1111");
    } else {
      assertThat(verdict).isInstanceOf(Input.AdvertisementReceived.class);
    }
  }

  private static byte[] good() {
    return sent(Packets.guide());
  }

  private static byte[] sent(VirtualRouterConfig.Builder by) {
    return Packets.encode(by.build().advertisement(101));
  }

  private static byte[] changed(Consumer<ByteBuffer> change) {
    ByteBuffer packet = ByteBuffer.wrap(good());
    change.accept(packet);
    return packet.array();
  }

  private Rejection refused(byte[] payload) {
    return refused(multicast, Packets.multicast(payload));
  }

  private static Rejection refused(Reception reception, IpDatagram.Vrrp packet) {
    return ((Input.AdvertisementRefused) reception.judge(packet)).rejection();
  }
}

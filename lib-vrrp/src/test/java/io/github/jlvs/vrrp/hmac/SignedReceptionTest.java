// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.Input;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Reception;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouter;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Signed packets of keepalived, as a virtual router hears them. */
class SignedReceptionTest {
  private static final InetAddress OWN = IpAddresses.literal("10.1.80.92");
  private static final HmacSettings ENFORCE = HmacSettings.of(HmacKeys.only(Captured.KEY), 100);

  private static final VirtualRouterConfig CONFIG =
      VirtualRouterConfig.builder(51, IpAddresses.literal("10.1.80.90")).build();

  private static Reception reception(HmacSettings settings) {
    Captured captured = Captured.V2;
    HmacVerifier verifier = new HmacVerifier(captured.router(), settings, List.of());
    return new Reception(
        CONFIG,
        new Transport.Multicast(AddressFamily.IPV4),
        Optional.of(
            (source, advertisement, trailer) ->
                verifier.verify(source, advertisement, trailer, captured.sentAt())));
  }

  private static IpDatagram.Vrrp packet(Captured captured, ByteBuffer payload) {
    boolean unicast = captured == Captured.V3_UNICAST;
    Transport.Multicast group = new Transport.Multicast(captured.router().family());
    return new IpDatagram.Vrrp(255, captured.source(), unicast ? OWN : group.group(), payload);
  }

  private static ByteBuffer signed(Captured captured) {
    ByteBuffer pdu = captured.pdu();
    return ByteBuffer.allocate(pdu.remaining() + HmacTrailer.LENGTH)
        .put(pdu)
        .put(captured.trailer())
        .flip();
  }

  private static Rejection refusal(Reception reception, ByteBuffer payload) {
    return ((Input.AdvertisementRefused) reception.judge(packet(Captured.V2, payload))).rejection();
  }

  /** Over IPv6 the kernel that sent it counted the trailer into the checksum, over IPv4 nobody. */
  @ParameterizedTest
  @EnumSource
  void isReadByAProgramThatOnlyWatches(Captured captured) {
    IpDatagram.Vrrp packet = packet(captured, signed(captured));

    Advertisement advertisement =
        AdvertisementCodec.decode(packet.payload(), packet.source(), packet.destination());

    assertThat(advertisement.vrid()).isEqualTo(51);
    assertThat(advertisement.priority()).isEqualTo(100);
    assertThat(packet.claimedAddresses()).isEqualTo(advertisement.addresses()).isNotEmpty();
  }

  /** What is sent has the checksum that keepalived's has. */
  @ParameterizedTest
  @EnumSource
  void hasTheChecksumOfKeepalived(Captured captured) {
    ByteBuffer payload = signed(captured);
    payload.putShort(6, (short) 0);
    Protocol protocol =
        captured.router().version() == 2
            ? new Protocol.V2()
            : new Protocol.V3(captured.router().family());

    IpDatagram.Vrrp packet = packet(captured, payload);
    AdvertisementCodec.putChecksum(protocol, payload, packet.source(), packet.destination());

    assertThat(payload).isEqualTo(signed(captured));
  }

  @Test
  void isAnAdvertisementLikeAnyOther() {
    assertThat(reception(ENFORCE).judge(packet(Captured.V2, signed(Captured.V2))))
        .isInstanceOfSatisfying(
            Input.AdvertisementReceived.class,
            received -> assertThat(received.difference()).isEmpty());
  }

  @Test
  void withoutAKeyHereItSaysWhatIsMissing() {
    Reception plain = new Reception(CONFIG, new Transport.Multicast(AddressFamily.IPV4));

    Rejection refusal = refusal(plain, signed(Captured.V2));

    assertThat(refusal).isEqualTo(new Rejection.Signed(7));
    assertThat(refusal.mismatch()).isTrue();
    assertThat(refusal.describe())
        .isEqualTo("HMAC: mine none (no auth_hmac), theirs signed with key 7");
  }

  @Test
  void octetsBehindAnAdvertisementAreRefusedWithoutAKeyHereAsEver() {
    Reception plain = new Reception(CONFIG, new Transport.Multicast(AddressFamily.IPV4));
    ByteBuffer longer = ByteBuffer.allocate(21).put(Captured.V2.pdu()).rewind();

    assertThat(refusal(plain, longer)).isEqualTo(new Rejection.Length(20, 21));
  }

  @Test
  void whatIsNotSignedIsAMismatch() {
    Rejection refusal = refusal(reception(ENFORCE), Captured.V2.pdu());

    assertThat(refusal).isEqualTo(new Rejection.Hmac(new HmacVerdict.Missing()));
    assertThat(refusal.mismatch()).isTrue();
    assertThat(counted(refusal)).isEqualTo(Counter.HMAC_MISSING);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ENFORCE")
  void whatIsNotSignedCountsAndIsToldInTheOtherModes(HmacMode mode) {
    Input input = reception(ENFORCE.withMode(mode)).judge(packet(Captured.V2, Captured.V2.pdu()));

    VirtualRouter router = new VirtualRouter(CONFIG, OWN);
    var unused = router.handle(0, new Input.Startup());
    assertThat(router.handle(1, input))
        .contains(
            new Event.DifferenceNoticed(
                Captured.V2.source(), new Rejection.Hmac(new HmacVerdict.Unsigned())));
    assertThat(router.counters().of(Counter.UNSIGNED_ACCEPTED)).isOne();
    assertThat(router.counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isOne();
    assertThat(router.counters().refused()).isZero();
  }

  @Test
  void aForgedOneIsRefusedBeforeItsFieldsAreCompared() {
    ByteBuffer forged = signed(Captured.V2).put(5, (byte) 2);
    IpDatagram.Vrrp packet = packet(Captured.V2, forged);
    AdvertisementCodec.putChecksum(
        CONFIG.protocol(), forged, packet.source(), packet.destination());

    Rejection refusal = refusal(reception(ENFORCE), forged);

    assertThat(refusal).isEqualTo(new Rejection.Hmac(new HmacVerdict.InvalidHmac(7, 0)));
    assertThat(counted(refusal)).isEqualTo(Counter.HMAC_INVALID);
  }

  /** Its HMAC covers neither: whoever has a copy could use up the genuine one. */
  @Test
  void aCopyThatIsSpoiltOrSentElsewhereUsesNothingUp() {
    Reception reception = reception(ENFORCE);
    ByteBuffer spoilt = signed(Captured.V2);
    spoilt.put(7, (byte) ~spoilt.get(7));
    assertThat(refusal(reception, spoilt)).isInstanceOf(Rejection.Checksum.class);
    IpDatagram.Vrrp elsewhere =
        new IpDatagram.Vrrp(255, Captured.V2.source(), OWN, signed(Captured.V2));
    assertThat(((Input.AdvertisementRefused) reception.judge(elsewhere)).rejection())
        .isInstanceOf(Rejection.Destination.class);

    assertThat(reception.judge(packet(Captured.V2, signed(Captured.V2))))
        .isInstanceOf(Input.AdvertisementReceived.class);
  }

  /** Whoever counts on it before the mode is enforce must not miss a sender. */
  @Test
  void whatIsNotSignedIsToldBeforeAnythingElseThatDiffers() {
    VirtualRouterConfig two =
        VirtualRouterConfig.builder(
                51, IpAddresses.literal("10.1.80.90"), IpAddresses.literal("10.1.80.88"))
            .protocol(new Protocol.V3(AddressFamily.IPV4))
            .build();
    Reception reception =
        new Reception(
            two,
            new Transport.Multicast(AddressFamily.IPV4),
            Optional.of((source, advertisement, trailer) -> new HmacVerdict.Unsigned()));

    assertThat(reception.judge(packet(Captured.V3_MULTICAST, Captured.V3_MULTICAST.pdu())))
        .isInstanceOfSatisfying(
            Input.AdvertisementReceived.class,
            received ->
                assertThat(received.difference())
                    .contains(new Rejection.Hmac(new HmacVerdict.Unsigned())));
  }

  @Test
  void oneThatWasHeardBeforeIsRefusedAndNobodysMismatch() {
    Reception reception = reception(ENFORCE);
    assertThat(reception.judge(packet(Captured.V2, signed(Captured.V2))))
        .isInstanceOf(Input.AdvertisementReceived.class);

    Rejection refusal = refusal(reception, signed(Captured.V2));

    assertThat(refusal.describe()).startsWith("HMAC: a message of before, 0.000 s older");
    assertThat(refusal.mismatch()).isFalse();
    assertThat(counted(refusal)).isEqualTo(Counter.HMAC_REPLAYED);
  }

  @Test
  void eachRefusalHasItsCounter() {
    assertThat(counted(new HmacVerdict.UnknownKey(7, List.of(1))))
        .isEqualTo(Counter.HMAC_UNKNOWN_KEY);
    assertThat(counted(new HmacVerdict.Stale(7, 9000, 5))).isEqualTo(Counter.HMAC_STALE);
    assertThat(counted(new HmacVerdict.Malformed(HmacVerdict.Fault.TRAILER_LENGTH, 28, 3)))
        .isEqualTo(Counter.HMAC_MALFORMED);
    assertThat(counted(new Rejection.Signed(7))).isEqualTo(Counter.LENGTH_ERRORS);
  }

  private static Counter counted(HmacVerdict verdict) {
    return counted(new Rejection.Hmac(verdict));
  }

  /** The one that a refused packet makes grow. */
  private static Counter counted(Rejection rejection) {
    VirtualRouter router = new VirtualRouter(CONFIG, OWN);
    var unused = router.handle(0, new Input.Startup());
    unused = router.handle(1, new Input.AdvertisementRefused(rejection, Captured.V2.source()));
    assertThat(router.counters().refused()).isOne();
    return router.counters().values().entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}

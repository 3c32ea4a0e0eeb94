// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.vrrp.linux.Addresses.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Counter;
import io.github.jlvs.vrrp.Event;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Rejection;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import io.github.jlvs.vrrp.hmac.AntiReplay;
import io.github.jlvs.vrrp.hmac.HmacKey;
import io.github.jlvs.vrrp.hmac.HmacKeys;
import io.github.jlvs.vrrp.hmac.HmacMode;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import io.github.jlvs.vrrp.hmac.HmacVerdict;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Virtual routers whose advertisements are signed: two hosts on one link. */
class SignedRoutersTest {
  private static final Duration ELECTED = Duration.ofSeconds(4);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final HmacKey OLD = key(1, 'a');
  private static final HmacKey NEW = key(2, 'b');
  private static final HmacSettings SIGNED = HmacSettings.of(HmacKeys.only(OLD), 100);

  private final FakeHost one = new FakeHost();
  private final FakeHost other = new FakeHost();
  private final RunnerUnderTest first = new RunnerUnderTest(one);
  private final RunnerUnderTest second = new RunnerUnderTest(other);
  private int carriedToOther;
  private int carriedToOne;

  /** Which VRRP, and over what. */
  private enum Wire {
    V2,
    V3,
    V3_IPV6;

    RouterSetup.Builder router(int priority) {
      InetAddress address = ip(this == V3_IPV6 ? "fe80::90" : "10.1.80.90");
      Protocol protocol =
          this == V2 ? new Protocol.V2() : new Protocol.V3(AddressFamily.of(address));
      return RouterSetup.builder(
          "VI_1",
          "eth0",
          VirtualRouterConfig.builder(51, address).protocol(protocol).priority(priority).build());
    }
  }

  @BeforeEach
  void aLinkWithTwoHosts() {
    one.network().create("eth0", "10.1.80.91/24", "fe80::91/64");
    other.network().create("eth0", "10.1.80.92/24", "fe80::92/64");
  }

  /** Time goes by, and each hears what the other says within a tenth of a second. */
  private void pass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= 100) {
      one.pass(Duration.ofMillis(100));
      other.pass(Duration.ofMillis(100));
      carry();
    }
  }

  private void carry() {
    List<FakeHost.Packet> ofOne = one.packets();
    while (carriedToOther < ofOne.size()) {
      other.arrive("eth0", ofOne.get(carriedToOther++).datagram().array());
    }
    List<FakeHost.Packet> ofOther = other.packets();
    while (carriedToOne < ofOther.size()) {
      one.arrive("eth0", ofOther.get(carriedToOne++).datagram().array());
    }
    one.settle();
    other.settle();
  }

  private void assertOneMaster() {
    assertThat(first.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(second.state("VI_1")).isEqualTo(State.BACKUP);
    assertThat(second.status("VI_1").counters().of(Counter.ADVERTISEMENTS_RECEIVED)).isPositive();
    assertThat(second.status("VI_1").counters().refused()).isZero();
    assertThat(first.status("VI_1").counters().refused()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void thoseWithOneKeyHaveOneMaster(Wire wire) {
    first.run(wire.router(150).hmac(SIGNED).build());
    second.run(wire.router(100).hmac(SIGNED).build());

    pass(Duration.ofSeconds(20));

    assertOneMaster();
  }

  /** The password-less packets of one that has no key are refused, and the other way round. */
  @ParameterizedTest
  @EnumSource
  void withoutAKeyOnOneSideBothAreMasterAndBothSayWhy(Wire wire) {
    first.run(wire.router(150).hmac(SIGNED).build());
    second.run(wire.router(100).build());

    pass(ELECTED);

    assertThat(first.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(second.state("VI_1")).isEqualTo(State.MASTER);
    assertThat(refusals(first)).containsExactly(new Rejection.Hmac(new HmacVerdict.Missing()));
    assertThat(refusals(second)).containsExactly(new Rejection.Signed(1));
  }

  /** Another key and another clock are told apart. */
  @Test
  void anotherKeyIsToldApartFromAnotherClock() {
    HmacSettings otherKey = HmacSettings.of(HmacKeys.only(key(1, 'c')), 100);
    first.run(Wire.V2.router(150).hmac(SIGNED).build());
    second.run(Wire.V2.router(100).hmac(otherKey).build());
    pass(ELECTED);
    assertThat(refusals(second))
        .singleElement()
        .isInstanceOfSatisfying(
            Rejection.Hmac.class,
            hmac -> assertThat(hmac.verdict()).isInstanceOf(HmacVerdict.InvalidHmac.class));

    second.run(Wire.V2.router(100).hmac(SIGNED).build());
    second.told();
    other.setWallClock(Duration.ofSeconds(60));
    pass(ELECTED);
    assertThat(refusals(second))
        .singleElement()
        .isInstanceOfSatisfying(
            Rejection.Hmac.class,
            hmac ->
                assertThat(hmac.describe())
                    .containsPattern("its time is (59|60)[.]")
                    .contains("behind mine")
                    .contains("put the clocks right"));
  }

  /** Told once in an interval for each peer and verdict, however far the clocks drift. */
  @Test
  void aClockThatDriftsIsToldOfBeforeAnythingIsRefused() {
    first.run(Wire.V3.router(150).hmac(SIGNED).build());
    second.run(Wire.V3.router(100).hmac(SIGNED).build());
    other.setWallClock(Duration.ofSeconds(3));

    pass(Duration.ofSeconds(20));

    assertOneMaster();
    assertThat(
            second.told(RunnerEvent.Observed.class).stream()
                .filter(told -> told.event() instanceof Event.DifferenceNoticed)
                .map(told -> ((Event.DifferenceNoticed) told.event()).difference().describe()))
        .singleElement()
        .asString()
        .startsWith("HMAC: signed with key 1, but the sender's clock is 3.")
        .contains("behind mine");
  }

  /** The whole of docs/vrrp.md's rotation, and never two masters. */
  @Test
  void keysAreRotatedWithoutALostAdvertisement() {
    HmacSettings both = settings(HmacMode.ENFORCE, OLD.id(), OLD, NEW);
    HmacSettings newActive = settings(HmacMode.ENFORCE, NEW.id(), OLD, NEW);
    HmacSettings newAlone = settings(HmacMode.ENFORCE, NEW.id(), NEW);
    first.run(Wire.V2.router(150).hmac(SIGNED).build());
    second.run(Wire.V2.router(100).hmac(SIGNED).build());
    pass(Duration.ofSeconds(10));

    for (HmacSettings step : List.of(both, newActive, newAlone)) {
      first.run(Wire.V2.router(150).hmac(step).build());
      pass(SECOND);
      second.run(Wire.V2.router(100).hmac(step).build());
      pass(Duration.ofSeconds(5));
      assertOneMaster();
    }
    assertThat(one.packets().get(one.packets().size() - 1).datagram().get(20 + 20 + 1))
        .as("the key in the trailer")
        .isEqualTo((byte) 2);
  }

  /** From routers without keys to routers that demand them, one at a time. */
  @Test
  void signaturesComeToRoutersThatRun() {
    first.run(Wire.V2.router(150).build());
    second.run(Wire.V2.router(100).build());
    pass(Duration.ofSeconds(10));

    for (HmacMode mode : HmacMode.values()) {
      second.run(Wire.V2.router(100).hmac(SIGNED.withMode(mode)).build());
      pass(Duration.ofSeconds(5));
      first.run(Wire.V2.router(150).hmac(SIGNED.withMode(mode)).build());
      pass(Duration.ofSeconds(5));
      assertThat(second.state("VI_1")).as(mode.keyword()).isEqualTo(State.BACKUP);
      assertThat(first.state("VI_1")).isEqualTo(State.MASTER);
    }
    assertThat(first.status("VI_1").counters().refused()).isZero();
    assertThat(second.status("VI_1").counters().refused()).isZero();
  }

  @Test
  void aReloadIsNoMomentToPlayOldMessagesIn() {
    first.run(Wire.V2.router(150).hmac(SIGNED).build());
    second.run(Wire.V2.router(100).hmac(SIGNED).build());
    pass(ELECTED);
    byte[] old = one.packets().get(one.packets().size() - 1).datagram().array();

    second.run(Wire.V2.router(101).hmac(SIGNED).build());
    other.arrive("eth0", old);
    other.settle();

    assertThat(second.status("VI_1").counters().of(Counter.HMAC_REPLAYED)).isOne();
  }

  @Test
  void allPeersGetTheSameSignature() {
    Transport peers =
        new Transport.Unicast(
            List.of(new Transport.Peer(ip("10.1.80.92")), new Transport.Peer(ip("10.1.80.93"))),
            64,
            false);
    first.run(Wire.V2.router(255).transport(peers).hmac(SIGNED).build());
    one.pass(SECOND);

    List<FakeHost.Packet> copies = one.packets().subList(0, 2);
    assertThat(copies)
        .extracting(FakeHost.Packet::destination)
        .containsExactly("10.1.80.92", "10.1.80.93");
    assertThat(payload(copies.get(0))).isEqualTo(payload(copies.get(1))).hasSize(20 + 28);
  }

  /** A record of a signature is worth nothing for the next: each advertisement has its own. */
  @Test
  void eachAdvertisementHasASignatureOfItsOwn() {
    first.run(Wire.V2.router(255).hmac(SIGNED).build());
    one.pass(Duration.ofSeconds(10));

    List<String> payloads =
        one.packets().stream().map(packet -> HexFormat.of().formatHex(payload(packet))).toList();
    assertThat(payloads).hasSizeGreaterThan(5).doesNotHaveDuplicates();
  }

  @Test
  void aPasswordBesideKeysIsRefused() {
    RouterSetup.Builder both =
        RouterSetup.builder(
                "VI_1",
                "eth0",
                VirtualRouterConfig.builder(51, ip("10.1.80.90"))
                    .authentication(SimplePassword.of("1111"))
                    .build())
            .hmac(SIGNED);

    assertThatThrownBy(both::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a password and HMAC keys");
  }

  private static HmacKey key(int id, char octet) {
    byte[] octets = new byte[HmacKey.SHORTEST];
    Arrays.fill(octets, (byte) octet);
    return HmacKey.of(id, octets);
  }

  private static HmacSettings settings(HmacMode mode, int active, HmacKey... keys) {
    return new HmacSettings(new HmacKeys(List.of(keys), active), mode, AntiReplay.TIME, 5);
  }

  private static byte[] payload(FakeHost.Packet packet) {
    IpDatagram.Vrrp vrrp = (IpDatagram.Vrrp) IpDatagram.parse(packet.datagram());
    byte[] octets = new byte[vrrp.payload().remaining()];
    vrrp.payload().get(octets);
    return octets;
  }

  private static List<Rejection> refusals(RunnerUnderTest runner) {
    return runner.told(RunnerEvent.Observed.class).stream()
        .filter(told -> told.event() instanceof Event.PacketRefused)
        .map(told -> ((Event.PacketRefused) told.event()).rejection())
        .toList();
  }
}

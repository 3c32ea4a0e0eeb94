// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import static io.github.jlvs.vrrp.hmac.Messages.BY_TIME;
import static io.github.jlvs.vrrp.hmac.Messages.MONOTONIC;
import static io.github.jlvs.vrrp.hmac.Messages.NOON;
import static io.github.jlvs.vrrp.hmac.Messages.ROUTER;
import static io.github.jlvs.vrrp.hmac.Messages.SECOND;
import static io.github.jlvs.vrrp.hmac.Messages.hear;
import static io.github.jlvs.vrrp.hmac.Messages.say;
import static io.github.jlvs.vrrp.hmac.Messages.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.hmac.Messages.Message;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for all messages, clocks and senders. */
class HmacProperties {
  /** A router, one of its senders, and an advertisement with any content. */
  private static final class Said {
    final RouterIdentity router;
    final InetAddress source;
    final byte[] pdu;

    Said(RouterIdentity router, InetAddress source, byte[] pdu) {
      this.router = router;
      this.source = source;
      this.pdu = pdu;
    }

    @Override
    public String toString() {
      return router + " " + source + " " + HexFormat.of().formatHex(pdu);
    }

    ByteBuffer octets() {
      return ByteBuffer.wrap(pdu.clone());
    }

    byte[] trailer() {
      ByteBuffer trailer = ByteBuffer.allocate(HmacTrailer.LENGTH);
      new HmacSigner(router, BY_TIME).sign(source, octets(), NOON, trailer);
      return trailer.array();
    }

    HmacVerdict heard(ByteBuffer received, byte[] trailer) {
      return new HmacVerifier(router, BY_TIME, List.of())
          .verify(source, received, ByteBuffer.wrap(trailer), NOON);
    }
  }

  private static final Set<RouterIdentity> KINDS =
      Set.of(
          new RouterIdentity(AddressFamily.IPV4, 2, 1),
          new RouterIdentity(AddressFamily.IPV4, 3, 1),
          new RouterIdentity(AddressFamily.IPV6, 3, 1));

  @Provide
  static Arbitrary<Said> said() {
    return Combinators.combine(
            Arbitraries.of(KINDS),
            Arbitraries.integers().between(1, 255),
            Arbitraries.bytes().array(byte[].class).ofSize(16),
            Arbitraries.bytes().array(byte[].class).ofMinSize(8).ofMaxSize(80))
        .as(
            (kind, vrid, address, pdu) -> {
              byte[] source = Arrays.copyOf(address, kind.family().bytes());
              pdu[0] = (byte) (kind.version() << 4 | 1);
              pdu[1] = (byte) (int) vrid;
              return new Said(
                  new RouterIdentity(kind.family(), kind.version(), vrid),
                  IpAddresses.ofBytes(source),
                  pdu);
            });
  }

  @Property
  void whatIsSignedIsAcceptedAndAnyFlippedBitIsNot(
      @ForAll("said") Said said, @ForAll @IntRange(max = 1 << 20) int place) {
    byte[] trailer = said.trailer();
    assertThat(said.heard(said.octets(), trailer)).isInstanceOf(HmacVerdict.Signed.class);

    byte[] pdu = said.pdu.clone();
    int bit = place % ((pdu.length + trailer.length) * 8);
    int at = bit / 8;
    byte[] flipped = at < pdu.length ? pdu : trailer;
    flipped[at < pdu.length ? at : at - pdu.length] ^= (byte) (1 << bit % 8);
    boolean isChecksum = at == 6 || at == 7;

    assertThat(said.heard(ByteBuffer.wrap(pdu), trailer).isAccepted()).isEqualTo(isChecksum);
  }

  /** Put together octet by octet, and nothing left of a longer message from another address. */
  @Property
  void theHmacIsThatOfTheFormula(@ForAll("said") Said said) throws GeneralSecurityException {
    byte[] longer = Arrays.copyOf(said.pdu, 200);
    Arrays.fill(longer, 8, 200, (byte) 0xff);
    byte[] elsewhere = said.source.getAddress();
    elsewhere[3] ^= 1;
    HmacSigner signer = new HmacSigner(said.router, BY_TIME);
    ByteBuffer trailer = ByteBuffer.allocate(HmacTrailer.LENGTH);
    signer.sign(IpAddresses.ofBytes(elsewhere), ByteBuffer.wrap(longer), NOON, trailer);
    signer.sign(said.source, said.octets(), NOON + SECOND, trailer.clear());

    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(said.router.family() == AddressFamily.IPV4 ? 4 : 6);
    message.write(said.router.version());
    message.write(said.router.vrid());
    message.write(0);
    message.writeBytes(Arrays.copyOf(said.source.getAddress(), 16));
    message.writeBytes(said.octets().putShort(6, (short) 0).array());
    message.writeBytes(Arrays.copyOf(trailer.array(), 12));
    message.writeBytes(new byte[16]);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Octets.from(0, 32), "HmacSHA256"));

    assertThat(Arrays.copyOfRange(trailer.array(), 12, 28))
        .isEqualTo(Arrays.copyOf(mac.doFinal(message.toByteArray()), 16));
  }

  /** The advertisement says what the other router expects; the trailer alone is another's. */
  @Property
  void whatIsSignedForOneRouterIsWorthNothingForAnother(
      @ForAll("said") Said said, @ForAll("said") Said other) {
    byte[] pdu = said.pdu.clone();
    System.arraycopy(other.pdu, 0, pdu, 0, 2);
    boolean same = other.router.equals(said.router) && other.source.equals(said.source);

    HmacVerifier verifier = new HmacVerifier(other.router, BY_TIME, List.of());
    ByteBuffer trailer = ByteBuffer.wrap(said.trailer());

    assertThat(verifier.verify(other.source, ByteBuffer.wrap(pdu), trailer, NOON).isAccepted())
        .isEqualTo(same);
    assertThat(verifier.verify(other.source, said.octets(), trailer, NOON).isAccepted()).isFalse();
  }

  @Property
  void anotherAddressOfTheFamilyIsRefused(@ForAll("said") Said said, @ForAll("said") Said other) {
    if (AddressFamily.of(other.source) != said.router.family()
        || other.source.equals(said.source)) {
      return;
    }
    Said moved = new Said(said.router, other.source, said.pdu);

    assertThat(moved.heard(said.octets(), said.trailer()))
        .isEqualTo(new HmacVerdict.InvalidHmac(7, 0));
  }

  /** The family is told by more than the address, whose 16 octets may be those of an IPv4 one. */
  @Property(tries = 200)
  void anIpv4AddressIsNotTheIpv6AddressWithItsOctets(@ForAll("said") Said said) {
    if (said.router.version() != 3 || said.router.family() != AddressFamily.IPV4) {
      return;
    }
    byte[] source = Arrays.copyOf(said.source.getAddress(), 16);
    Said moved =
        new Said(
            new RouterIdentity(AddressFamily.IPV6, 3, said.router.vrid()),
            IpAddresses.ofBytes(source),
            said.pdu);

    assertThat(moved.heard(said.octets(), said.trailer()))
        .isEqualTo(new HmacVerdict.InvalidHmac(7, 0));
  }

  @Property
  void anyOctetsGetAVerdict(
      @ForAll @Size(max = 5000) byte[] pdu,
      @ForAll @Size(max = 60) byte[] trailer,
      @ForAll @Size(16) byte[] address,
      @ForAll boolean ipv6,
      @ForAll long now) {
    HmacVerifier verifier = verifier();
    InetAddress source = IpAddresses.ofBytes(Arrays.copyOf(address, ipv6 ? 16 : 4));

    HmacVerdict verdict =
        verifier.verify(source, ByteBuffer.wrap(pdu), ByteBuffer.wrap(trailer), now);

    assertThat(verdict.isAccepted()).isFalse();
    assertThat(verdict.describe()).isNotBlank();
  }

  /** As the one above, but for the form, which is right: it comes as far as the key. */
  @Property
  void anyTrailerOfTheRightFormGetsAVerdict(
      @ForAll long sequence,
      @ForAll long tag,
      @ForAll @IntRange(min = 6, max = 7) int keyId,
      @ForAll boolean byTime,
      @ForAll long now) {
    HmacTrailer trailer =
        new HmacTrailer(keyId, 0, new HmacSequence(sequence), new HmacTag(tag, tag));
    HmacVerifier verifier = verifier(byTime ? BY_TIME : MONOTONIC, List.of());

    HmacVerdict verdict =
        verifier.verify(Messages.SENDER, Messages.pdu(), ByteBuffer.wrap(trailer.octets()), now);

    assertThat(verdict.isAccepted()).isFalse();
    assertThat(verdict.describe()).isNotBlank();
  }

  /**
   * Steps of a clock in nanoseconds: none, of a fraction, of an interval, of minutes; both ways.
   */
  @Provide
  static Arbitrary<List<Long>> steps() {
    return Arbitraries.oneOf(
            Arbitraries.just(0L),
            Arbitraries.longs().between(-20_000, 20_000),
            Arbitraries.longs().between(-6 * SECOND, 6 * SECOND),
            Arbitraries.longs().between(-500 * SECOND, 500 * SECOND))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property
  void whateverTheClockDoesASenderIsHeardInItsOrderAndNoMessageAgainAtOnce(
      @ForAll("steps") List<Long> steps, @ForAll boolean byTime) {
    HmacSettings settings = byTime ? BY_TIME : MONOTONIC;
    HmacSigner signer = new HmacSigner(ROUTER, settings);
    HmacVerifier verifier = verifier(settings, List.of());
    long now = NOON;
    for (long step : steps) {
      now += step;
      Message message = say(signer, Messages.SENDER, now);
      assertThat(hear(verifier, message, now)).isInstanceOf(HmacVerdict.Signed.class);
      assertThat(hear(verifier, message, now)).isInstanceOf(HmacVerdict.Replay.class);
    }
  }

  /** By time as long as the clock stays within a window of where it has been; else always. */
  @Property
  void noMessageIsHeardTwice(@ForAll("steps") List<Long> steps, @ForAll boolean byTime) {
    HmacSettings settings = byTime ? BY_TIME : MONOTONIC;
    HmacSigner signer = new HmacSigner(ROUTER, settings);
    HmacVerifier verifier = verifier(settings, List.of());
    List<Message> captured = new ArrayList<>();
    long highest = NOON;
    long now = NOON;
    for (long step : steps) {
      now = byTime ? Math.max(now + step, highest - 5 * SECOND) : now + step;
      highest = Math.max(highest, now);
      Message message = say(signer, Messages.SENDER, now);
      assertThat(hear(verifier, message, now).isAccepted()).isTrue();
      captured.add(message);
      for (Message old : captured) {
        assertThat(hear(verifier, old, now).isAccepted()).isFalse();
      }
    }
  }

  /**
   * Nine senders, two of them named and one the receiver itself; so five too many for the four
   * marks of strangers. Whoever speaks is heard, and whatever was heard is refused.
   */
  @Property
  void noMessageIsHeardTwiceWhoeverSpeaksInBetween(
      @ForAll @Size(max = 60) List<@IntRange(max = 8) Integer> speakers,
      @ForAll @IntRange(max = 2_000_000_000) int pause,
      @ForAll @IntRange(max = 60) int reloadAt) {
    InetAddress self = Messages.sender(8);
    List<InetAddress> peers = List.of(Messages.sender(6), Messages.sender(7));
    List<HmacSigner> signers = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      signers.add(Messages.signer());
    }
    HmacVerifier verifier = verifier(BY_TIME, peers);
    List<Message> captured = new ArrayList<>();
    long now = NOON;
    for (int i = 0; i < speakers.size(); i++) {
      now += pause + 20_000L;
      int speaker = speakers.get(i);
      Message message = say(signers.get(speaker), Messages.sender(speaker), now);
      if (message.source().equals(self)) {
        verifier.sent(self, message.sequence(), now);
      } else {
        assertThat(hear(verifier, message, now)).isInstanceOf(HmacVerdict.Signed.class);
      }
      captured.add(message);
      if (i == reloadAt) {
        verifier = verifier.with(BY_TIME, List.of(Messages.sender(0)), now);
      }
      for (Message old : captured) {
        assertThat(hear(verifier, old, now).isAccepted()).isFalse();
      }
    }
  }
}

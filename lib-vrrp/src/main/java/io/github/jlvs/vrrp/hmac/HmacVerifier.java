// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * Judges what one virtual router hears. Any octets get a verdict; none makes it throw. Only a
 * message that is accepted changes anything.
 *
 * <p>What it can't do:
 *
 * <ul>
 *   <li>A receiver that was started anew knows no sender. What was captured within the window, and
 *       nothing older, can be played to it until it hears the sender itself. Over a reload {@link
 *       #with} keeps what it knows.
 *   <li>A sender whose clock ran ahead has signed messages of a time that is still to come. When
 *       the clock is put back by more than the window its mark is forgotten, and who captured them
 *       can play them when their time is there.
 *   <li>Who has the key is believed: it proves a member, not which one. The source address is
 *       covered, so that nobody who only listens can change it.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class HmacVerifier {
  private final RouterIdentity router;
  private final HmacSettings settings;
  private final HmacDigest digest;
  private final SenderMarks marks;
  private final List<Integer> keyIds;

  /**
   * One that has heard nobody yet.
   *
   * @param router the virtual router
   * @param settings its keys, the mode and how replay is prevented
   * @param peers the unicast peers, which have a mark each; all other senders share four
   */
  public HmacVerifier(RouterIdentity router, HmacSettings settings, Collection<InetAddress> peers) {
    this(router, settings, new SenderMarks(settings, peers));
  }

  private HmacVerifier(RouterIdentity router, HmacSettings settings, SenderMarks marks) {
    this.router = router;
    this.settings = settings;
    this.digest = new HmacDigest(router, settings.keys());
    this.marks = marks;
    this.keyIds = settings.keys().all().stream().map(HmacKey::id).toList();
  }

  /**
   * One with other settings or peers that knows what this one knows: for a reload, which must not
   * be a moment to play old messages in.
   *
   * @param other the settings
   * @param peers the unicast peers
   * @param wallClockNanos nanoseconds since 1970-01-01T00:00:00Z
   * @return a new verifier; this one must judge no more
   */
  public HmacVerifier with(HmacSettings other, Collection<InetAddress> peers, long wallClockNanos) {
    return new HmacVerifier(
        router, other, marks.with(other, peers, HmacSequence.clock(wallClockNanos)));
  }

  /**
   * Takes note of a message of this router's own, so that it is known when somebody plays it back.
   *
   * @param source the address that it was sent from
   * @param sequence what {@link HmacSigner#sign} gave
   * @param wallClockNanos nanoseconds since 1970-01-01T00:00:00Z
   */
  public void sent(InetAddress source, long sequence, long wallClockNanos) {
    marks.sent(source, sequence, HmacSequence.clock(wallClockNanos));
  }

  /**
   * Judges an advertisement.
   *
   * @param source where the IP packet comes from
   * @param pdu the advertisement from position to limit: as much of the IP packet's content as its
   *     version and its count of addresses say. Left as it is
   * @param trailer the rest of the IP packet's content, as far as its length field says, from
   *     position to limit; nothing if there is none. Left as it is
   * @param wallClockNanos nanoseconds since 1970-01-01T00:00:00Z
   * @return what it is worth
   */
  public HmacVerdict verify(
      InetAddress source, ByteBuffer pdu, ByteBuffer trailer, long wallClockNanos) {
    return judge(source, pdu, trailer, HmacSequence.clock(wallClockNanos));
  }

  private HmacVerdict judge(InetAddress source, ByteBuffer pdu, ByteBuffer octets, long clock) {
    if (!octets.hasRemaining()) {
      return settings.mode().demandsSignature()
          ? new HmacVerdict.Missing()
          : new HmacVerdict.Unsigned();
    }
    return HmacTrailer.read(octets)
        .filter(trailer -> HmacDigest.fits(pdu))
        .filter(trailer -> router.isNamedBy(pdu))
        .filter(trailer -> AddressFamily.of(source) == router.family())
        .map(trailer -> judge(source, pdu, trailer, clock))
        .orElseGet(() -> malformed(source, pdu, octets));
  }

  private HmacVerdict judge(InetAddress source, ByteBuffer pdu, HmacTrailer trailer, long clock) {
    int keyId = trailer.keyId();
    long sequence = trailer.sequence().bits();
    if (!digest.knows(keyId)) {
      return new HmacVerdict.UnknownKey(keyId, keyIds);
    }
    boolean byTime = settings.antiReplay() == AntiReplay.TIME;
    long millisAhead = HmacSequence.millisAhead(sequence, clock);
    if (byTime && HmacSequence.isOutside(sequence, clock, settings.windowSeconds())) {
      return new HmacVerdict.Stale(keyId, millisAhead, settings.windowSeconds());
    }
    digest.compute(keyId, source, pdu, trailer.reserved(), sequence);
    if (!trailer.tag().equals(new HmacTag(digest.high(), digest.low()))) {
      return new HmacVerdict.InvalidHmac(keyId, millisAhead);
    }
    // After the HMAC: what is called a replay is one, and no mark is moved by a forgery.
    OptionalLong highest = marks.highest(source, clock);
    if (highest.isPresent() && !HmacSequence.isAfter(sequence, highest.getAsLong())) {
      return new HmacVerdict.Replay(trailer.sequence(), new HmacSequence(highest.getAsLong()));
    }
    marks.accept(source, sequence, clock);
    boolean skewed = byTime && Math.abs(millisAhead) > settings.windowSeconds() * 1000L / 2;
    return new HmacVerdict.Signed(keyId, millisAhead, skewed);
  }

  private HmacVerdict malformed(InetAddress source, ByteBuffer pdu, ByteBuffer octets) {
    int at = pdu.position();
    if (octets.remaining() != HmacTrailer.LENGTH) {
      return fault(HmacVerdict.Fault.TRAILER_LENGTH, HmacTrailer.LENGTH, octets.remaining());
    } else if (octets.get(octets.position()) != HmacTrailer.TYPE) {
      return fault(
          HmacVerdict.Fault.TRAILER_TYPE, HmacTrailer.TYPE, octets.get(octets.position()) & 0xff);
    } else if (!HmacDigest.fits(pdu)) {
      return fault(
          HmacVerdict.Fault.ADVERTISEMENT_LENGTH, HmacDigest.SHORTEST_PDU, pdu.remaining());
    } else if ((pdu.get(at) & 0xf0) >> 4 != router.version()) {
      return fault(HmacVerdict.Fault.VERSION, router.version(), (pdu.get(at) & 0xf0) >> 4);
    } else if ((pdu.get(at + 1) & 0xff) != router.vrid()) {
      return fault(HmacVerdict.Fault.VRID, router.vrid(), pdu.get(at + 1) & 0xff);
    }
    return fault(
        HmacVerdict.Fault.SOURCE_FAMILY,
        router.familyNumber(),
        AddressFamily.of(source) == AddressFamily.IPV4 ? 4 : 6);
  }

  private static HmacVerdict fault(HmacVerdict.Fault fault, int expected, int received) {
    return new HmacVerdict.Malformed(fault, expected, received);
  }
}

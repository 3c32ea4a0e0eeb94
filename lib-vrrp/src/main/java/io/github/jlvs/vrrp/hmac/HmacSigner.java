// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import io.github.jlvs.net.AddressFamily;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes the trailers of one virtual router. Each has a later sequence than the one before, whatever
 * the clock does:
 *
 * <ul>
 *   <li>a clock that went on gives the sequence;
 *   <li>one that stands still, or went back by no more than the window, is not asked: the sequence
 *       goes up by one, and receivers find it inside their window;
 *   <li>one that went back by more than the window ends that. What was signed by the clock before
 *       is outside the window of receivers whose clock is right, which have forgotten it or refused
 *       it, and so would be whatever followed it: the sequence begins again at the clock. With
 *       {@link AntiReplay#MONOTONIC} receivers forget nothing, and the sequence goes up by one.
 * </ul>
 *
 * <p>An advertisement is signed once, and the same octets go to all peers. Signing allocates what
 * {@link javax.crypto.Mac} does and no more. Not thread-safe.
 */
public final class HmacSigner {
  private final RouterIdentity router;
  private final HmacSettings settings;
  private final HmacDigest digest;
  private long last;
  private boolean signed;

  /**
   * One that has signed nothing yet.
   *
   * @param router the virtual router
   * @param settings its keys, of which the active one signs, and how replay is prevented; the mode
   *     is not asked: whoever is not to sign does not call {@link #sign}
   */
  public HmacSigner(RouterIdentity router, HmacSettings settings) {
    this.router = router;
    this.settings = settings;
    this.digest = new HmacDigest(router, settings.keys());
  }

  /**
   * One with other settings that goes on from this one's sequence: for a reload, after which a
   * signer that knew nothing might repeat a sequence.
   *
   * @param other the settings
   * @return a new signer; this one must sign no more
   */
  public HmacSigner with(HmacSettings other) {
    HmacSigner next = new HmacSigner(router, other);
    next.last = last;
    next.signed = signed;
    return next;
  }

  /**
   * Signs an advertisement.
   *
   * @param source the address that the packet is sent from
   * @param pdu the advertisement from position to limit, 8 to 4096 octets; its checksum counts as
   *     0, so it need not be there yet. Left as it is
   * @param wallClockNanos nanoseconds since 1970-01-01T00:00:00Z
   * @param trailer gets {@value HmacTrailer#LENGTH} octets at its position, which moves behind
   *     them; its byte order is left alone
   * @return the sequence, for {@link HmacVerifier#sent}
   * @throws IllegalArgumentException if the source is of the other family, or the octets are no
   *     advertisement of this router's version and VRID
   * @throws java.nio.BufferOverflowException if there is no room for the trailer
   */
  public long sign(InetAddress source, ByteBuffer pdu, long wallClockNanos, ByteBuffer trailer) {
    check(source, pdu);
    if (trailer.remaining() < HmacTrailer.LENGTH) {
      throw new java.nio.BufferOverflowException();
    }
    int keyId = settings.keys().activeId();
    long sequence = next(HmacSequence.clock(wallClockNanos));
    digest.compute(keyId, source, pdu, 0, sequence);
    ByteOrder order = trailer.order();
    trailer.order(ByteOrder.BIG_ENDIAN);
    int at = trailer.position();
    HmacTrailer.putSigned(trailer, at, keyId, 0, sequence);
    trailer
        .position(at + HmacTrailer.SIGNED_LENGTH)
        .putLong(digest.high())
        .putLong(digest.low())
        .order(order);
    return sequence;
  }

  private void check(InetAddress source, ByteBuffer pdu) {
    if (AddressFamily.of(source) != router.family()) {
      throw new IllegalArgumentException(
          source.getHostAddress() + " is no " + router.family() + " address");
    }
    if (!HmacDigest.fits(pdu) || !router.isNamedBy(pdu)) {
      throw new IllegalArgumentException(
          pdu.remaining()
              + " octets that are no advertisement of version "
              + router.version()
              + " and VRID "
              + router.vrid());
    }
  }

  private long next(long clock) {
    boolean asked = !signed || HmacSequence.isAfter(clock, last) || mustBeginAgain(clock);
    last = asked ? clock : last + 1;
    signed = true;
    return last;
  }

  private boolean mustBeginAgain(long clock) {
    return settings.antiReplay() == AntiReplay.TIME
        && HmacSequence.isOutside(last, clock, settings.windowSeconds());
  }
}

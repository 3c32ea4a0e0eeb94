// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 over what a trailer vouches for:
 *
 * <pre>
 * family (4 or 6), version, VRID, 0, source address (an IPv4 one followed by 12 zeros)
 * the advertisement, with 0 for its checksum
 * the trailer, with 0 for its HMAC
 * </pre>
 *
 * <p>All is laid out in one array that is used again, and there is one initialised {@link Mac} for
 * each key, so that an advertisement costs what the Mac itself allocates. Belongs to one thread.
 */
final class HmacDigest {
  /** A fixed part, 255 IPv6 addresses and the authentication data of version 2: more never is. */
  static final int LONGEST_PDU = 8 + 255 * 16 + 8;

  /** Up to the checksum's end. */
  static final int SHORTEST_PDU = 8;

  private static final int SOURCE_AT = 4;
  private static final int PDU_AT = SOURCE_AT + 16;
  private static final int CHECKSUM_AT = PDU_AT + 6;

  /** By the number of the key; no map, which would make an object of the number. */
  private final @Nullable Mac[] macs = new @Nullable Mac[HmacKey.HIGHEST_ID + 1];

  private final byte[] message = new byte[PDU_AT + LONGEST_PDU + HmacTrailer.LENGTH];
  private final ByteBuffer fields = ByteBuffer.wrap(message);
  private final byte[] digest = new byte[32];
  private final ByteBuffer digestFields = ByteBuffer.wrap(digest);
  private InetAddress source;

  HmacDigest(RouterIdentity router, HmacKeys keys) {
    for (HmacKey key : keys.all()) {
      macs[key.id()] = key.mac();
    }
    message[0] = (byte) router.familyNumber();
    message[1] = (byte) router.version();
    message[2] = (byte) router.vrid();
    source = router.family().unspecified();
  }

  boolean knows(int keyId) {
    return macs[keyId] != null;
  }

  static boolean fits(ByteBuffer pdu) {
    return pdu.remaining() >= SHORTEST_PDU && pdu.remaining() <= LONGEST_PDU;
  }

  /**
   * Computes; the key is one that it {@link #knows}, the source of the router's family, and the
   * advertisement one that {@link #fits}.
   */
  void compute(int keyId, InetAddress from, ByteBuffer pdu, int reserved, long sequence) {
    if (!from.equals(source)) {
      byte[] octets = from.getAddress();
      System.arraycopy(octets, 0, message, SOURCE_AT, octets.length);
      source = from;
    }
    int length = pdu.remaining();
    pdu.get(pdu.position(), message, PDU_AT, length);
    fields.putShort(CHECKSUM_AT, (short) 0);
    int trailerAt = PDU_AT + length;
    HmacTrailer.putSigned(fields, trailerAt, keyId, reserved, sequence);
    int end = trailerAt + HmacTrailer.LENGTH;
    Arrays.fill(message, trailerAt + HmacTrailer.SIGNED_LENGTH, end, (byte) 0);
    Mac mac = Objects.requireNonNull(macs[keyId]);
    mac.update(message, 0, end);
    try {
      mac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("32 octets do not hold an HMAC-SHA256", e);
    }
  }

  /** Of the last one computed: its first eight octets. */
  long high() {
    return digestFields.getLong(0);
  }

  /** Of the last one computed: the next eight. */
  long low() {
    return digestFields.getLong(Long.BYTES);
  }
}

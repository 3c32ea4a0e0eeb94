// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that routers of one virtual router share, with the number that a trailer names it by. Two
 * are equal when number and octets are; comparing takes the same time wherever the octets differ,
 * and {@link #toString()} never shows them. Immutable.
 */
public final class HmacKey {
  /** Fewest octets: half of them is what a search by a quantum computer would leave. */
  public static final int SHORTEST = 32;

  /** Most octets: the block of SHA-256; a longer key would be hashed first. */
  public static final int LONGEST = 64;

  /** Highest number; the lowest is 0, though keepalived's documentation begins at 1. */
  public static final int HIGHEST_ID = 255;

  private static final String ALGORITHM = "HmacSHA256";

  private final int id;
  private final byte[] octets;

  /** Computes nothing itself: those that do are copies of it. */
  private final Mac ready;

  private HmacKey(int id, byte[] octets, Mac ready) {
    this.id = id;
    this.octets = octets;
    this.ready = ready;
  }

  /**
   * The key with these octets.
   *
   * @param id the number in the trailer, 0 to 255; keepalived's documentation allows 1 to 255, so a
   *     key with number 0 can't be shared with it
   * @param octets 32 to 64 octets; copied
   * @return the key
   * @throws IllegalArgumentException if the number or the length is out of its range; the octets
   *     are not told
   */
  public static HmacKey of(int id, byte[] octets) {
    return of(id, octets, HmacKey::hmacSha256);
  }

  /** The same, by a Mac of the caller's, which is initialised with these octets. */
  static HmacKey of(int id, byte[] octets, Function<byte[], Mac> macs) {
    if (id < 0 || id > HIGHEST_ID) {
      throw new IllegalArgumentException(
          "number of the HMAC key is " + id + ", it must be 0 to " + HIGHEST_ID);
    }
    // The length alone is told: the message may reach a log.
    if (octets.length < SHORTEST || octets.length > LONGEST) {
      throw new IllegalArgumentException(
          "HMAC key "
              + id
              + " has "
              + octets.length
              + " octets, it must have "
              + SHORTEST
              + " to "
              + LONGEST);
    }
    byte[] own = octets.clone();
    // The first one loads a security provider: here, and not where routers wait for each other.
    return new HmacKey(id, own, macs.apply(own));
  }

  /**
   * A new key of 32 octets.
   *
   * @param id the number in the trailer, 0 to 255; 1 to 255 where keepalived shares it
   * @param random where the octets come from
   * @return the key
   * @throws IllegalArgumentException if the number is out of its range
   */
  public static HmacKey generate(int id, SecureRandom random) {
    byte[] octets = new byte[SHORTEST];
    random.nextBytes(octets);
    return of(id, octets);
  }

  /**
   * The number in the trailer.
   *
   * @return 0 to 255
   */
  public int id() {
    return id;
  }

  /**
   * The key in the form in which a key file and keepalived.conf have it. This is the secret: write
   * it to a file that its owner alone may read, and never to a log.
   *
   * @return {@code hex:} and 64 to 128 lower-case digits
   */
  public String secretText() {
    return HmacKeyReader.HEX + HexFormat.of().formatHex(octets);
  }

  /** One that is ready to compute with this key; as any Mac it belongs to one thread. */
  Mac mac() {
    try {
      return (Mac) ready.clone();
    } catch (CloneNotSupportedException e) {
      // A provider may have none that can be copied; by now it is loaded.
      return hmacSha256(octets);
    }
  }

  private static Mac hmacSha256(byte[] octets) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(octets, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this Java has no "
              + ALGORITHM
              + ", which every one must have (javax.crypto.Mac): look at the security providers"
              + " in conf/security/java.security",
          e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HmacKey that
        && id == that.id
        && MessageDigest.isEqual(octets, that.octets);
  }

  /** Of the number alone: a hash of the octets that is printed would be a hint. */
  @Override
  public int hashCode() {
    return Integer.hashCode(id);
  }

  @Override
  public String toString() {
    return "HmacKey[id=" + id + ", ********]";
  }
}

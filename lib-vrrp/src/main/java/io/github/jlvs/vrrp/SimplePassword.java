// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password of one to eight octets, sent as plain text and padded with zeros to eight (RFC 2338
 * section 5.3.6.2). Two are equal when their eight octets are; comparing takes the same time
 * wherever they differ, and {@link #toString()} never shows them.
 */
public final class SimplePassword implements Authentication {
  /** Octets on the wire. */
  public static final int LENGTH = 8;

  private final byte[] octets;

  private SimplePassword(byte[] octets) {
    this.octets = octets;
  }

  /**
   * The password with these characters, in UTF-8.
   *
   * @param text one to eight octets of UTF-8
   * @return the password
   * @throws IllegalArgumentException when it is empty or longer
   */
  public static SimplePassword of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The password with these octets.
   *
   * @param octets one to eight octets; copied
   * @return the password
   * @throws IllegalArgumentException when there are none or more
   */
  public static SimplePassword of(byte[] octets) {
    // The length alone is told: the message may reach a log.
    Ranges.within("length of the VRRP password in octets", octets.length, 1, LENGTH);
    return new SimplePassword(Arrays.copyOf(octets, LENGTH));
  }

  @Override
  public int type() {
    return 1;
  }

  /**
   * The octets as they stand in the packet.
   *
   * @return a copy of the eight octets, padded with zeros
   */
  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SimplePassword that && MessageDigest.isEqual(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "SimplePassword[********]";
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The simple password of VRRPv2 (RFC 2338, 5.3.6): 8 bytes. It never prints itself. */
public final class Password {
  /** The bytes that an advertisement has room for. */
  public static final int LENGTH = 8;

  private final byte[] octets;

  private Password(byte[] octets) {
    this.octets = octets;
  }

  /**
   * Makes a password, as keepalived does, of the first 8 bytes of a text.
   *
   * @param text the password; what of its UTF-8 form is beyond 8 bytes has no effect
   * @return the password
   */
  public static Password of(String text) {
    return new Password(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), LENGTH));
  }

  /**
   * The password as it stands in an advertisement.
   *
   * @return 8 bytes, filled up with zeros; a copy
   */
  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Password password && Arrays.equals(password.octets, octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "********";
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import io.github.jlvs.net.AddressFamily;
import java.nio.ByteBuffer;

/**
 * The virtual router that a message is for. The HMAC covers it, so that what was signed for one is
 * worth nothing for another that has the same key.
 *
 * @param family the family of the packets and of the virtual addresses
 * @param version of VRRP: 2 (IPv4 alone) or 3
 * @param vrid 1 to 255
 */
public record RouterIdentity(AddressFamily family, int version, int vrid) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the version is neither 2 nor 3, is 2 with IPv6, or the VRID
   *     is out of its range
   */
  public RouterIdentity {
    if (version != 2 && version != 3) {
      throw new IllegalArgumentException("VRRP version is " + version + ", it must be 2 or 3");
    }
    if (version == 2 && family == AddressFamily.IPV6) {
      throw new IllegalArgumentException("VRRP version 2 knows no IPv6: it must be version 3");
    }
    if (vrid < 1 || vrid > 255) {
      throw new IllegalArgumentException("VRID is " + vrid + ", it must be 1 to 255");
    }
  }

  /** The number of the family in the digest: 4 or 6. */
  int familyNumber() {
    return family == AddressFamily.IPV4 ? 4 : 6;
  }

  /** Whether the first two octets of an advertisement name this version and VRID. */
  boolean isNamedBy(ByteBuffer pdu) {
    int at = pdu.position();
    return (pdu.get(at) & 0xf0) >> 4 == version && (pdu.get(at + 1) & 0xff) == vrid;
  }
}

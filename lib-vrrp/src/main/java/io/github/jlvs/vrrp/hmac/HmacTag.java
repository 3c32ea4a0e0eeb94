// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import java.util.HexFormat;

/**
 * The first 16 octets of an HMAC-SHA256. Two are compared in the same time wherever they differ. No
 * secret: everybody on the network sees it.
 *
 * @param high the first eight octets, the first of them in the highest bits
 * @param low the next eight
 */
public record HmacTag(long high, long low) {
  /** The field's content while the digest is computed. */
  public static final HmacTag ZERO = new HmacTag(0, 0);

  @Override
  public boolean equals(Object other) {
    return other instanceof HmacTag that && ((high ^ that.high) | (low ^ that.low)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(high ^ low);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}

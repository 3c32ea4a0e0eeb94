// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.AddressFamily;
import java.util.Objects;

/**
 * How much of a client's address a persistent service looks at. The kernel takes any 32 bits for
 * IPv4, contiguous or not, and a prefix length for IPv6; so does this record.
 *
 * @param family the family of the service
 * @param value IPv4: the mask, first byte of the address in the highest bits ({@code 0xFFFFFF00} is
 *     255.255.255.0); IPv6: the prefix length, 1..128
 */
public record Netmask(AddressFamily family, int value) {
  /** One client is one address, IPv4: 255.255.255.255. */
  public static final Netmask HOST_IPV4 = new Netmask(AddressFamily.IPV4, -1);

  /** One client is one address, IPv6: 128. */
  public static final Netmask HOST_IPV6 = new Netmask(AddressFamily.IPV6, 128);

  public Netmask {
    Objects.requireNonNull(family, "family");
    if (family == AddressFamily.IPV6) {
      Require.range("IPv6 persistence prefix length", value, 1, 128);
    }
  }

  /**
   * The mask that tells every address from every other.
   *
   * @param family the family of the service
   * @return 255.255.255.255 or 128
   */
  public static Netmask host(AddressFamily family) {
    return family == AddressFamily.IPV4 ? HOST_IPV4 : HOST_IPV6;
  }

  /**
   * A mask of leading ones.
   *
   * @param family the family of the service
   * @param length 0..32 for IPv4, 1..128 for IPv6
   * @return the mask
   */
  public static Netmask prefix(AddressFamily family, int length) {
    if (family == AddressFamily.IPV6) {
      return new Netmask(family, length);
    }
    Require.range("IPv4 prefix length", length, 0, 32);
    return new Netmask(family, length == 0 ? 0 : -1 << (32 - length));
  }

  /**
   * Whether this is the mask that tells every address from every other: the default.
   *
   * @return true for 255.255.255.255 and 128
   */
  public boolean isHost() {
    return equals(host(family));
  }

  /** Dotted decimal for IPv4, the prefix length for IPv6. */
  @Override
  public String toString() {
    if (family == AddressFamily.IPV6) {
      return Integer.toString(value);
    }
    return (value >>> 24)
        + "."
        + (value >>> 16 & 0xFF)
        + "."
        + (value >>> 8 & 0xFF)
        + "."
        + (value & 0xFF);
  }
}

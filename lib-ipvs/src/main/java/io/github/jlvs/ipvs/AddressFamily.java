// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The two address families that IPVS balances. */
public enum AddressFamily {
  /** IPv4. */
  IPV4(2, 32),
  /** IPv6. */
  IPV6(10, 128);

  private final int code;
  private final int bits;

  AddressFamily(int code, int bits) {
    this.code = code;
    this.bits = bits;
  }

  /**
   * The kernel's number of this family.
   *
   * @return 2 ({@code AF_INET}) or 10 ({@code AF_INET6})
   */
  public int code() {
    return code;
  }

  /**
   * How long an address of this family is.
   *
   * @return 32 or 128, in bits
   */
  public int bits() {
    return bits;
  }

  /**
   * The family of an address. An IPv4-mapped IPv6 address that is held in an {@link
   * java.net.Inet6Address} is IPv6.
   *
   * @param address any address
   * @return its family
   */
  public static AddressFamily of(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }
}

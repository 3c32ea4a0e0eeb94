// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** IPv4 or IPv6. */
public enum AddressFamily {
  /** IPv4. */
  IPV4(2, 4),
  /** IPv6. */
  IPV6(10, 16);

  private final int code;
  private final int bytes;
  private final InetAddress unspecified;

  AddressFamily(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
    this.unspecified = IpAddresses.ofBytes(new byte[bytes]);
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
   * @return 4 or 16, in bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * How long an address of this family is.
   *
   * @return 32 or 128, in bits
   */
  public int bits() {
    return bytes * Byte.SIZE;
  }

  /**
   * The address of zeros, which stands for none or for any.
   *
   * @return {@code 0.0.0.0} or {@code ::}
   */
  public InetAddress unspecified() {
    return unspecified;
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

  /**
   * The family of a number that the kernel gave.
   *
   * @param code such as 2 for {@code AF_INET}
   * @return empty if it is neither of the two
   */
  public static Optional<AddressFamily> ofCode(int code) {
    return switch (code) {
      case 2 -> Optional.of(IPV4);
      case 10 -> Optional.of(IPV6);
      default -> Optional.empty();
    };
  }
}

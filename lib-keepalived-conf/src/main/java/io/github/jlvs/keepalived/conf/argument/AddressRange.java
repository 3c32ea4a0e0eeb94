// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf.argument;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that follow one another.
 *
 * @param first the lowest
 * @param last the highest, of the same family; the first where it is one address
 */
public record AddressRange(InetAddress first, InetAddress last) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException if the last is below the first, or of another family
   */
  public AddressRange {
    if (AddressFamily.of(first) != AddressFamily.of(last) || IpAddresses.compare(first, last) > 0) {
      throw new IllegalArgumentException(
          "no addresses lead from "
              + IpAddresses.format(first)
              + " to "
              + IpAddresses.format(last));
    }
  }

  /**
   * How many there are.
   *
   * @return 1 or more; of IPv6 up to 2^128
   */
  public BigInteger count() {
    return number(last).subtract(number(first)).add(BigInteger.ONE);
  }

  /**
   * All of them, in their order, each made as it is asked for.
   *
   * @return the addresses
   */
  public Stream<InetAddress> addresses() {
    return Stream.iterate(first, AddressRange::following)
        .limit(count().min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  /** The highest of a family is followed by the lowest. */
  private static InetAddress following(InetAddress address) {
    byte[] raw = address.getAddress();
    int at = raw.length - 1;
    while (at > 0 && raw[at] == (byte) 0xff) {
      raw[at] = 0;
      at--;
    }
    raw[at]++;
    return IpAddresses.ofBytes(raw);
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }

  /** As a group has it: {@code 10.0.0.1}, or {@code 10.0.0.1-10.0.0.9}. */
  @Override
  public String toString() {
    List<String> ends =
        first.equals(last)
            ? List.of(IpAddresses.format(first))
            : List.of(IpAddresses.format(first), IpAddresses.format(last));
    return String.join("-", ends);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An address of which the first bits count: {@code 10.0.0.0/8}. The bits behind them are kept and
 * compared as they are; {@link #network} clears them.
 *
 * @param address the address
 * @param length how many bits count, 0 to 32, IPv6 to 128
 */
public record Prefix(InetAddress address, int length) {
  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if the length does not suit the address
   */
  public Prefix {
    int bits = AddressFamily.of(address).bits();
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException("prefix length must be 0.." + bits + ", not " + length);
    }
  }

  /**
   * The prefix of one host.
   *
   * @param host the host
   * @return all bits of it
   */
  public static Prefix host(InetAddress host) {
    return new Prefix(host, AddressFamily.of(host).bits());
  }

  /**
   * Reads a prefix.
   *
   * @param text an address as {@link IpAddresses#parse} reads it, a slash and up to three decimal
   *     digits; without the slash it is the prefix of one host
   * @return empty if the text is anything else, or the length does not suit the address
   */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return IpAddresses.parse(text).map(Prefix::host);
    }
    return IpAddresses.parse(text.substring(0, slash))
        .flatMap(
            address ->
                parseLength(text.substring(slash + 1), AddressFamily.of(address))
                    .map(length -> new Prefix(address, length)));
  }

  /**
   * Reads a prefix where the caller is sure of it (constants, examples).
   *
   * @param text see {@link #parse}
   * @return the prefix
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Prefix of(String text) {
    return parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not an IPv4 or IPv6 prefix such as 10.0.0.0/8: " + Quoted.quote(text)));
  }

  /**
   * Reads the length alone.
   *
   * @param digits up to three decimal digits
   * @param family the family of the address before the slash
   * @return empty if the text is anything else, or too large for the family
   */
  public static Optional<Integer> parseLength(String digits, AddressFamily family) {
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9' || i == 3) {
        return Optional.empty();
      }
      value = value * 10 + (c - '0');
    }
    return digits.isEmpty() || value > family.bits() ? Optional.empty() : Optional.of(value);
  }

  /**
   * The family of the address.
   *
   * @return the family
   */
  public AddressFamily family() {
    return AddressFamily.of(address);
  }

  /**
   * Whether all bits count.
   *
   * @return true for 32, IPv6 128
   */
  public boolean isHost() {
    return length == family().bits();
  }

  /**
   * The lowest address: the bits behind the prefix cleared.
   *
   * @return {@code 10.1.80.0} for {@code 10.1.80.90/24}
   */
  public InetAddress network() {
    return withHostBits(false);
  }

  /**
   * The highest address: the bits behind the prefix set. In IPv4 it is the broadcast address, in
   * IPv6, which has none, an address as any other.
   *
   * @return {@code 10.1.80.255} for {@code 10.1.80.90/24}
   */
  public InetAddress last() {
    return withHostBits(true);
  }

  private InetAddress withHostBits(boolean set) {
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < bytes.length * Byte.SIZE; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      int at = bit / Byte.SIZE;
      bytes[at] = (byte) (set ? bytes[at] | mask : bytes[at] & ~mask);
    }
    return IpAddresses.ofBytes(bytes);
  }

  /** As configurations write it, the length always behind it: {@code 10.0.0.0/8}. */
  @Override
  public String toString() {
    return IpAddresses.format(address) + "/" + length;
  }
}

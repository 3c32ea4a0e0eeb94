// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Locale;

/**
 * The transport protocol of a virtual service or of a connection: an open set, equal by number.
 *
 * @param number the IP protocol number, 0..255; IPVS balances 6 (TCP), 17 (UDP) and 132 (SCTP)
 */
public record Protocol(int number) {
  /** No protocol: the templates of firewall-mark services in the connection table. */
  public static final Protocol IP = new Protocol(0);

  /** ICMP, seen in the connection table alone. */
  public static final Protocol ICMP = new Protocol(1);

  /** TCP. */
  public static final Protocol TCP = new Protocol(6);

  /** UDP. */
  public static final Protocol UDP = new Protocol(17);

  /** ICMPv6, seen in the connection table alone. */
  public static final Protocol ICMPV6 = new Protocol(58);

  /** SCTP. */
  public static final Protocol SCTP = new Protocol(132);

  /**
   * Checks the range.
   *
   * @param number the IP protocol number, 0..255; IPVS balances 6 (TCP), 17 (UDP) and 132 (SCTP)
   */
  public Protocol {
    Require.range("protocol number", number, 0, 255);
  }

  /**
   * The protocol of a name, as configurations write it.
   *
   * @param text {@code tcp}, {@code udp} or {@code sctp}, in letters of any case
   * @return the protocol
   * @throws IllegalArgumentException where it is none that IPVS balances
   */
  public static Protocol parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "tcp" -> TCP;
      case "udp" -> UDP;
      case "sctp" -> SCTP;
      default ->
          throw new IllegalArgumentException(
              "not a protocol that IPVS balances (tcp, udp, sctp): " + Quoted.quote(text));
    };
  }

  /**
   * The name that the kernel prints.
   *
   * @return {@code TCP}, {@code UDP}, {@code SCTP}, {@code IP}, {@code ICMP}, {@code ICMPv6}, or
   *     {@code IP_} and the number
   */
  public String name() {
    return switch (number) {
      case 0 -> "IP";
      case 1 -> "ICMP";
      case 6 -> "TCP";
      case 17 -> "UDP";
      case 58 -> "ICMPv6";
      case 132 -> "SCTP";
      default -> "IP_" + number;
    };
  }

  @Override
  public String toString() {
    return name();
  }
}

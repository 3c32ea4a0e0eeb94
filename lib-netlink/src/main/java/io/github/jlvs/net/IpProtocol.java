// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import java.util.Locale;

/**
 * A protocol above IP, such as the transport protocol of a virtual service: an open set, equal by
 * number.
 *
 * @param number the number that IANA assigned, 0 to 255, such as 6 for TCP
 */
public record IpProtocol(int number) {
  /**
   * No protocol above IP ({@code IPPROTO_IP}): that of a firewall mark, which says nothing about
   * it.
   */
  public static final IpProtocol IP = new IpProtocol(0);

  /** ICMP. */
  public static final IpProtocol ICMP = new IpProtocol(1);

  /** TCP. */
  public static final IpProtocol TCP = new IpProtocol(6);

  /** UDP. */
  public static final IpProtocol UDP = new IpProtocol(17);

  /** ICMPv6. */
  public static final IpProtocol ICMPV6 = new IpProtocol(58);

  /** SCTP. */
  public static final IpProtocol SCTP = new IpProtocol(132);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the number is out of its range
   */
  public IpProtocol {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("protocol number must be 0..255, not " + number);
    }
  }

  /**
   * The transport protocol of a name, as configurations write it.
   *
   * @param text {@code tcp}, {@code udp} or {@code sctp}, in letters of any case
   * @return the protocol
   * @throws IllegalArgumentException if it is none of these
   */
  public static IpProtocol parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "tcp" -> TCP;
      case "udp" -> UDP;
      case "sctp" -> SCTP;
      default ->
          throw new IllegalArgumentException(
              "not a transport protocol (tcp, udp, sctp): " + Quoted.quote(text));
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

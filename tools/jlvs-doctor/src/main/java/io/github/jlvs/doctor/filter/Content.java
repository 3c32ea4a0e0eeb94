// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import io.github.jlvs.net.IpProtocol;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a packet carries, as far as packet filters ask.
 *
 * @param protocol above IP
 * @param name what tools call that
 * @param port where it goes, 1 to 65535; nothing for a protocol without ports
 */
public record Content(IpProtocol protocol, String name, OptionalInt port) {
  /** By the names that tools print, after /etc/protocols: it has changed one of them. */
  private static final Map<String, Integer> NUMBERS =
      Map.of("tcp", 6, "udp", 17, "vrrp", 112, "igmp", 2, "ipencap", 4, "ipv4", 4, "ipv6", 41);

  /** A packet of IPv4 in a tunnel of IPv4. */
  public static final Content IPV4_IN_IP =
      new Content(new IpProtocol(4), "ipencap", OptionalInt.empty());

  /** A packet of IPv6 in a tunnel of IPv6. */
  public static final Content IPV6_IN_IP =
      new Content(new IpProtocol(41), "ipv6", OptionalInt.empty());

  /** What tells switches and routers which groups this host is in, over IPv4. */
  public static final Content IGMP = new Content(new IpProtocol(2), "igmp", OptionalInt.empty());

  /** An advertisement of a virtual router. */
  public static final Content VRRP = new Content(new IpProtocol(112), "vrrp", OptionalInt.empty());

  /**
   * The first packet of a connection of TCP or UDP.
   *
   * @param port where it goes, 1 to 65535
   */
  public static Content to(IpProtocol protocol, int port) {
    return new Content(protocol, protocol.name().toLowerCase(Locale.ROOT), OptionalInt.of(port));
  }

  /** Whether a tool means its protocol by a name or number. */
  boolean isOf(String text) {
    Integer number = NUMBERS.get(text);
    return number == null
        ? text.equals(String.valueOf(protocol.number()))
        : number == protocol.number();
  }

  /** The match of nft for it. */
  String nft() {
    return port.isPresent()
        ? name + " dport " + port.getAsInt()
        : "meta l4proto " + protocol.number();
  }

  /** The words of iptables for it. */
  String iptables() {
    return "-p " + name + (port.isPresent() ? " --dport " + port.getAsInt() : "");
  }

  /** The element of a rich rule of firewalld for it. */
  String richRule() {
    return port.isPresent()
        ? "port port=\"%d\" protocol=\"%s\"".formatted(port.getAsInt(), name)
        : "protocol value=\"" + name + "\"";
  }
}

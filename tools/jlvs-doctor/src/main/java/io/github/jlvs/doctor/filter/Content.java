// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import io.github.jlvs.net.IpProtocol;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a packet carries, as far as packet filters ask.
 *
 * @param protocol above IP
 * @param name what tools call that
 * @param port where it goes, 1 to 65535; nothing for a protocol without ports
 */
public record Content(IpProtocol protocol, String name, OptionalInt port) {
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
    return text.equals(name) || text.equals(String.valueOf(protocol.number()));
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

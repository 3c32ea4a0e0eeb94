// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import java.util.HexFormat;

/**
 * An interface of this host that speaks Ethernet.
 *
 * @param name its name, for messages
 * @param index the kernel's number for it
 * @param mac its Ethernet address: six octets in lower case with colons
 */
public record EthernetLink(String name, int index, String mac) {
  /** The octets of an Ethernet address. */
  static final int ADDRESS_LENGTH = 6;

  private static final HexFormat TEXT = HexFormat.ofDelimiter(":");

  public EthernetLink {
    if (TEXT.parseHex(mac).length != ADDRESS_LENGTH) {
      throw new IllegalArgumentException(
          "'" + mac + "' of " + name + " is no Ethernet address: that has six octets");
    }
  }

  /** The octets of {@link #mac()}. */
  byte[] octets() {
    return octets(mac);
  }

  /** The octets of an Ethernet address with colons. */
  static byte[] octets(String mac) {
    return TEXT.parseHex(mac);
  }

  /** An Ethernet address as text. */
  static String text(byte[] octets) {
    return TEXT.formatHex(octets);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import java.util.Optional;

/** Reads rows of /proc/net/ip_vs_conn: addresses in hexadecimal, ports in hexadecimal. */
final class ConnectionReader {
  private ConnectionReader() {}

  /** The row, or empty for the title and for anything that is no row. */
  static Optional<Connection> row(String line) {
    String[] f = line.trim().split("\\s+", 11);
    if (f.length < 9 || f[0].equals("Pro")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Connection(
              protocol(f[0]),
              AddressText.ofBytes(address(f[1])),
              Integer.parseInt(f[2], 16),
              AddressText.ofBytes(address(f[3])),
              Integer.parseInt(f[4], 16),
              new DestinationId(AddressText.ofBytes(address(f[5])), Integer.parseInt(f[6], 16)),
              f[7],
              Long.parseLong(f[8]),
              f.length < 10
                  ? Optional.empty()
                  : Optional.of(new Connection.EngineData(f[9], f.length < 11 ? "" : f[10]))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] address(String text) {
    if (text.length() == 8 && text.indexOf(':') < 0) {
      int value = Integer.parseUnsignedInt(text, 16);
      return new byte[] {
        (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
      };
    }
    byte[] raw = AddressParser.parse(text);
    if (raw == null || raw.length != 16) {
      throw new IllegalArgumentException("no address: " + text);
    }
    return raw;
  }

  private static Protocol protocol(String name) {
    return switch (name) {
      case "IP" -> Protocol.IP;
      case "ICMP" -> Protocol.ICMP;
      case "TCP" -> Protocol.TCP;
      case "UDP" -> Protocol.UDP;
      case "ICMPv6" -> Protocol.ICMPV6;
      case "SCTP" -> Protocol.SCTP;
      default -> {
        if (!name.startsWith("IP_")) {
          throw new IllegalArgumentException("no protocol: " + name);
        }
        yield new Protocol(Integer.parseInt(name.substring(3)));
      }
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.wire;

import io.github.jlvs.ipvs.Connection;
import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetAddress;
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
              address(f[1]),
              Integer.parseInt(f[2], 16),
              address(f[3]),
              Integer.parseInt(f[4], 16),
              new DestinationId(address(f[5]), Integer.parseInt(f[6], 16)),
              f[7],
              Long.parseLong(f[8]),
              f.length < 10
                  ? Optional.empty()
                  : Optional.of(new Connection.EngineData(f[9], f.length < 11 ? "" : f[10]))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static InetAddress address(String text) {
    if (text.length() == 8 && text.indexOf(':') < 0) {
      return IpAddresses.ofBits(Integer.parseUnsignedInt(text, 16));
    }
    return IpAddresses.parse(text)
        .filter(found -> AddressFamily.of(found) == AddressFamily.IPV6)
        .orElseThrow(() -> new IllegalArgumentException("no address: " + text));
  }

  private static IpProtocol protocol(String name) {
    return switch (name) {
      case "IP" -> IpProtocol.IP;
      case "ICMP" -> IpProtocol.ICMP;
      case "TCP" -> IpProtocol.TCP;
      case "UDP" -> IpProtocol.UDP;
      case "ICMPv6" -> IpProtocol.ICMPV6;
      case "SCTP" -> IpProtocol.SCTP;
      default -> {
        if (!name.startsWith("IP_")) {
          throw new IllegalArgumentException("no protocol: " + name);
        }
        yield new IpProtocol(Integer.parseInt(name.substring(3)));
      }
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs.text;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * {@code HOST[:PORT]} on the command line. IPv6 addresses are numbers: in brackets with a port, or
 * bare without one. Everything else is IPv4, by number or by name.
 *
 * @param address the host
 * @param port the port, if there is one
 */
record Endpoint(InetAddress address, OptionalInt port) {
  /**
   * Reads one.
   *
   * @param text the text
   * @param protocol whose service names count; none where it is empty
   * @param names looks hosts and service names up
   * @param dialect whether what ipvsadm forgets may stand there
   * @return empty where it cannot be understood, or nobody knows the names in it
   */
  static Optional<Endpoint> parse(
      String text, Optional<IpProtocol> protocol, NameLookup names, RuleDialect dialect) {
    if (text.startsWith("[")) {
      return bracketed(text, protocol, names, dialect);
    }
    Optional<InetAddress> ipv6 = ipv6(text);
    if (ipv6.isPresent()) {
      return ipv6.map(address -> new Endpoint(address, OptionalInt.empty()));
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      // One number could be an address as well as a port.
      return isNumber(text) ? Optional.empty() : withoutPort(text, names);
    }
    OptionalInt port = port(text.substring(colon + 1), protocol, names);
    return port.isEmpty()
        ? Optional.empty()
        : host(text.substring(0, colon), names).map(host -> new Endpoint(host, port));
  }

  private static Optional<Endpoint> bracketed(
      String text, Optional<IpProtocol> protocol, NameLookup names, RuleDialect dialect) {
    int end = text.indexOf(']');
    if (end < 0 || end + 1 == text.length() || text.charAt(end + 1) != ':') {
      return Optional.empty();
    }
    String host = text.substring(1, end);
    Optional<InetAddress> ipv6 = ipv6(host);
    if (ipv6.isEmpty()) {
      // ipvsadm takes an IPv4 host in brackets, and forgets what stands behind them.
      return isNumber(host) || dialect == RuleDialect.KERNEL
          ? Optional.empty()
          : withoutPort(host, names);
    }
    OptionalInt port = port(text.substring(end + 2), protocol, names);
    return port.isEmpty() ? Optional.empty() : ipv6.map(address -> new Endpoint(address, port));
  }

  private static Optional<Endpoint> withoutPort(String host, NameLookup names) {
    return host(host, names).map(address -> new Endpoint(address, OptionalInt.empty()));
  }

  /** An IPv4 host, by number or by name. */
  static Optional<Inet4Address> host(String text, NameLookup names) {
    return text.isEmpty() ? Optional.empty() : names.ipv4(text);
  }

  private static OptionalInt port(String text, Optional<IpProtocol> protocol, NameLookup names) {
    OptionalLong number = WholeNumber.parse(text, 0, 65535);
    if (number.isPresent()) {
      return OptionalInt.of((int) number.getAsLong());
    }
    return text.isEmpty() || protocol.isEmpty()
        ? OptionalInt.empty()
        : names.port(text, protocol.get());
  }

  private static Optional<InetAddress> ipv6(String text) {
    return text.indexOf(':') < 0
        ? Optional.empty()
        : IpAddresses.parse(text).filter(address -> address instanceof Inet6Address);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}

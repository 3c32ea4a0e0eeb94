// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import io.github.jlvs.net.Quoted;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;

/**
 * Where a service is: address, protocol and port. It identifies a real server within its virtual
 * server, and names a virtual server that has an address.
 *
 * @param address the address, IPv4 or IPv6
 * @param protocol the protocol; {@link IpProtocol#IP} for a real server of a firewall mark, which
 *     says nothing about it
 * @param port the port, 0 to 65535; 0 stands for every port
 */
public record ServiceAddress(InetAddress address, IpProtocol protocol, int port) {

  /**
   * Checks the range of the port.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ServiceAddress {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(protocol, "protocol");
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, got " + port);
    }
  }

  /**
   * A TCP service.
   *
   * @param address a numeric IPv4 or IPv6 address; names are refused, nothing is looked up
   * @param port the port, 0 to 65535
   * @return the service's address
   */
  public static ServiceAddress tcp(String address, int port) {
    return new ServiceAddress(numeric(address), IpProtocol.TCP, port);
  }

  /**
   * A UDP service.
   *
   * @param address a numeric IPv4 or IPv6 address; names are refused, nothing is looked up
   * @param port the port, 0 to 65535
   * @return the service's address
   */
  public static ServiceAddress udp(String address, int port) {
    return new ServiceAddress(numeric(address), IpProtocol.UDP, port);
  }

  /**
   * The address and port, for a socket.
   *
   * @return a resolved socket address
   */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  /**
   * The name in keepalived's log lines and notifications.
   *
   * @return for example {@code [10.1.80.93]:tcp:80}
   */
  @Override
  public String toString() {
    return "[" + IpAddresses.format(address) + "]:" + protocolText() + ":" + port;
  }

  private String protocolText() {
    return protocol.equals(IpProtocol.IP) ? "none" : protocol.name().toLowerCase(Locale.ROOT);
  }

  private static InetAddress numeric(String literal) {
    return IpAddresses.parse(literal)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Quoted.quote(literal)
                        + " is no IPv4 or IPv6 address: give a numeric one, names are not"
                        + " resolved"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A real server, in one virtual server or in all that have it, whatever their protocol.
 *
 * @param address its address
 * @param port its port, 0 to 65535
 * @param service the {@link ServiceName} of the one virtual server; none: all
 */
public record Target(InetAddress address, int port, Optional<String> service) {
  /**
   * Checks the range of the port.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Target {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a port is 0 to 65535, got " + port);
    }
  }

  /** A real server in all virtual servers that have it. */
  public static Target everywhere(ServiceAddress server) {
    return new Target(server.address(), server.port(), Optional.empty());
  }

  /** The same in one of them. */
  public Target in(String name) {
    return new Target(address, port, Optional.of(name));
  }

  /** Whether a real server is meant, in some virtual server at least. */
  boolean names(ServiceAddress server) {
    return server.port() == port && server.address().equals(address);
  }

  /** Whether a real server is meant in a virtual server. */
  public boolean names(ServiceAddress server, String virtualServer) {
    return names(server) && service.map(virtualServer::equals).orElse(true);
  }

  /** Whether all that is meant is also meant by another. */
  boolean isWithin(Target other) {
    return port == other.port
        && address.equals(other.address)
        && (other.service.isEmpty() || other.service.equals(service));
  }

  /** The server as a person writes it: {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}. */
  public String server() {
    return IpAddresses.format(address, port);
  }

  /** With where it is meant, for sentences. */
  @Override
  public String toString() {
    return server() + service.map(name -> " in " + name).orElse("");
  }
}

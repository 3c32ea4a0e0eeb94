// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.ipvs;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.Objects;

/**
 * What makes a destination (a real server) unique in its service.
 *
 * @param address the server's address; of another family than the service's in tunnel mode alone
 * @param port 0..65535; with direct routing and tunnels the packets keep the service's port, and
 *     ipvsadm sets this to it
 */
public record DestinationId(InetAddress address, int port) {
  public DestinationId {
    Objects.requireNonNull(address, "address");
    Require.port("destination port", port);
  }

  /**
   * A destination on an address in numbers.
   *
   * @param address an IPv4 or IPv6 address in numbers, see {@link IpAddresses#literal}
   * @param port 0..65535
   * @return the identity
   */
  public static DestinationId of(String address, int port) {
    return new DestinationId(IpAddresses.literal(address), port);
  }

  /**
   * The family of the server's address.
   *
   * @return the family
   */
  public AddressFamily family() {
    return AddressFamily.of(address);
  }

  @Override
  public String toString() {
    return IpAddresses.format(address, port);
  }
}

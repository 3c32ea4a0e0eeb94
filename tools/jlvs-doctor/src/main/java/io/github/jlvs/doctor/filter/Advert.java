// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.filter;

import java.net.InetAddress;

/**
 * An advertisement of VRRP on its way through this host's packet filters. Nobody answers one, so
 * that to connection tracking each is of a new connection.
 *
 * @param way in or out
 * @param interfaceName where it comes in, or leaves
 * @param source who sends it
 * @param destination the group, or a peer
 */
public record Advert(Way way, String interfaceName, InetAddress source, InetAddress destination) {
  /** The number of VRRP among the protocols of IP. */
  public static final int PROTOCOL = 112;

  /** Whether it goes over IPv4, or over IPv6. */
  boolean isIpv4() {
    return destination.getAddress().length == Integer.BYTES;
  }

  /** Which way it goes. */
  public enum Way {
    IN,
    OUT
  }
}

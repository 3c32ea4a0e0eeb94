// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;
import java.util.List;

/**
 * A VRRPv2 advertisement (RFC 3768 section 5.1).
 *
 * @param vrid virtual router identifier, 1 to 255
 * @param priority 0 (the master stops), 1 to 254, or 255 (the owner of the addresses)
 * @param intervalSeconds advertisement interval in seconds, 1 to 255
 * @param addresses the addresses of the virtual router, at most 255, in the packet's order
 * @param authentication none, or a simple password
 */
public record Advertisement(
    int vrid,
    int priority,
    int intervalSeconds,
    List<InetAddress> addresses,
    Authentication authentication) {

  /** The protocol number of VRRP in an IP header. */
  public static final int IP_PROTOCOL = 112;

  /** The time to live of every multicast advertisement (RFC 3768 section 5.2.3). */
  public static final int TTL = 255;

  /** The priority by which a master says that it stops (RFC 3768 section 5.3.4). */
  public static final int PRIORITY_STOP = 0;

  /** The priority of the router that owns the addresses (RFC 3768 section 5.3.4). */
  public static final int PRIORITY_OWNER = 255;

  /** The most addresses that the one-octet count can tell. */
  public static final int MAX_ADDRESSES = 255;

  /**
   * Checks the ranges and copies the list.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public Advertisement {
    Ranges.vrid(vrid);
    Ranges.within("priority", priority, PRIORITY_STOP, PRIORITY_OWNER);
    Ranges.interval(intervalSeconds);
    addresses = List.copyOf(addresses);
    Ranges.within("number of addresses", addresses.size(), 0, MAX_ADDRESSES);
  }
}

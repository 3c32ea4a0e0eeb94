// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;
import java.util.List;

/**
 * An advertisement (RFC 3768 and RFC 9568, section 5.1).
 *
 * @param protocol which VRRP it is of
 * @param vrid virtual router identifier, 1 to 255
 * @param priority 0 (the master stops), 1 to 254, or 255 (the owner of the addresses)
 * @param interval advertisement interval, one that the protocol can say
 * @param addresses the addresses of the virtual router, at most 255 of the protocol's family, in
 *     the packet's order
 */
public record Advertisement(
    Protocol protocol,
    int vrid,
    int priority,
    AdvertisementInterval interval,
    List<InetAddress> addresses) {

  /** The protocol number of VRRP in an IP header. */
  public static final int IP_PROTOCOL = 112;

  /** The time to live, or hop limit, of every multicast advertisement (RFC 9568 5.1.1.3). */
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
    protocol.require(interval);
    addresses = List.copyOf(addresses);
    Ranges.within("number of addresses", addresses.size(), 0, MAX_ADDRESSES);
    Ranges.family(protocol, addresses);
  }
}

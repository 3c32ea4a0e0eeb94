// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.util.List;

/** How advertisements travel, and what that asks of a received one. */
public sealed interface Transport {

  /**
   * To a multicast group, the RFC's way; TTL 255 is required of what is received.
   *
   * @param group the destination, 224.0.0.18 or ff02::12 unless changed
   */
  record Multicast(InetAddress group) implements Transport {
    private static final InetAddress GROUP = IpAddresses.ofBits(0xe0000012);
    private static final InetAddress GROUP_OF_IPV6 = IpAddresses.literal("ff02::12");

    /**
     * Checks the group.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public Multicast {
      if (!group.isMulticastAddress()) {
        throw new IllegalArgumentException(IpAddresses.format(group) + " is no multicast address");
      }
    }

    /**
     * To the RFC's group: 224.0.0.18, over IPv6 ff02::12 (RFC 9568 sections 5.1.1.2, 5.1.2.2).
     *
     * @param family of the addresses
     */
    public Multicast(AddressFamily family) {
      this(family == AddressFamily.IPV4 ? GROUP : GROUP_OF_IPV6);
    }
  }

  /**
   * One copy to each peer, keepalived's way.
   *
   * @param peers the other routers
   * @param ttl time to live of what is sent, 1 to 255
   * @param checkSource whether packets from others than the peers are refused
   */
  record Unicast(List<Peer> peers, int ttl, boolean checkSource) implements Transport {
    /**
     * Checks the range and copies the list.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public Unicast {
      peers = List.copyOf(peers);
      Ranges.within("TTL of unicast advertisements", ttl, 1, 255);
    }

    /**
     * To these peers with TTL 255, taking packets from anyone with any TTL, as keepalived does
     * unless told otherwise.
     *
     * @param peers addresses of the other routers
     */
    public Unicast(InetAddress... peers) {
      this(List.of(peers).stream().map(Peer::new).toList(), Advertisement.TTL, false);
    }
  }

  /**
   * Another router.
   *
   * @param address where it is
   * @param lowestTtl lowest time to live accepted from it, 0 to 255
   * @param highestTtl highest time to live accepted from it, 0 to 255
   */
  record Peer(InetAddress address, int lowestTtl, int highestTtl) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public Peer {
      Ranges.within("lowest TTL", lowestTtl, 0, 255);
      Ranges.within("highest TTL", highestTtl, lowestTtl, 255);
    }

    /**
     * A router whose packets may have any TTL.
     *
     * @param address where it is
     */
    public Peer(InetAddress address) {
      this(address, 0, 255);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.PacketFilter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Asks one link who has certain IPv6 addresses by neighbour solicitations (RFC 4861 section 7.2.2),
 * three times, 0.3 s apart, and hears answers until it is closed. Lives on the thread of its loop.
 *
 * <p>It asks from an address of this host. A probe without one, as for duplicates (RFC 4862 section
 * 5.4), is answered to all nodes, which then take the address from whoever answers last: to ask
 * would be to do the harm that is looked for.
 */
public final class SolicitationProbe implements AutoCloseable {
  private static final int ETHER_TYPE = 0x86dd;

  private final LinkProbe probe;

  private SolicitationProbe(LinkProbe probe) {
    this.probe = probe;
  }

  /**
   * Begins to ask, as soon as the loop turns.
   *
   * @param loop what it waits in
   * @param link where it asks
   * @param own an address of this host on that link, such as its link-local one
   * @param addresses what it asks for: IPv6
   * @return the probe, to be closed
   * @throws LinuxException if the kernel refuses the socket, as without CAP_NET_RAW
   */
  public static SolicitationProbe start(
      EventLoop loop, EthernetLink link, Inet6Address own, Collection<InetAddress> addresses) {
    PacketFilter icmp =
        PacketFilter.all().octetIs(NeighbourMessages.NEXT_HEADER_AT, NeighbourMessages.ICMPV6);
    LinkSocket socket = LinkSocket.open(link.name(), link.index(), ETHER_TYPE, icmp);
    return new SolicitationProbe(
        new LinkProbe(loop, socket, new NeighbourMessages(link, own), addresses));
  }

  /**
   * Who has answered so far.
   *
   * @return each address that was asked for, with the Ethernet addresses (lower case with colons)
   *     of those who answered for it, in order; never this host, which does not hear itself
   */
  public Map<InetAddress, Set<String>> answers() {
    return probe.answers();
  }

  /** Asks no more and forgets who answers. */
  @Override
  public void close() {
    probe.close();
  }
}

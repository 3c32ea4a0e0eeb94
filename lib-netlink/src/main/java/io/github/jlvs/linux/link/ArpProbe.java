// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.PacketFilter;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Asks one link who has certain IPv4 addresses, as a host does that looks for duplicates (RFC 5227
 * section 2.1.1): without an address of its own, so that nobody's neighbour table changes. It asks
 * three times, 0.3 s apart, and hears answers until it is closed. Lives on the thread of its loop.
 */
public final class ArpProbe implements AutoCloseable {
  private static final int ETHER_TYPE = 0x0806;

  private final LinkProbe probe;

  private ArpProbe(LinkProbe probe) {
    this.probe = probe;
  }

  /**
   * Begins to ask, as soon as the loop turns.
   *
   * @param loop what it waits in
   * @param link where it asks
   * @param addresses what it asks for: IPv4
   * @return the probe, to be closed
   * @throws LinuxException if the kernel refuses the socket, as without CAP_NET_RAW
   */
  public static ArpProbe start(
      EventLoop loop, EthernetLink link, Collection<InetAddress> addresses) {
    LinkSocket socket = LinkSocket.open(link.name(), link.index(), ETHER_TYPE, PacketFilter.all());
    return new ArpProbe(new LinkProbe(loop, socket, new ArpMessages(link), addresses));
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

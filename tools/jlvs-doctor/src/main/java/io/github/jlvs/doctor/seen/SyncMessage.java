// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.seen;

import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A datagram of another director's synchronisation daemon, of which only the head is read (kernel,
 * net/netfilter/ipvs/ip_vs_sync.c: after an octet of zero comes the sync id).
 *
 * @param source who sent it
 * @param syncId which directors belong together, 0 to 255
 */
public record SyncMessage(InetAddress source, int syncId) {
  private static final int UDP = 17;
  private static final int PROTOCOL_AT = 9;
  private static final int SOURCE_AT = 12;
  private static final int DESTINATION_PORT_AT = 2;
  private static final int UDP_HEADER = 8;
  private static final int SHORTEST_HEADER = 20;

  /**
   * Reads an IPv4 packet.
   *
   * @param packet from its IP header on; its position is left alone
   * @param port that of the synchronisation
   * @return nothing for any other packet
   */
  public static Optional<SyncMessage> parse(ByteBuffer packet, int port) {
    if (packet.remaining() < SHORTEST_HEADER || packet.get(PROTOCOL_AT) != UDP) {
      return Optional.empty();
    }
    int udp = (packet.get(0) & 0xf) * Integer.BYTES;
    boolean whole = udp >= SHORTEST_HEADER && packet.remaining() >= udp + UDP_HEADER + 2;
    if (!whole || (packet.getShort(udp + DESTINATION_PORT_AT) & 0xffff) != port) {
      return Optional.empty();
    }
    return Optional.of(
        new SyncMessage(
            IpAddresses.ofBits(packet.getInt(SOURCE_AT)), packet.get(udp + UDP_HEADER + 1) & 0xff));
  }
}

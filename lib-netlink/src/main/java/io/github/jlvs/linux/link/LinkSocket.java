// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.PacketFilter;
import io.github.jlvs.linux.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A packet socket (packet(7)) for one kind of frame on one interface: sees what comes and goes
 * beyond every packet filter. Never waits; used by one thread at a time.
 */
public final class LinkSocket implements AutoCloseable {
  private static final int PACKET_OUTGOING = 4;
  private static final int LARGEST = 4608;
  private static final int ADDRESS_SIZE = 20;
  private static final int PACKET_TYPE_AT = 10;
  private static final int MAC_LENGTH_AT = 11;
  private static final int MAC_AT = 12;

  private final LinuxSocket socket;
  private final int interfaceIndex;
  private final int etherType;
  private final ByteBuffer content = ByteBuffer.allocateDirect(LARGEST);
  private final ByteBuffer from =
      ByteBuffer.allocateDirect(ADDRESS_SIZE).order(ByteOrder.nativeOrder());

  /**
   * A frame, without its Ethernet header.
   *
   * @param outgoing whether this host has sent it
   * @param mac who has sent it: lower case with colons
   * @param content from the octet behind the Ethernet header on, cut off after 4608; valid until
   *     the next frame is read
   */
  public record Frame(boolean outgoing, String mac, ByteBuffer content) {}

  private LinkSocket(LinuxSocket socket, int interfaceIndex, int etherType) {
    this.socket = socket;
    this.interfaceIndex = interfaceIndex;
    this.etherType = etherType;
  }

  /**
   * Opens one. Needs CAP_NET_RAW.
   *
   * @param interfaceName for messages
   * @param interfaceIndex the kernel's number for the interface
   * @param etherType the kind of frame in host byte order, such as 0x0806 for ARP; 3 (ETH_P_ALL)
   *     for all, without which nothing is seen of what this host sends
   * @param filter which frames are received, from the first on; offsets count from the first octet
   *     behind the Ethernet header
   * @return the socket
   * @throws LinuxException if the kernel refuses
   */
  public static LinkSocket open(
      String interfaceName, int interfaceIndex, int etherType, PacketFilter filter) {
    // Of protocol 0 it receives nothing, of any interface, before it is bound.
    LinuxSocket socket =
        LinuxSocket.openNonBlocking(
            "packet socket on " + interfaceName, LinuxSocket.AF_PACKET, LinuxSocket.SOCK_DGRAM, 0);
    try {
      socket.acceptOnly(filter);
      socket.bind(SocketAddress.packet(interfaceIndex, etherType, new byte[0]));
      return new LinkSocket(socket, interfaceIndex, etherType);
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * The descriptor, for an event loop. Still owned by this socket.
   *
   * @return the descriptor
   */
  public Descriptor descriptor() {
    return socket.descriptor();
  }

  /**
   * The next frame that waits.
   *
   * @return nothing where none does
   */
  public Optional<Frame> receive() {
    int length = socket.receiveFrom(content.clear(), from.clear());
    if (length < 0) {
      return Optional.empty();
    }
    byte[] mac = new byte[Math.min(from.get(MAC_LENGTH_AT), Long.BYTES)];
    from.get(MAC_AT, mac);
    return Optional.of(
        new Frame(
            from.get(PACKET_TYPE_AT) == PACKET_OUTGOING,
            EthernetLink.text(mac),
            content.limit(Math.min(length, LARGEST))));
  }

  /**
   * Sends a frame to one.
   *
   * @param frame a direct buffer, from the octet behind the Ethernet header on
   * @param hardwareAddress whose it is, at most 8 octets; empty where the link has none
   * @return 0 or more, or {@code -errno}
   */
  public int send(ByteBuffer frame, byte[] hardwareAddress) {
    return socket.sendTo(frame, SocketAddress.packet(interfaceIndex, etherType, hardwareAddress));
  }

  /** Closes it; a second call does nothing. */
  @Override
  public void close() {
    socket.close();
  }
}

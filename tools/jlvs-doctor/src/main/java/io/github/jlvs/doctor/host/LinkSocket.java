// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.doctor.host;

import io.github.jlvs.doctor.seen.Interface;
import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.netlink.route.HardwareAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A packet socket (packet(7)) for one kind of frame on one interface: sees what comes and goes
 * beyond every packet filter.
 */
final class LinkSocket implements AutoCloseable {
  private static final int PACKET_OUTGOING = 4;
  private static final int LARGEST = 4608;
  private static final int ADDRESS_SIZE = 20;
  private static final int PACKET_TYPE_AT = 10;
  private static final int MAC_LENGTH_AT = 11;
  private static final int MAC_AT = 12;
  private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};

  private final LinuxSocket socket;
  private final Interface link;
  private final int etherType;
  private final ByteBuffer content = ByteBuffer.allocateDirect(LARGEST);
  private final ByteBuffer from =
      ByteBuffer.allocateDirect(ADDRESS_SIZE).order(ByteOrder.nativeOrder());

  /**
   * A frame, without its Ethernet header.
   *
   * @param outgoing whether this host has sent it
   * @param mac who has sent it
   * @param content valid until the next frame is read
   */
  record Frame(boolean outgoing, String mac, ByteBuffer content) {}

  private LinkSocket(LinuxSocket socket, Interface link, int etherType) {
    this.socket = socket;
    this.link = link;
    this.etherType = etherType;
  }

  /**
   * Opens one. Needs CAP_NET_RAW.
   *
   * @throws LinuxException if the kernel refuses
   */
  static LinkSocket open(Interface link, int etherType) {
    int swapped = Short.toUnsignedInt(Short.reverseBytes((short) etherType));
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    LinuxSocket socket =
        LinuxSocket.openNonBlocking(
            "packet socket on " + link.name(),
            LinuxSocket.AF_PACKET,
            LinuxSocket.SOCK_DGRAM,
            little ? swapped : etherType);
    try {
      socket.bind(SocketAddress.packet(link.index(), etherType, new byte[0]));
      return new LinkSocket(socket, link, etherType);
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  /** See {@link LinuxSocket#acceptOnly}. */
  void acceptOnly(int offset, int value) {
    socket.acceptOnly(offset, value);
  }

  Descriptor descriptor() {
    return socket.descriptor();
  }

  /** The next frame that waits; nothing where none does. */
  Optional<Frame> receive() {
    int length = socket.receiveFrom(content.clear(), from.clear());
    if (length < 0) {
      return Optional.empty();
    }
    byte[] mac = new byte[Math.min(from.get(MAC_LENGTH_AT), Long.BYTES)];
    from.get(MAC_AT, mac);
    return Optional.of(
        new Frame(
            from.get(PACKET_TYPE_AT) == PACKET_OUTGOING,
            new HardwareAddress(mac).toString(),
            content.limit(Math.min(length, LARGEST))));
  }

  /** Sends a frame to all; one that does not leave is one that nobody answers. */
  void broadcast(ByteBuffer frame) {
    int unused = socket.sendTo(frame, SocketAddress.packet(link.index(), etherType, BROADCAST));
  }

  @Override
  public void close() {
    socket.close();
  }
}

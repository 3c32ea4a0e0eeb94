// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.healthcheck.probe.direct.Ip;
import io.github.jlvs.healthcheck.probe.direct.TcpPacket;
import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.PacketFilter;
import io.github.jlvs.linux.link.LinkSocket;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpProtocol;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Hears on one interface what real servers answer as virtual addresses: before the kernel drops it,
 * as it does where this host has the address itself. One for all checks of a loop; the kernel gives
 * it those segments alone whose acknowledgement number begins with this loop's sixteen bits.
 */
final class AnswerEar implements AutoCloseable {
  private static final int NEXT_HEADER_OF_IPV6_AT = 6;
  private static final int PROTOCOL_OF_IPV4_AT = 9;
  private static final int FRAGMENT_OF_IPV4_AT = 6;
  private static final int FRAGMENT_OFFSET = 0x1fff;
  private static final int ACKNOWLEDGEMENT_AT = 8;
  private static final int IPV6_HEADER = 40;

  /** More than this in one turn of the loop wait for the next. */
  private static final int FRAMES_A_TURN = 64;

  private final LinkSocket socket;
  private final String interfaceName;
  private final int interfaceIndex;
  private final EventLoop.Watch watch;
  private final Map<Integer, Consumer<TcpPacket>> waiting = new HashMap<>();

  private AnswerEar(EventLoop loop, LinkSocket socket, String interfaceName, int interfaceIndex) {
    this.socket = socket;
    this.interfaceName = interfaceName;
    this.interfaceIndex = interfaceIndex;
    this.watch = loop.watch(socket.descriptor(), Epoll.EPOLLIN, events -> receive());
  }

  /**
   * Opens one; throws LinuxException.
   *
   * @param mark what acknowledgement numbers begin with, 16 bits
   */
  static AnswerEar open(
      EventLoop loop, String interfaceName, int interfaceIndex, AddressFamily family, int mark) {
    LinkSocket socket = socket(interfaceName, interfaceIndex, family, answers(family, mark));
    try {
      return new AnswerEar(loop, socket, interfaceName, interfaceIndex);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static LinkSocket socket(
      String name, int index, AddressFamily family, PacketFilter answers) {
    try {
      return LinkSocket.open(name, index, Ip.etherType(family), answers);
    } catch (LinuxException e) {
      throw new LinuxException(
          e.operation() + " to hear real servers answer as the virtual address (DR_CHECK)",
          e.errno(),
          e);
    }
  }

  private static PacketFilter answers(AddressFamily family, int mark) {
    return family == AddressFamily.IPV4
        ? PacketFilter.all()
            .octetIs(PROTOCOL_OF_IPV4_AT, IpProtocol.TCP.number())
            .halfwordLacks(FRAGMENT_OF_IPV4_AT, FRAGMENT_OFFSET)
            .halfwordBehindIpv4HeaderIs(ACKNOWLEDGEMENT_AT, mark)
        : PacketFilter.all()
            .octetIs(NEXT_HEADER_OF_IPV6_AT, IpProtocol.TCP.number())
            .halfwordIs(IPV6_HEADER + ACKNOWLEDGEMENT_AT, mark);
  }

  String interfaceName() {
    return interfaceName;
  }

  int interfaceIndex() {
    return interfaceIndex;
  }

  /** Gives the answers with this acknowledgement number to one who waits for them. */
  void listen(int acknowledgement, Consumer<TcpPacket> listener) {
    waiting.put(acknowledgement, listener);
  }

  void forget(int acknowledgement) {
    waiting.remove(acknowledgement);
  }

  /** Sends a packet in a frame; what {@link LinkSocket#send} says. */
  int send(ByteBuffer packet, byte[] hardwareAddress) {
    return socket.send(packet, hardwareAddress);
  }

  private void receive() {
    for (int left = FRAMES_A_TURN; left > 0; left--) {
      var frame = socket.receive();
      if (frame.isEmpty()) {
        return;
      }
      take(frame.get().content());
    }
  }

  private void take(ByteBuffer content) {
    TcpPacket packet;
    try {
      packet = TcpPacket.decode(content);
    } catch (MalformedMessageException strange) {
      return; // The next may be the answer.
    }
    Consumer<TcpPacket> listener = waiting.get(packet.acknowledgement());
    if (listener != null) {
      listener.accept(packet);
    }
  }

  @Override
  public void close() {
    watch.close();
    socket.close();
  }
}

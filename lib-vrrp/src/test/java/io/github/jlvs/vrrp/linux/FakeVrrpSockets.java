// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.IpDatagram;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** VRRP sockets whose packets a {@link FakeHost} carries. */
final class FakeVrrpSockets implements VrrpSockets {
  /** Takes what is sent. */
  interface Wire {
    int send(String interfaceName, ByteBuffer datagram);

    /** All that waited has been read. */
    void foundEmpty();
  }

  final Deque<byte[]> waiting = new ArrayDeque<>();
  final Runnable onDatagrams;

  private final AddressFamily family;
  private final String interfaceName;
  private final int interfaceIndex;
  private final Wire wire;
  private final List<FakeVrrpSockets> open;

  FakeVrrpSockets(
      AddressFamily family,
      String interfaceName,
      int interfaceIndex,
      Runnable onDatagrams,
      Wire wire,
      List<FakeVrrpSockets> open) {
    this.family = family;
    this.interfaceName = interfaceName;
    this.interfaceIndex = interfaceIndex;
    this.onDatagrams = onDatagrams;
    this.wire = wire;
    this.open = open;
  }

  boolean hears(String arrivedAt, byte[] datagram) {
    boolean ipv4 = datagram[0] >>> 4 == 4;
    if (ipv4 != (family == AddressFamily.IPV4)) {
      return false;
    }
    boolean unicast = ipv4 ? (datagram[16] & 0xf0) != 0xe0 : datagram[24] != -1;
    return interfaceIndex == EVERY_INTERFACE ? unicast : interfaceName.equals(arrivedAt);
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void receiveBuffer(int octets) {}

  @Override
  public void listenTo(Set<InetAddress> wanted) {}

  @Override
  public int mostWaiting() {
    return Integer.MAX_VALUE;
  }

  @Override
  public @Nullable IpDatagram receive() {
    byte[] datagram = waiting.poll();
    if (datagram == null) {
      wire.foundEmpty();
      return null;
    }
    return IpDatagram.parse(ByteBuffer.wrap(datagram));
  }

  @Override
  public int send(ByteBuffer whole, SocketAddress destination) {
    return wire.send(interfaceName, Addresses.copy(whole));
  }

  @Override
  public void close() {
    boolean unused = open.remove(this);
  }
}

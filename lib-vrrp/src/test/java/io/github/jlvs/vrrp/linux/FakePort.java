// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.vrrp.IpDatagram;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** VRRP sockets whose packets a {@link FakeHost} carries. */
final class FakePort implements VrrpPort {
  /** Takes what is sent. */
  interface Wire {
    int send(String interfaceName, ByteBuffer datagram);

    /** A drain has come to its end. */
    void foundEmpty();
  }

  final Deque<byte[]> waiting = new ArrayDeque<>();
  final Runnable onDatagrams;

  private final String interfaceName;
  private final int interfaceIndex;
  private final Consumer<IpDatagram> consumer;
  private final Wire wire;
  private final List<FakePort> open;
  private long received;

  FakePort(
      String interfaceName,
      int interfaceIndex,
      Runnable onDatagrams,
      Consumer<IpDatagram> consumer,
      Wire wire,
      List<FakePort> open) {
    this.interfaceName = interfaceName;
    this.interfaceIndex = interfaceIndex;
    this.onDatagrams = onDatagrams;
    this.consumer = consumer;
    this.wire = wire;
    this.open = open;
  }

  boolean hears(String arrivedAt, byte[] datagram) {
    boolean unicast = (datagram[16] & 0xf0) != 0xe0;
    return interfaceIndex == EVERY_INTERFACE ? unicast : interfaceName.equals(arrivedAt);
  }

  @Override
  public int interfaceIndex() {
    return interfaceIndex;
  }

  @Override
  public long received() {
    return received;
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void serve(int routers) {}

  @Override
  public void listenTo(Set<Inet4Address> wanted) {}

  @Override
  public void drain() {
    for (byte[] datagram = waiting.poll(); datagram != null; datagram = waiting.poll()) {
      received++;
      consumer.accept(IpDatagram.parse(ByteBuffer.wrap(datagram)));
    }
    wire.foundEmpty();
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

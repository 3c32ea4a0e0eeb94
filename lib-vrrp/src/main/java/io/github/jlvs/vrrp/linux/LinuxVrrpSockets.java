// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.linux.LinuxSocket.SOL_SOCKET;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.IpDatagram;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * VRRP of one family of addresses on one interface: a raw socket that receives, bound to the
 * interface, and one that sends. They belong to one interface index; an interface that is deleted
 * and made again gets new ones. A pair for every interface, for unicast, is bound to none: what
 * comes to any address of the host is received, and what is sent goes where its routes lead.
 *
 * <p>Our own multicast packets are not looped back (IP_MULTICAST_LOOP and IPV6_MULTICAST_LOOP are
 * off).
 *
 * <p>The receive buffer holds what a stall of several seconds brings.
 */
final class LinuxVrrpSockets implements VrrpSockets {
  private static final int BASE_BUFFER = 256 * 1024;

  /** No datagram takes less than this of the receive buffer (struct sk_buff and its data). */
  private static final int SMALLEST_IN_BUFFER = 512;

  /** More than fit into a fresh receive buffer. */
  private static final int MOST_DISCARDED = 10_000;

  private final RawSockets raw;
  private final String interfaceName;
  private final int interfaceIndex;
  private final LinuxSocket receiver;
  private final LinuxSocket sender;
  private final Set<InetAddress> groups = new HashSet<>();
  private int mostWaiting;
  private EventLoop.@Nullable Watch watch;

  private LinuxVrrpSockets(
      RawSockets raw,
      String interfaceName,
      int interfaceIndex,
      LinuxSocket receiver,
      LinuxSocket sender) {
    this.raw = raw;
    this.interfaceName = interfaceName;
    this.interfaceIndex = interfaceIndex;
    this.receiver = receiver;
    this.sender = sender;
  }

  /**
   * Opens both sockets.
   *
   * @throws LinuxException if the kernel refuses
   */
  static LinuxVrrpSockets open(
      EventLoop loop,
      Optional<NetworkNamespace> namespace,
      AddressFamily family,
      String interfaceName,
      int interfaceIndex,
      Runnable onDatagrams) {
    LinuxVrrpSockets sockets =
        namespace
            .map(other -> other.call(() -> create(family, interfaceName, interfaceIndex)))
            .orElseGet(() -> create(family, interfaceName, interfaceIndex));
    try {
      sockets.watch(loop, onDatagrams);
      return sockets;
    } catch (LinuxException e) {
      sockets.close();
      throw e;
    }
  }

  private static LinuxVrrpSockets create(
      AddressFamily family, String interfaceName, int interfaceIndex) {
    RawSockets raw = RawSockets.of(family);
    LinuxSocket receiver =
        receiver("VRRP receiver on " + interfaceName, raw, interfaceName, interfaceIndex);
    try {
      return new LinuxVrrpSockets(
          raw, interfaceName, interfaceIndex, receiver, sender(raw, interfaceName, interfaceIndex));
    } catch (LinuxException e) {
      receiver.close();
      throw e;
    }
  }

  /** Receives what comes by the interface, of groups those alone that it joins. */
  static LinuxSocket receiver(
      String name, RawSockets raw, String interfaceName, int interfaceIndex) {
    LinuxSocket receiver =
        LinuxSocket.openNonBlocking(
            name, raw.family(), LinuxSocket.SOCK_RAW, Advertisement.IP_PROTOCOL);
    try {
      if (interfaceIndex != EVERY_INTERFACE) {
        receiver.bindToInterface(interfaceName);
        discard(receiver);
      }
      raw.prepareReceiver(receiver);
      return receiver;
    } catch (LinuxException e) {
      receiver.close();
      throw e;
    }
  }

  /** What came from other interfaces before the socket was bound. */
  private static void discard(LinuxSocket receiver) {
    ByteBuffer unread = ByteBuffer.allocateDirect(1);
    for (int left = MOST_DISCARDED; left > 0 && receiver.receive(unread) >= 0; left--) {
      unread.clear();
    }
  }

  /** Sends whole IP datagrams; its protocol number makes it receive nothing. */
  static LinuxSocket sender(RawSockets raw, String interfaceName, int interfaceIndex) {
    LinuxSocket sender =
        LinuxSocket.openNonBlocking(
            "VRRP sender on " + interfaceName,
            raw.family(),
            LinuxSocket.SOCK_RAW,
            SocketOption.IPPROTO_RAW);
    try {
      raw.prepareSender(sender, interfaceIndex);
      // A refinement: the advertisement still goes out without it.
      int unused =
          sender.trySetOption(SOL_SOCKET, SocketOption.SO_PRIORITY, SocketOption.TC_PRIO_CONTROL);
      return sender;
    } catch (LinuxException e) {
      sender.close();
      throw e;
    }
  }

  private void watch(EventLoop loop, Runnable onDatagrams) {
    watch = loop.watch(receiver.descriptor(), Epoll.EPOLLIN, events -> onDatagrams.run());
  }

  @Override
  public long dropped() {
    return receiver.drops();
  }

  @Override
  public void receiveBuffer(int octets) {
    int wanted = BASE_BUFFER + octets;
    // The first needs CAP_NET_ADMIN and ignores net.core.rmem_max.
    if (receiver.trySetOption(SOL_SOCKET, SocketOption.SO_RCVBUFFORCE, wanted) < 0) {
      receiver.setOption(SOL_SOCKET, SocketOption.SO_RCVBUF, wanted);
    }
    mostWaiting = receiver.option(SOL_SOCKET, SocketOption.SO_RCVBUF) / SMALLEST_IN_BUFFER;
  }

  @Override
  public void listenTo(Set<InetAddress> wanted) {
    for (InetAddress group : wanted) {
      if (groups.add(group)) {
        raw.join(receiver, group, interfaceIndex);
      }
    }
    for (InetAddress group : Set.copyOf(groups)) {
      if (!wanted.contains(group)) {
        groups.remove(group);
        raw.leave(receiver, group, interfaceIndex);
      }
    }
  }

  @Override
  public int mostWaiting() {
    return mostWaiting;
  }

  @Override
  public @Nullable IpDatagram receive() {
    return raw.receive(receiver);
  }

  @Override
  public int send(ByteBuffer whole, SocketAddress destination) {
    return sender.sendTo(whole, destination);
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    receiver.close();
    sender.close();
  }

  @Override
  public String toString() {
    return interfaceName;
  }
}

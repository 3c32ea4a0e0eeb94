// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import io.github.jlvs.healthcheck.probe.Transport;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** How the sockets of one check are opened: made once, used by try after try. */
final class Route {
  // include/uapi/asm-generic/socket.h
  private static final int SO_REUSEADDR = 2;
  private static final int SO_LINGER = 13;
  private static final int SO_MARK = 36;

  // include/uapi/linux/in.h and in6.h: errors that ICMP tells of end the wait for an answer
  private static final int IPPROTO_IP = 0;
  private static final int IP_RECVERR = 11;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_RECVERR = 25;

  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;

  // include/uapi/linux/icmp.h and icmpv6.h: a bit for each type that is kept away
  private static final int SOL_RAW = 255;
  private static final int ICMP_FILTER = 1;
  private static final int ICMPV6_FILTER = 1;
  private static final int ICMP_ECHO_REPLY = 0;
  private static final int ICMPV6_ECHO_REPLY = 129;
  private static final int ICMPV6_TYPES = 256;

  /** {@code struct linger}: on, zero seconds. */
  private static final byte[] RESET_AT_CLOSE =
      ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(1).array();

  /** Why a ping socket may be refused where a raw one may not: net.ipv4.ping_group_range. */
  private static final Set<Errno> NO_PING_SOCKET =
      Set.of(Errno.EACCES, Errno.EPERM, Errno.EPROTONOSUPPORT);

  private final RandomGenerator random;
  private final Transport transport;
  private final AddressFamily family;
  private final SocketAddress remote;
  private final Optional<SocketAddress> local;

  Route(Transport transport, RandomGenerator random) {
    this.transport = transport;
    this.random = random;
    remote = socketAddress(transport.remote());
    family = AddressFamily.of(transport.remote().getAddress());
    local = transport.local().map(Route::socketAddress);
  }

  private static SocketAddress socketAddress(InetSocketAddress address) {
    return SocketAddress.inet(address.getAddress(), address.getPort());
  }

  SocketAddress remote() {
    return remote;
  }

  /** A channel that is ready to connect; throws LinuxException. */
  Channel open() {
    Channel channel = socket();
    try {
      prepare(channel.socket());
      return channel;
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private Channel socket() {
    if (transport instanceof Transport.Tcp) {
      return new Channel.Stream(socket("check over TCP", LinuxSocket.SOCK_STREAM, 0));
    } else if (transport instanceof Transport.Udp) {
      return new Channel.Datagrams(socket("check over UDP", LinuxSocket.SOCK_DGRAM, 0));
    } else if (transport instanceof Transport.Echo) {
      return echoes();
    }
    throw new IllegalStateException("nothing opens " + transport);
  }

  private LinuxSocket socket(String name, int type, int protocol) {
    return LinuxSocket.openNonBlocking(name, family.code(), type, protocol);
  }

  /** A ping socket, which needs no privilege but may be forbidden; else a raw one. */
  private Channel echoes() {
    String name = "check by ICMP echo";
    int protocol = family == AddressFamily.IPV4 ? IPPROTO_ICMP : IPPROTO_ICMPV6;
    try {
      return new Channel.Echoes(
          socket(name, LinuxSocket.SOCK_DGRAM, protocol),
          new EchoMessage(family, false, (short) 0));
    } catch (LinuxException e) {
      if (!NO_PING_SOCKET.contains(e.errno())) {
        throw e;
      }
    }
    LinuxSocket raw =
        socket(
            name + " (net.ipv4.ping_group_range, or CAP_NET_RAW)", LinuxSocket.SOCK_RAW, protocol);
    try {
      keepRepliesAlone(raw);
    } catch (RuntimeException e) {
      raw.close();
      throw e;
    }
    return new Channel.Echoes(raw, new EchoMessage(family, true, (short) random.nextInt()));
  }

  private void keepRepliesAlone(LinuxSocket raw) {
    if (family == AddressFamily.IPV4) {
      raw.setOption(SOL_RAW, ICMP_FILTER, ~(1 << ICMP_ECHO_REPLY));
      return;
    }
    ByteBuffer filter =
        ByteBuffer.allocate(ICMPV6_TYPES / Byte.SIZE).order(ByteOrder.nativeOrder());
    for (int word = 0; word < ICMPV6_TYPES / Integer.SIZE; word++) {
      boolean reply = word == ICMPV6_ECHO_REPLY / Integer.SIZE;
      filter.putInt(reply ? ~(1 << ICMPV6_ECHO_REPLY % Integer.SIZE) : ~0);
    }
    raw.setOption(IPPROTO_ICMPV6, ICMPV6_FILTER, filter.array());
  }

  private void prepare(LinuxSocket socket) {
    if (transport.firewallMark() != 0) {
      socket.setOption(LinuxSocket.SOL_SOCKET, SO_MARK, transport.firewallMark());
    }
    transport.device().ifPresent(socket::bindToInterface);
    if (transport instanceof Transport.Tcp) {
      prepareStream(socket);
    } else if (family == AddressFamily.IPV4) {
      socket.setOption(IPPROTO_IP, IP_RECVERR, 1);
    } else {
      socket.setOption(IPPROTO_IPV6, IPV6_RECVERR, 1);
    }
    local.ifPresent(socket::bind);
  }

  private void prepareStream(LinuxSocket socket) {
    // The side that closes first keeps the pair of ports for a minute (TIME_WAIT): some hundred
    // checks a second of one port would use up the local ports, and a check from a fixed one would
    // find it taken by the try before. A reset leaves nothing behind; keepalived's checks reset
    // too.
    socket.setOption(LinuxSocket.SOL_SOCKET, SO_LINGER, RESET_AT_CLOSE);
    if (transport.local().map(InetSocketAddress::getPort).orElse(0) != 0) {
      socket.setOption(LinuxSocket.SOL_SOCKET, SO_REUSEADDR, 1);
    }
  }
}

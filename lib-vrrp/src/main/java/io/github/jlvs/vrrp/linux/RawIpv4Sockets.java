// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.linux.LinuxSocket.IPPROTO_IP;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.vrrp.IpDatagram;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** raw(7) and ip(7): datagrams come and go with their headers. */
final class RawIpv4Sockets implements RawSockets {
  private static final int MREQN_SIZE = 12;

  private final ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  @Override
  public int family() {
    return LinuxSocket.AF_INET;
  }

  @Override
  public void prepareReceiver(LinuxSocket receiver) {
    receiver.setOption(IPPROTO_IP, SocketOption.IP_MULTICAST_ALL, 0);
  }

  @Override
  public void prepareSender(LinuxSocket sender, int interfaceIndex) {
    sender.setOption(IPPROTO_IP, SocketOption.IP_HDRINCL, 1);
    sender.setOption(IPPROTO_IP, SocketOption.IP_MULTICAST_LOOP, 0);
    if (interfaceIndex != VrrpSockets.EVERY_INTERFACE) {
      sender.setOption(
          IPPROTO_IP, SocketOption.IP_MULTICAST_IF, mreqn(Optional.empty(), interfaceIndex));
    }
  }

  @Override
  public void join(LinuxSocket receiver, InetAddress group, int interfaceIndex) {
    receiver.setOption(
        IPPROTO_IP, SocketOption.IP_ADD_MEMBERSHIP, mreqn(Optional.of(group), interfaceIndex));
  }

  @Override
  public void leave(LinuxSocket receiver, InetAddress group, int interfaceIndex) {
    receiver.setOption(
        IPPROTO_IP, SocketOption.IP_DROP_MEMBERSHIP, mreqn(Optional.of(group), interfaceIndex));
  }

  @Override
  public @Nullable IpDatagram receive(LinuxSocket receiver) {
    int length;
    do {
      datagram.clear();
      length = receiver.receive(datagram);
    } while (length == -Errno.EINTR.number());
    if (length < 0) {
      // EAGAIN: empty. Anything else is the interface's trouble, of which rtnetlink tells.
      return null;
    }
    datagram.limit(Math.min(length, LARGEST_DATAGRAM));
    return IpDatagram.parse(datagram);
  }

  /** {@code struct ip_mreqn}: group, local address, interface index. */
  private static byte[] mreqn(Optional<InetAddress> group, int interfaceIndex) {
    ByteBuffer bytes = ByteBuffer.allocate(MREQN_SIZE).order(ByteOrder.nativeOrder());
    group.ifPresent(address -> bytes.put(0, address.getAddress()));
    return bytes.putInt(8, interfaceIndex).array();
  }
}

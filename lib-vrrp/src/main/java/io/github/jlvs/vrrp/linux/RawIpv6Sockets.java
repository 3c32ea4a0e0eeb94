// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import static io.github.jlvs.linux.LinuxSocket.IPPROTO_IPV6;

import io.github.jlvs.linux.ControlMessages;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Rejection;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * raw(7) and ipv6(7): datagrams go with their headers, and come without; the kernel tells the
 * sender, and in control messages the destination and the hop limit (RFC 3542 sections 6.2, 6.3).
 * The checksum is looked at here, so that a wrong one is told and not just gone.
 */
final class RawIpv6Sockets implements RawSockets {
  private static final int SOCKET_ADDRESS_SIZE = 28;
  private static final int ADDRESS_AT = 8;
  private static final int CONTROL_SIZE = 128;

  /** Link-local, and of no host; it is never sent. */
  private static final InetAddress NOBODYS =
      IpAddresses.ofBytes(
          new byte[] {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});

  private final ByteBuffer datagram = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
  private final ByteBuffer sender = nativeBuffer(SOCKET_ADDRESS_SIZE);
  private final ByteBuffer control = nativeBuffer(CONTROL_SIZE);

  private static ByteBuffer nativeBuffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  @Override
  public int family() {
    return LinuxSocket.AF_INET6;
  }

  @Override
  public void prepareReceiver(LinuxSocket receiver) {
    // Since Linux 4.20; before, groups of other programs were heard too, and are refused.
    int unused = receiver.trySetOption(IPPROTO_IPV6, SocketOption.IPV6_MULTICAST_ALL, 0);
    receiver.setOption(IPPROTO_IPV6, SocketOption.IPV6_RECVPKTINFO, 1);
    receiver.setOption(IPPROTO_IPV6, SocketOption.IPV6_RECVHOPLIMIT, 1);
  }

  /** A socket of IPPROTO_RAW takes whole datagrams from the start. */
  @Override
  public void prepareSender(LinuxSocket sender, int interfaceIndex) {
    sender.setOption(IPPROTO_IPV6, SocketOption.IPV6_MULTICAST_LOOP, 0);
    if (interfaceIndex != VrrpSockets.EVERY_INTERFACE) {
      sender.setOption(IPPROTO_IPV6, SocketOption.IPV6_MULTICAST_IF, interfaceIndex);
      // A datagram says whom it is from, and still the kernel looks for an address of the interface
      // that it could be from (EADDRNOTAVAIL), as a macvlan before the first virtual one has none.
      if (sender.trySetOption(IPPROTO_IPV6, SocketOption.IPV6_FREEBIND, 1) >= 0) {
        sender.bind(SocketAddress.inet(HostNetwork.scoped(NOBODYS, interfaceIndex), 0));
      }
    }
  }

  @Override
  public void join(LinuxSocket receiver, InetAddress group, int interfaceIndex) {
    receiver.setOption(IPPROTO_IPV6, SocketOption.IPV6_ADD_MEMBERSHIP, mreq(group, interfaceIndex));
  }

  @Override
  public void leave(LinuxSocket receiver, InetAddress group, int interfaceIndex) {
    receiver.setOption(
        IPPROTO_IPV6, SocketOption.IPV6_DROP_MEMBERSHIP, mreq(group, interfaceIndex));
  }

  @Override
  public @Nullable IpDatagram receive(LinuxSocket receiver) {
    int length;
    do {
      datagram.clear();
      sender.clear();
      control.clear();
      length = receiver.receiveFrom(datagram, sender, control);
    } while (length == -Errno.EINTR.number());
    if (length < 0) {
      // EAGAIN: empty. Anything else is the interface's trouble, of which rtnetlink tells.
      return null;
    }
    datagram.limit(Math.min(length, LARGEST_DATAGRAM));
    return withHeader(address(sender, ADDRESS_AT));
  }

  private IpDatagram withHeader(InetAddress source) {
    OptionalInt packetInformation =
        ControlMessages.find(
            control, IPPROTO_IPV6, SocketOption.IPV6_PKTINFO, AddressFamily.IPV6.bytes());
    OptionalInt hopLimit =
        ControlMessages.find(control, IPPROTO_IPV6, SocketOption.IPV6_HOPLIMIT, Integer.BYTES);
    if (packetInformation.isEmpty() || hopLimit.isEmpty()) {
      return new IpDatagram.Unusable(
          new Rejection.IpHeader("IPv6 header", "told by the kernel", "not told"),
          Optional.of(source));
    }
    return new IpDatagram.Vrrp(
        control.getInt(hopLimit.getAsInt()),
        source,
        address(control, packetInformation.getAsInt()),
        datagram);
  }

  private static InetAddress address(ByteBuffer from, int at) {
    byte[] octets = new byte[AddressFamily.IPV6.bytes()];
    from.get(at, octets);
    return IpAddresses.ofBytes(octets);
  }

  /** {@code struct ipv6_mreq}: group, interface index. */
  private static byte[] mreq(InetAddress group, int interfaceIndex) {
    ByteBuffer bytes =
        ByteBuffer.allocate(AddressFamily.IPV6.bytes() + Integer.BYTES)
            .order(ByteOrder.nativeOrder());
    return bytes.put(group.getAddress()).putInt(interfaceIndex).array();
  }
}

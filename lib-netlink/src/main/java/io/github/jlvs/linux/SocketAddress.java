// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * A {@code struct sockaddr} in a direct buffer, ready for a system call. Immutable; thread-safe
 * because nobody moves the buffer's position.
 *
 * <p>Layouts: linux/in.h, linux/in6.h, linux/netlink.h, linux/if_packet.h.
 */
public final class SocketAddress {
  private static final int INET_SIZE = 16;
  private static final int INET6_SIZE = 28;
  private static final int NETLINK_SIZE = 12;
  private static final int PACKET_SIZE = 20;

  private final ByteBuffer bytes;

  /** Made when it is asked for: of ten thousand addresses hardly one is shown. */
  private final Supplier<String> text;

  private SocketAddress(ByteBuffer bytes, Supplier<String> text) {
    this.bytes = bytes;
    this.text = text;
  }

  /**
   * An IPv4 or IPv6 address and a port.
   *
   * @param address the address; an IPv6 address keeps its scope
   * @param port 0 to 65535
   * @return the socket address
   */
  public static SocketAddress inet(InetAddress address, int port) {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    if (address instanceof Inet4Address) {
      ByteBuffer bytes = allocate(INET_SIZE, LinuxSocket.AF_INET);
      putBigEndian(bytes, 2, port);
      bytes.put(4, address.getAddress());
      return new SocketAddress(bytes, () -> address.getHostAddress() + ":" + port);
    }
    ByteBuffer bytes = allocate(INET6_SIZE, LinuxSocket.AF_INET6);
    putBigEndian(bytes, 2, port);
    bytes.put(8, address.getAddress());
    bytes.putInt(24, ((Inet6Address) address).getScopeId());
    return new SocketAddress(bytes, () -> "[" + address.getHostAddress() + "]:" + port);
  }

  /**
   * A netlink address.
   *
   * @param port the port id, 0 for the kernel or to be given one
   * @param groups the first 32 multicast groups as bits
   * @return the socket address
   */
  public static SocketAddress netlink(int port, int groups) {
    ByteBuffer bytes = allocate(NETLINK_SIZE, LinuxSocket.AF_NETLINK);
    bytes.putInt(4, port);
    bytes.putInt(8, groups);
    return new SocketAddress(bytes, () -> "netlink port " + Integer.toUnsignedString(port));
  }

  /**
   * A link-layer address for packet sockets.
   *
   * @param interfaceIndex the interface
   * @param etherType the protocol in host byte order, for example 0x0806 for ARP
   * @param hardwareAddress the destination, at most 8 bytes; empty for binding
   * @return the socket address
   */
  public static SocketAddress packet(int interfaceIndex, int etherType, byte[] hardwareAddress) {
    if (hardwareAddress.length > Long.BYTES) {
      throw new IllegalArgumentException(
          "a hardware address of " + hardwareAddress.length + " bytes is longer than 8");
    }
    ByteBuffer bytes = allocate(PACKET_SIZE, LinuxSocket.AF_PACKET);
    putBigEndian(bytes, 2, etherType);
    bytes.putInt(4, interfaceIndex);
    bytes.put(11, (byte) hardwareAddress.length);
    bytes.put(12, hardwareAddress);
    return new SocketAddress(bytes, () -> "interface " + interfaceIndex);
  }

  ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return text.get();
  }

  private static ByteBuffer allocate(int size, int family) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    return bytes.putShort(0, (short) family);
  }

  private static void putBigEndian(ByteBuffer bytes, int at, int value) {
    bytes.put(at, (byte) (value >>> 8)).put(at + 1, (byte) value);
  }
}

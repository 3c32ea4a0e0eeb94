// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.MessageHeader;
import io.github.jlvs.linux.internal.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A socket of a kind that the JDK does not offer: netlink, raw IP, packet, or a stream that is
 * watched by {@link EventLoop}. Always close-on-exec. Buffers given to it must be direct; the bytes
 * between position and limit are meant and the position is not moved.
 */
public final class LinuxSocket implements AutoCloseable {
  /** Address family IPv4. */
  public static final int AF_INET = 2;

  /** Address family IPv6. */
  public static final int AF_INET6 = 10;

  /** Address family netlink. */
  public static final int AF_NETLINK = 16;

  /** Address family of packet sockets. */
  public static final int AF_PACKET = 17;

  /** A byte stream. */
  public static final int SOCK_STREAM = 1;

  /** Datagrams. */
  public static final int SOCK_DGRAM = 2;

  /** Raw protocol access. */
  public static final int SOCK_RAW = 3;

  /** Socket level of {@link #setOption}. */
  public static final int SOL_SOCKET = 1;

  /** IPv4 level of {@link #setOption}. */
  public static final int IPPROTO_IP = 0;

  /** IPv6 level of {@link #setOption}. */
  public static final int IPPROTO_IPV6 = 41;

  private static final int SO_ERROR = 4;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_MEMINFO = 55;
  private static final int SK_MEMINFO_DROPS = 8;
  private static final int MSG_TRUNC = 0x20;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;

  private final SystemCalls calls = SystemCalls.get();
  private final Descriptor descriptor;
  private final String name;

  /** Made at the first use: sockets that only connect, hundreds a second, need none. */
  private @Nullable MessageHeader header;

  private LinuxSocket(Descriptor descriptor, String name) {
    this.descriptor = descriptor;
    this.name = name;
  }

  /**
   * Opens a blocking socket.
   *
   * @param name what it is for, in messages
   * @param family one of the AF_ constants
   * @param type one of the SOCK_ constants
   * @param protocol the protocol; for packet sockets the EtherType in network byte order
   * @return the socket
   * @throws LinuxException if the kernel refuses
   */
  public static LinuxSocket open(String name, int family, int type, int protocol) {
    return create(name, family, type | OpenFlags.O_CLOEXEC, protocol);
  }

  /**
   * Opens a non-blocking socket, for an event loop.
   *
   * @param name what it is for, in messages
   * @param family one of the AF_ constants
   * @param type one of the SOCK_ constants
   * @param protocol the protocol; for packet sockets the EtherType in network byte order
   * @return the socket
   * @throws LinuxException if the kernel refuses
   */
  public static LinuxSocket openNonBlocking(String name, int family, int type, int protocol) {
    return create(name, family, type | OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK, protocol);
  }

  private static LinuxSocket create(String name, int family, int type, int protocol) {
    int fd = SystemCalls.get().socket(family, type, protocol);
    if (fd < 0) {
      throw new LinuxException("open " + name, Errno.ofResult(fd));
    }
    return new LinuxSocket(new Descriptor(fd, name), name);
  }

  /**
   * Binds to a local address.
   *
   * @param address the address
   * @throws LinuxException if the kernel refuses
   */
  public void bind(SocketAddress address) {
    int result = calls.bind(descriptor.number(), address.bytes());
    if (result == -Errno.EACCES.number()) {
      throw new PortRefusedException(name + ": bind to " + address);
    }
    check("bind to " + address, result);
  }

  /**
   * Starts a connection.
   *
   * @param address the peer
   * @return true when connected; false when a non-blocking connect is under way
   * @throws LinuxException if it fails at once
   */
  public boolean connect(SocketAddress address) {
    int result = tryConnect(address);
    if (result == -Errno.EINPROGRESS.number()) {
      return false;
    }
    check("connect to " + address, result);
    return true;
  }

  /**
   * Starts a connection whose failure is nothing exceptional.
   *
   * @param address the peer
   * @return 0 when connected; {@code -EINPROGRESS} when a non-blocking connect is under way; else
   *     {@code -errno}
   */
  public int tryConnect(SocketAddress address) {
    return calls.connect(descriptor.number(), address.bytes());
  }

  /**
   * How a non-blocking connect ended; reading clears it.
   *
   * @return 0 for success, else the error number
   */
  public int pendingError() {
    return option(SOL_SOCKET, SO_ERROR);
  }

  /**
   * Sends one datagram, or part of a stream.
   *
   * @param data a direct buffer
   * @return the bytes sent, or {@code -errno}: EAGAIN when there is no room now
   */
  public int send(ByteBuffer data) {
    return calls.send(descriptor.number(), data, MSG_NOSIGNAL);
  }

  /**
   * Sends one datagram to an address.
   *
   * @param data a direct buffer
   * @param to where it goes
   * @return the bytes sent, or {@code -errno}
   */
  public int sendTo(ByteBuffer data, SocketAddress to) {
    return calls.sendmsg(descriptor.number(), header(), data, MSG_NOSIGNAL, to.bytes());
  }

  /**
   * Receives one datagram.
   *
   * @param into a direct buffer
   * @return the datagram's full length, which is more than the buffer's room where it was cut off;
   *     or {@code -errno}: EAGAIN when there is nothing (now, or within the receive timeout),
   *     ENOBUFS when the kernel dropped datagrams
   */
  public int receive(ByteBuffer into) {
    return calls.recv(descriptor.number(), into, MSG_TRUNC);
  }

  /**
   * Receives one datagram and its sender.
   *
   * @param into a direct buffer
   * @param from a direct buffer for the sender's sockaddr
   * @return as {@link #receive(ByteBuffer)}
   */
  public int receiveFrom(ByteBuffer into, ByteBuffer from) {
    return calls.recvmsg(descriptor.number(), header(), into, MSG_TRUNC, from);
  }

  /**
   * Receives one datagram and its sender, if one is there; never waits, on a blocking socket too.
   *
   * @param into a direct buffer
   * @param from a direct buffer for the sender's sockaddr
   * @return as {@link #receive(ByteBuffer)}
   */
  public int receiveWaiting(ByteBuffer into, ByteBuffer from) {
    return calls.recvmsg(descriptor.number(), header(), into, MSG_TRUNC | MSG_DONTWAIT, from);
  }

  /**
   * Receives one datagram, its sender, and what the kernel tells beside it ({@link
   * ControlMessages}).
   *
   * @param into a direct buffer
   * @param from a direct buffer for the sender's sockaddr
   * @param control a direct buffer for control messages; its limit is set to their end
   * @return as {@link #receive(ByteBuffer)}
   */
  public int receiveFrom(ByteBuffer into, ByteBuffer from, ByteBuffer control) {
    return calls.recvmsg(descriptor.number(), header(), into, MSG_TRUNC, from, control);
  }

  /**
   * Reads from a stream.
   *
   * @param into a direct buffer
   * @return the bytes read, 0 at the end, or {@code -errno}
   */
  public int read(ByteBuffer into) {
    return calls.recv(descriptor.number(), into, 0);
  }

  /**
   * Sets an option of type int.
   *
   * @param level the level, such as {@link #SOL_SOCKET}
   * @param option the option's number
   * @param value the value
   * @throws LinuxException if the kernel refuses
   */
  public void setOption(int level, int option, int value) {
    int result = trySetOption(level, option, value);
    if (result < 0) {
      check("set option " + option + " to " + value, result);
    }
  }

  /**
   * Sets an option that older kernels may lack.
   *
   * @param level the level, such as {@link #SOL_SOCKET}
   * @param option the option's number
   * @param value the value
   * @return 0, or {@code -errno}
   */
  public int trySetOption(int level, int option, int value) {
    ByteBuffer bytes = calls.scratch().limit(Integer.BYTES);
    return calls.setsockopt(descriptor.number(), level, option, bytes.putInt(0, value));
  }

  /**
   * Sets an option whose value is a structure.
   *
   * @param level the level, such as {@link #SOL_SOCKET}
   * @param option the option's number
   * @param value the structure's bytes, integers in native order
   * @throws LinuxException if the kernel refuses
   */
  public void setOption(int level, int option, byte[] value) {
    boolean small = value.length <= Long.BYTES;
    ByteBuffer bytes =
        small ? calls.scratch().limit(value.length) : ByteBuffer.allocateDirect(value.length);
    bytes.put(0, value);
    int result = calls.setsockopt(descriptor.number(), level, option, bytes);
    // A text for each of many sockets would be thrown away.
    if (result < 0) {
      check("set option " + option, result);
    }
  }

  /**
   * Reads an option of type int.
   *
   * @param level the level, such as {@link #SOL_SOCKET}
   * @param option the option's number
   * @return its value
   * @throws LinuxException if the kernel refuses
   */
  public int option(int level, int option) {
    ByteBuffer bytes = calls.scratch().limit(Integer.BYTES);
    check("read option " + option, calls.getsockopt(descriptor.number(), level, option, bytes));
    return bytes.getInt(0);
  }

  /**
   * Reads an option of type u64.
   *
   * @param level the level, such as {@link #SOL_SOCKET}
   * @param option the option's number
   * @return its value; above {@link Long#MAX_VALUE} as a negative number
   * @throws LinuxException if the kernel refuses; ENOPROTOOPT where it doesn't know the option
   */
  public long longOption(int level, int option) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    check("read option " + option, calls.getsockopt(descriptor.number(), level, option, bytes));
    return bytes.getLong(0);
  }

  /**
   * Sends and receives through one interface alone (SO_BINDTODEVICE).
   *
   * @param interfaceName the interface
   * @throws LinuxException if there is no such interface
   */
  public void bindToInterface(String interfaceName) {
    byte[] text = interfaceName.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocateDirect(text.length + 1).put(0, text);
    check(
        "bind to interface " + interfaceName,
        calls.setsockopt(descriptor.number(), SOL_SOCKET, SO_BINDTODEVICE, bytes));
  }

  /**
   * Has the kernel drop what a filter does not let through. What waits already is not looked at.
   *
   * @param filter which datagrams are received from now on
   * @throws LinuxException if the kernel refuses
   */
  public void acceptOnly(PacketFilter filter) {
    check("filter datagrams", calls.attachFilter(descriptor.number(), filter.program()));
  }

  /**
   * How many datagrams the kernel has dropped here because the receive buffer was full.
   *
   * @return a 32-bit counter that wraps around, as an unsigned number
   * @throws LinuxException on kernels older than 4.12
   */
  public long drops() {
    int size = (SK_MEMINFO_DROPS + 1) * Integer.BYTES;
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    check(
        "read the drop counter",
        calls.getsockopt(descriptor.number(), SOL_SOCKET, SO_MEMINFO, bytes));
    return Integer.toUnsignedLong(bytes.getInt(SK_MEMINFO_DROPS * Integer.BYTES));
  }

  /**
   * The local address as the kernel knows it.
   *
   * @param into a direct buffer for the sockaddr
   * @return its length in bytes
   * @throws LinuxException if the kernel refuses
   */
  public int localAddress(ByteBuffer into) {
    return check("read the local address", calls.getsockname(descriptor.number(), into));
  }

  /**
   * The descriptor, for an event loop. Still owned by this socket.
   *
   * @return the descriptor
   */
  public Descriptor descriptor() {
    return descriptor;
  }

  /** Closes it; a second call does nothing. */
  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return name;
  }

  private MessageHeader header() {
    MessageHeader made = header;
    if (made == null) {
      made = new MessageHeader();
      header = made;
    }
    return made;
  }

  private int check(String operation, int result) {
    return result < 0 ? LinuxException.check(name + ": " + operation, result) : result;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A netlink socket of the kernel. Datagrams that other processes send to it are ignored. */
final class KernelTransport implements Transport {
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVBUFFORCE = 33;

  /**
   * What one acknowledgement takes of the receive buffer at the most, the kernel's own included.
   */
  private static final int LARGEST_ACKNOWLEDGEMENT = 2304;

  private static final int SOCKADDR_NETLINK = 12;

  private final LinuxSocket socket;
  private long mostNanos;

  /** Made at the first wait: the kernel answers most requests before the call returns. */
  private @Nullable EndableWait wait;

  private boolean woken;
  private final ByteBuffer sender =
      ByteBuffer.allocateDirect(SOCKADDR_NETLINK).order(ByteOrder.nativeOrder());

  private KernelTransport(LinuxSocket socket) {
    this.socket = socket;
  }

  static KernelTransport open(int protocol, NetlinkOptions options) {
    return options
        .namespace()
        .map(namespace -> namespace.call(() -> create(protocol, options)))
        .orElseGet(() -> create(protocol, options));
  }

  private static KernelTransport create(int protocol, NetlinkOptions options) {
    String name = "netlink socket of protocol " + protocol;
    LinuxSocket socket =
        LinuxSocket.open(name, LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, protocol);
    KernelTransport transport = new KernelTransport(socket);
    try {
      transport.configure(options);
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
    return transport;
  }

  private void configure(NetlinkOptions options) {
    int buffer = options.receiveBufferBytes();
    if (socket.trySetOption(LinuxSocket.SOL_SOCKET, SO_RCVBUFFORCE, buffer) < 0) {
      socket.setOption(LinuxSocket.SOL_SOCKET, SO_RCVBUF, buffer);
    }
    // All three are refinements: an older kernel answers without them.
    int unusedCap = socket.trySetOption(SOL_NETLINK, NETLINK_CAP_ACK, 1);
    int unusedExt = socket.trySetOption(SOL_NETLINK, NETLINK_EXT_ACK, 1);
    if (options.strictChecking()) {
      int unusedStrict = socket.trySetOption(SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
    }
    socket.bind(SocketAddress.netlink(0, 0));
    receiveTimeout(TimeUnit.NANOSECONDS.convert(options.timeout()));
  }

  @Override
  public void send(ByteBuffer datagram) {
    int result;
    do {
      result = socket.send(datagram);
    } while (result == -Errno.EINTR.number());
    if (result < 0) {
      throw new LinuxException("send to the kernel", Errno.ofResult(result));
    }
  }

  @Override
  public int receive(ByteBuffer into) {
    long start = System.nanoTime();
    while (true) {
      int result = socket.receiveWaiting(into, sender);
      boolean fromKernel = result >= 0 && sender.getInt(4) == 0;
      if (fromKernel) {
        return result;
      }
      if (result == -Errno.EAGAIN.number()) {
        long left = mostNanos - (System.nanoTime() - start);
        if (left <= 0 || isWoken()) {
          return result;
        }
        waiting().await(left);
      } else if (result < 0 && result != -Errno.EINTR.number()) {
        return result;
      }
    }
  }

  @Override
  public void receiveTimeout(long nanos) {
    mostNanos = nanos;
  }

  @Override
  public synchronized void wake() {
    woken = true;
    if (wait != null) {
      wait.end();
    }
  }

  private synchronized boolean isWoken() {
    return woken;
  }

  private synchronized EndableWait waiting() {
    EndableWait made = wait;
    if (made == null) {
      made = EndableWait.open(socket.descriptor());
      wait = made;
      if (woken) {
        made.end();
      }
    }
    return made;
  }

  @Override
  public int acknowledgementRoom() {
    int buffer = socket.option(LinuxSocket.SOL_SOCKET, SO_RCVBUF);
    return Math.max(1, buffer / LARGEST_ACKNOWLEDGEMENT);
  }

  @Override
  public void join(int group) {
    int result = socket.trySetOption(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
    if (result < 0) {
      throw new NetlinkException("join netlink group " + group, Errno.ofResult(result));
    }
  }

  @Override
  public Descriptor descriptor() {
    return socket.descriptor();
  }

  @Override
  public synchronized void close() {
    if (wait != null) {
      wait.close();
    }
    socket.close();
  }
}

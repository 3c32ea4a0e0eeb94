// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.process;

import io.github.jlvs.linux.Epoll;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.EventLoop;
import io.github.jlvs.linux.LinuxException;
import io.github.jlvs.linux.LinuxSocket;
import io.github.jlvs.linux.NetworkNamespace;
import io.github.jlvs.linux.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Hears from the kernel what happens to processes, over the netlink connector (CONFIG_PROC_EVENTS).
 *
 * <p>The kernel speaks to the initial network, user and process namespaces alone, and to the
 * capability CAP_NET_ADMIN. From another network namespace it is heard through that of process 1,
 * where that may be entered (CAP_SYS_ADMIN). In another process namespace nothing ever comes: only
 * after {@link ProcessEvent.Acknowledged} may one rely on it.
 *
 * <p>Belongs to the loop's thread.
 */
public final class ProcessEvents implements AutoCloseable {
  /** Told on the loop's thread. */
  public interface Listener {
    /**
     * Something happened to a process or a thread.
     *
     * @param event what
     */
    void happened(ProcessEvent event);

    /** Events were lost: what is running has to be looked at again. */
    void lost();
  }

  private static final int NETLINK_CONNECTOR = 11;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_RCVBUF = 8;

  /** A thousand processes are made and end within a moment where much is compiled. */
  private static final int RECEIVE_BUFFER = 1 << 20;

  private static final int ROOM = 8192;
  private static final int READS = 4096;
  private static final int SENDER_SIZE = 12;
  private static final int SENDER_PORT = 4;

  private final LinuxSocket socket;
  private final Listener listener;
  private final ByteBuffer data = direct(ROOM);
  private final ByteBuffer from = direct(SENDER_SIZE);
  private final EventLoop.Watch watch;

  private ProcessEvents(EventLoop loop, LinuxSocket socket, Listener listener) {
    this.socket = socket;
    this.listener = listener;
    this.watch = loop.watch(socket.descriptor(), Epoll.EPOLLIN, events -> drain());
  }

  /**
   * Wishes to hear events.
   *
   * @param loop where they are waited for
   * @param listener told of each
   * @return what hears them
   * @throws LinuxException if the kernel refuses: ECONNREFUSED where no network namespace leads to
   *     it, EPERM without CAP_NET_ADMIN, EPROTONOSUPPORT without a connector
   */
  public static ProcessEvents open(EventLoop loop, Listener listener) {
    LinuxSocket socket = openSocket();
    try {
      return new ProcessEvents(loop, socket, listener);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static LinuxSocket openSocket() {
    try {
      return openHere();
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ECONNREFUSED)) {
        throw e;
      }
      return openWithProcessOne(e);
    }
  }

  /** A socket stays in the namespace that it was opened in. */
  private static LinuxSocket openWithProcessOne(LinuxException here) {
    try {
      return new NetworkNamespace(Path.of("/proc/1/ns/net")).call(ProcessEvents::openHere);
    } catch (LinuxException e) {
      here.addSuppressed(e);
      throw here;
    }
  }

  private static LinuxSocket openHere() {
    LinuxSocket socket =
        LinuxSocket.openNonBlocking(
            "process events", LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_DGRAM, NETLINK_CONNECTOR);
    try {
      if (socket.trySetOption(LinuxSocket.SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER) < 0) {
        int unused = socket.trySetOption(LinuxSocket.SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
      }
      socket.bind(SocketAddress.netlink(0, ProcessEventCodec.GROUP));
      ask(socket, true);
      return socket;
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static void ask(LinuxSocket socket, boolean listen) {
    int result = socket.send(ProcessEventCodec.subscription(listen));
    if (result < 0) {
      throw new LinuxException("listen for process events", Errno.ofResult(result));
    }
  }

  private void drain() {
    // Bounded: a host that makes processes without end must not keep the loop from its timers.
    for (int left = READS; left > 0 && socket.descriptor().isOpen(); left--) {
      int length = socket.receiveFrom(data.clear(), from.clear());
      if (length == -Errno.EAGAIN.number()) {
        return;
      }
      if (length == -Errno.ENOBUFS.number()) {
        listener.lost();
      } else if (length < 0 && length != -Errno.EINTR.number()) {
        throw new LinuxException("read process events", Errno.ofResult(length));
      } else if (length >= 0) {
        take(length);
      }
    }
  }

  /** The kernel's alone: another process can send to this socket too. */
  private void take(int length) {
    if (from.getInt(SENDER_PORT) != 0) {
      return;
    }
    if (length > ROOM) {
      listener.lost();
      return;
    }
    for (ProcessEvent event : ProcessEventCodec.decode(data.limit(length))) {
      listener.happened(event);
    }
  }

  /** Wishes to hear no more; a second call does nothing. */
  @Override
  public void close() {
    if (socket.descriptor().isOpen()) {
      watch.close();
      // The kernel counts listeners, and makes no events for none.
      int unused = socket.send(ProcessEventCodec.subscription(false));
      socket.close();
    }
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import io.github.jlvs.linux.Descriptor;
import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Events of multicast groups. When the kernel had to drop events because they were not read fast
 * enough, the listener is told to resynchronise: nothing is lost silently.
 *
 * <p>Used by one thread at a time, but for {@link #close()}, with which any thread ends the wait of
 * another. In an event loop, watch {@link #descriptor()} and call {@link #await} with {@link
 * Duration#ZERO}. In a thread of its own:
 *
 * <pre>{@code
 * while (subscription.isOpen()) {
 *   subscription.await(Duration.ofMinutes(10), listener);
 * }
 * }</pre>
 *
 * <p>An interrupt does not end the wait: the kernel knows nothing of it.
 */
public final class Subscription implements AutoCloseable {
  private static final int RECEIVE_SIZE = 1 << 16;

  /** How much of a flood is thrown away before the caller gets a turn. */
  private static final int MOST_DRAINED = 1024;

  private static final long UNSET = -1;

  private final Transport transport;
  private final ByteBuffer received =
      ByteBuffer.allocateDirect(RECEIVE_SIZE).order(ByteOrder.nativeOrder());
  private final DatagramReader datagram = new DatagramReader(received);
  private long timeoutNanos = UNSET;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean overflowed;
  private volatile boolean closed;

  /** What is done with events. */
  public interface Listener {
    /**
     * An event.
     *
     * @param event valid only during the call
     */
    void event(Reply event);

    /** Events were dropped: read the whole state anew. */
    void resynchronise();
  }

  /**
   * A subscription over a transport of the caller's, which it closes when it is closed.
   *
   * @param transport the transport
   * @param groups the groups' numbers
   * @throws NetlinkException if a group can't be joined
   */
  public Subscription(Transport transport, int... groups) {
    this.transport = Trace.of(transport);
    for (int group : groups) {
      this.transport.join(group);
    }
  }

  /**
   * Subscribes to groups of the kernel.
   *
   * @param protocol for example {@link NetlinkSocket#NETLINK_ROUTE}
   * @param options how
   * @param groups the groups' numbers
   * @return the subscription
   * @throws LinuxException if the kernel refuses
   */
  public static Subscription open(int protocol, NetlinkOptions options, int... groups) {
    Transport transport = KernelTransport.open(protocol, options);
    try {
      return new Subscription(transport, groups);
    } catch (NetlinkException e) {
      transport.close();
      throw e;
    }
  }

  /**
   * Waits for events and hands over one datagram of them. Where an event can't be decoded, or the
   * listener throws, the next call goes on with the event behind it.
   *
   * @param timeout how long at the most; zero only looks
   * @param listener gets them
   * @return false when there was nothing in that time, or it is closed
   * @throws LinuxException if the socket fails
   * @throws MalformedMessageException if an event can't be decoded
   */
  public boolean await(Duration timeout, Listener listener) {
    lock.lock();
    try {
      return !closed && awaitOpen(timeout, listener);
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitOpen(Duration timeout, Listener listener) {
    if (overflowed) {
      return drain(listener);
    }
    if (handOver(listener)) {
      return true;
    }
    setTimeout(Math.max(0, TimeUnit.NANOSECONDS.convert(timeout)));
    int length = transport.receive(received);
    if (length == -Errno.EAGAIN.number()) {
      return false;
    }
    if (length == -Errno.ENOBUFS.number() || length > received.capacity()) {
      overflowed = true;
      return drain(listener);
    }
    if (length < 0) {
      throw new NetlinkException("receive events", Errno.ofResult(length));
    }
    datagram.start(length);
    return handOver(listener) || !closed;
  }

  /** Hands over what is left of the datagram; false where that is nothing. */
  private boolean handOver(Listener listener) {
    boolean any = false;
    while (!closed && datagram.next()) {
      any = true;
      if (datagram.reply().type() == NetlinkFlags.NLMSG_OVERRUN) {
        overflowed = true;
      } else {
        listener.event(datagram.reply());
      }
    }
    return any;
  }

  /**
   * From the first dropped event until the queue is empty the kernel drops on without another word.
   * So what is left in the queue is thrown away first, and only then is the listener told to read
   * everything anew: no change can fall between.
   */
  private boolean drain(Listener listener) {
    datagram.start(0);
    setTimeout(0);
    for (int i = 0; i < MOST_DRAINED && !closed; i++) {
      int length = transport.receive(received);
      if (length == -Errno.EAGAIN.number()) {
        overflowed = false;
        listener.resynchronise();
        return true;
      }
      if (length < 0 && length != -Errno.ENOBUFS.number()) {
        throw new NetlinkException("receive events", Errno.ofResult(length));
      }
    }
    return !closed; // events come as fast as they are thrown away: the next call goes on
  }

  private void setTimeout(long nanos) {
    if (nanos != timeoutNanos) {
      transport.receiveTimeout(nanos);
      timeoutNanos = nanos;
    }
  }

  /**
   * The descriptor, for an event loop. Still owned by this subscription.
   *
   * @return the descriptor
   */
  public Descriptor descriptor() {
    return transport.descriptor();
  }

  /**
   * Whether events can still be awaited.
   *
   * @return false after {@link #close()}
   */
  public boolean isOpen() {
    return !closed;
  }

  /**
   * Closes it; a second call does nothing. A thread that waits in {@link #await} comes back with
   * false; one that is inside the listener is waited for, unless it is the caller itself. No event
   * is handed over after that.
   */
  @Override
  public void close() {
    closed = true;
    transport.wake();
    lock.lock();
    try {
      transport.close();
    } finally {
      lock.unlock();
    }
  }
}

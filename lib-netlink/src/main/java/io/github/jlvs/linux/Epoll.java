// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * epoll(7), level-triggered. Used by one thread; {@link EventLoop} is the comfortable way.
 *
 * <p>{@code struct epoll_event} (linux/eventpoll.h) is packed on x86-64 and padded elsewhere.
 */
public final class Epoll implements AutoCloseable {
  /** There is something to read, or a connection ended. */
  public static final int EPOLLIN = 0x1;

  /** There is room to write, or a connect ended. */
  public static final int EPOLLOUT = 0x4;

  /** An error is pending; always reported. */
  public static final int EPOLLERR = 0x8;

  /** The other side hung up; always reported. */
  public static final int EPOLLHUP = 0x10;

  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int MODIFY = 3;
  private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));
  private static final int DATA_AT = PACKED ? 4 : 8;
  private static final int EVENT_SIZE = DATA_AT + Long.BYTES;
  private static final int TIMESPEC_SIZE = 2 * Long.BYTES;
  private static final int MAXIMUM = 64;

  private final SystemCalls calls = SystemCalls.get();
  private final Descriptor descriptor;
  private final ByteBuffer event = allocate(EVENT_SIZE);
  private final ByteBuffer events = allocate(MAXIMUM * EVENT_SIZE + TIMESPEC_SIZE);

  private Epoll(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens an instance.
   *
   * @return the instance
   * @throws LinuxException if the kernel refuses
   */
  public static Epoll open() {
    int fd = SystemCalls.get().epollCreate(OpenFlags.O_CLOEXEC);
    return new Epoll(new Descriptor(LinuxException.check("open epoll", fd), "epoll"));
  }

  /**
   * Watches a descriptor.
   *
   * @param fd the descriptor
   * @param interest EPOLL bits
   * @param token what {@link #token(int)} gives back
   * @throws LinuxException if it is watched already, or can't be
   */
  public void add(Descriptor fd, int interest, long token) {
    control(ADD, "watch", fd, interest, token);
  }

  /**
   * Changes what a watched descriptor is watched for.
   *
   * @param fd the descriptor
   * @param interest EPOLL bits
   * @param token what {@link #token(int)} gives back
   * @throws LinuxException if it isn't watched
   */
  public void modify(Descriptor fd, int interest, long token) {
    control(MODIFY, "watch", fd, interest, token);
  }

  /**
   * Stops watching a descriptor.
   *
   * @param fd the descriptor
   * @throws LinuxException if it isn't watched
   */
  public void remove(Descriptor fd) {
    control(REMOVE, "stop watching", fd, 0, 0);
  }

  /**
   * Waits for events.
   *
   * @param timeoutNanos nanoseconds; 0 only looks, below zero waits for ever
   * @return the number of events, 0 when the time ran out or a signal came
   * @throws LinuxException if the kernel refuses
   */
  public int await(long timeoutNanos) {
    int count = calls.epollWait(descriptor.number(), events, MAXIMUM, timeoutNanos);
    return count == -Errno.EINTR.number() ? 0 : LinuxException.check("wait for events", count);
  }

  /** Whether more may be ready than a call of {@link #await(long)} told. */
  static boolean isFull(int count) {
    return count == MAXIMUM;
  }

  /**
   * The bits of one event of the last {@link #await(long)}.
   *
   * @param index from 0
   * @return EPOLL bits
   */
  public int events(int index) {
    return events.getInt(index * EVENT_SIZE);
  }

  /**
   * The token of one event of the last {@link #await(long)}.
   *
   * @param index from 0
   * @return the token given when the descriptor was added
   */
  public long token(int index) {
    return events.getLong(index * EVENT_SIZE + DATA_AT);
  }

  /** Closes it; a second call does nothing. */
  @Override
  public void close() {
    descriptor.close();
  }

  private void control(int operation, String verb, Descriptor fd, int interest, long token) {
    event.putInt(0, interest).putLong(DATA_AT, token);
    int result = calls.epollControl(descriptor.number(), operation, fd.number(), event);
    if (result < 0) {
      throw new LinuxException(verb + " " + fd, Errno.ofResult(result));
    }
  }

  private static ByteBuffer allocate(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import java.nio.ByteBuffer;

/**
 * Linux system calls. Every method returns what the call returned, or the errno negated: a result
 * below zero is {@code -errno}, so no caller ever reads a stale error number.
 *
 * <p>Buffers are direct; the bytes between position and limit are meant, and the position is never
 * moved. Calls block the calling thread and ignore {@link Thread#interrupt()}.
 */
public interface SystemCalls {
  /** socket(2). */
  int socket(int domain, int type, int protocol);

  /** bind(2). */
  int bind(int fd, ByteBuffer address);

  /** connect(2). */
  int connect(int fd, ByteBuffer address);

  /** getsockname(2); fills the buffer, returns the address's length. */
  int getsockname(int fd, ByteBuffer address);

  /** setsockopt(2). */
  int setsockopt(int fd, int level, int name, ByteBuffer value);

  /** setsockopt(2) with SO_ATTACH_FILTER: a program of classic BPF, eight octets an instruction. */
  int attachFilter(int fd, ByteBuffer program);

  /** getsockopt(2); returns the number of bytes written. */
  int getsockopt(int fd, int level, int name, ByteBuffer value);

  /** send(2), to the connected or default peer. */
  int send(int fd, ByteBuffer data, int flags);

  /** sendmsg(2) of one buffer to one address. */
  int sendmsg(int fd, MessageHeader header, ByteBuffer data, int flags, ByteBuffer address);

  /** recv(2). */
  int recv(int fd, ByteBuffer data, int flags);

  /** recvmsg(2) into one buffer; the sender's address replaces the bytes of {@code address}. */
  int recvmsg(int fd, MessageHeader header, ByteBuffer data, int flags, ByteBuffer address);

  /**
   * recvmsg(2) with control messages, which replace the bytes of {@code control}; its limit is set
   * to their end.
   */
  int recvmsg(
      int fd,
      MessageHeader header,
      ByteBuffer data,
      int flags,
      ByteBuffer address,
      ByteBuffer control);

  /** read(2). */
  int read(int fd, ByteBuffer data);

  /** write(2). */
  int write(int fd, ByteBuffer data);

  /** close(2). */
  int close(int fd);

  /** open(2), without a mode: never creates. */
  int open(String path, int flags);

  /** dup2(2). */
  int dup2(int from, int to);

  /** setsid(2). */
  int setsid();

  /** setns(2). */
  int setns(int fd, int namespaceType);

  /** unshare(2). */
  int unshare(int flags);

  /** capset(2), of the calling thread. */
  int capset(ByteBuffer header, ByteBuffer sets);

  /** eventfd(2). */
  int eventfd(int flags);

  /** signalfd(2) for the signals whose bits (signal - 1) are set. */
  int signalfd(long mask, int flags);

  /** epoll_create1(2). */
  int epollCreate(int flags);

  /** epoll_ctl(2). */
  int epollControl(int epoll, int operation, int fd, ByteBuffer event);

  /**
   * epoll_pwait2(2), or epoll_wait(2) rounded up to a millisecond where the kernel or libc is older
   * (Linux 5.11, glibc 2.35).
   *
   * @param events room for {@code maximum} events of 12 bytes (16 where not packed) and 16 bytes of
   *     scratch space at its end
   * @param timeoutNanos nanoseconds; below zero waits for ever
   */
  int epollWait(int epoll, ByteBuffer events, int maximum, long timeoutNanos);

  /** kill(2). */
  int kill(int pid, int signal);

  /**
   * The calling thread's own 8 bytes of direct memory in native order, for an option's value.
   * Allocating direct memory costs more than the call it is for.
   *
   * @return the same buffer at every call, position 0, limit 8
   */
  ByteBuffer scratch();

  /** The process's system calls, loaded at the first use. Thread-safe. */
  static SystemCalls get() {
    return JnrSystemCalls.Loaded.INSTANCE;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import com.kenai.jffi.MemoryIO;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** System calls through jnr-ffi. Thread-safe: errno is kept per thread by jffi. */
final class JnrSystemCalls implements SystemCalls {
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int ENOSYS = 38;
  private static final int NANOS_A_MILLI = 1_000_000;

  private final Libc libc;
  private final Runtime runtime;
  private final MemoryIO memory = MemoryIO.getInstance();
  private final ThreadLocal<ByteBuffer> scratch = ThreadLocal.withInitial(() -> direct(Long.BYTES));
  private final ThreadLocal<ByteBuffer> length =
      ThreadLocal.withInitial(() -> direct(Integer.BYTES));

  /** For control messages that nobody wants. Empty for ever, so that all threads may share it. */
  private final ByteBuffer noRoom = direct(0);

  private volatile boolean nanosecondWait = true;

  /** Holder: libc is bound when the first call is made, not when a class is loaded. */
  static final class Loaded {
    static final SystemCalls INSTANCE = new JnrSystemCalls();

    private Loaded() {}
  }

  private JnrSystemCalls() {
    libc = LibraryLoader.create(Libc.class).load("c");
    runtime = Runtime.getRuntime(libc);
  }

  @Override
  public int socket(int domain, int type, int protocol) {
    return orErrno(libc.socket(domain, type, protocol));
  }

  @Override
  public int bind(int fd, ByteBuffer address) {
    try {
      return orErrno(libc.bind(fd, address(address), address.remaining()));
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  @Override
  public int connect(int fd, ByteBuffer address) {
    try {
      return orErrno(libc.connect(fd, address(address), address.remaining()));
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  @Override
  public int getsockname(int fd, ByteBuffer address) {
    ByteBuffer length = length(address.remaining());
    try {
      int result = orErrno(libc.getsockname(fd, address(address), address(length)));
      return result < 0 ? result : length.getInt(0);
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  @Override
  public int setsockopt(int fd, int level, int name, ByteBuffer value) {
    try {
      return orErrno(libc.setsockopt(fd, level, name, address(value), value.remaining()));
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  @Override
  public int attachFilter(int fd, ByteBuffer program) {
    // struct sock_fprog: the number of instructions, and where they are.
    ByteBuffer holder = direct(2 * Long.BYTES);
    holder.putShort(0, (short) (program.remaining() / Long.BYTES));
    holder.putLong(Long.BYTES, address(program));
    try {
      return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, holder);
    } finally {
      Reference.reachabilityFence(program);
    }
  }

  @Override
  public int getsockopt(int fd, int level, int name, ByteBuffer value) {
    ByteBuffer length = length(value.remaining());
    try {
      int result = orErrno(libc.getsockopt(fd, level, name, address(value), address(length)));
      return result < 0 ? result : length.getInt(0);
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  @Override
  public int send(int fd, ByteBuffer data, int flags) {
    try {
      return orErrno(libc.send(fd, address(data), data.remaining(), flags));
    } finally {
      Reference.reachabilityFence(data);
    }
  }

  @Override
  public int sendmsg(int fd, MessageHeader header, ByteBuffer data, int flags, ByteBuffer to) {
    try {
      return orErrno(libc.sendmsg(fd, point(header, data, to), flags));
    } finally {
      Reference.reachabilityFence(data);
      Reference.reachabilityFence(to);
      Reference.reachabilityFence(header);
    }
  }

  @Override
  public int recv(int fd, ByteBuffer data, int flags) {
    try {
      return orErrno(libc.recv(fd, address(data), data.remaining(), flags));
    } finally {
      Reference.reachabilityFence(data);
    }
  }

  @Override
  public int recvmsg(int fd, MessageHeader header, ByteBuffer data, int flags, ByteBuffer from) {
    return recvmsg(fd, header, data, flags, from, noRoom);
  }

  @Override
  public int recvmsg(
      int fd,
      MessageHeader header,
      ByteBuffer data,
      int flags,
      ByteBuffer from,
      ByteBuffer control) {
    try {
      long own = point(header, data, from);
      header.control(address(control), control.remaining());
      int result = orErrno(libc.recvmsg(fd, own, flags));
      control.limit(control.position() + (result < 0 ? 0 : header.controlLength()));
      return result;
    } finally {
      Reference.reachabilityFence(data);
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(control);
      Reference.reachabilityFence(header);
    }
  }

  private long point(MessageHeader header, ByteBuffer data, ByteBuffer name) {
    long own = address(header.bytes());
    header.point(own, address(name), name.remaining(), address(data), data.remaining());
    return own;
  }

  @Override
  public int read(int fd, ByteBuffer data) {
    try {
      return orErrno(libc.read(fd, address(data), data.remaining()));
    } finally {
      Reference.reachabilityFence(data);
    }
  }

  @Override
  public int write(int fd, ByteBuffer data) {
    try {
      return orErrno(libc.write(fd, address(data), data.remaining()));
    } finally {
      Reference.reachabilityFence(data);
    }
  }

  @Override
  public int close(int fd) {
    return orErrno(libc.close(fd));
  }

  @Override
  public int open(String path, int flags) {
    return orErrno(libc.open(path, flags));
  }

  @Override
  public int dup2(int from, int to) {
    return orErrno(libc.dup2(from, to));
  }

  @Override
  public int setsid() {
    return orErrno(libc.setsid());
  }

  @Override
  public int setns(int fd, int namespaceType) {
    return orErrno(libc.setns(fd, namespaceType));
  }

  @Override
  public int unshare(int flags) {
    return orErrno(libc.unshare(flags));
  }

  @Override
  public int capset(ByteBuffer header, ByteBuffer sets) {
    try {
      return orErrno(libc.capset(address(header), address(sets)));
    } finally {
      Reference.reachabilityFence(header);
      Reference.reachabilityFence(sets);
    }
  }

  @Override
  public int eventfd(int flags) {
    return orErrno(libc.eventfd(0, flags));
  }

  @Override
  public int signalfd(long mask, int flags) {
    // glibc's sigset_t is 128 bytes; the kernel reads the first eight.
    ByteBuffer set = direct(128);
    set.putLong(0, mask);
    try {
      return orErrno(libc.signalfd(-1, address(set), flags));
    } finally {
      Reference.reachabilityFence(set);
    }
  }

  @Override
  public int epollCreate(int flags) {
    return orErrno(libc.epoll_create1(flags));
  }

  @Override
  public int epollControl(int epoll, int operation, int fd, ByteBuffer event) {
    try {
      return orErrno(libc.epoll_ctl(epoll, operation, fd, address(event)));
    } finally {
      Reference.reachabilityFence(event);
    }
  }

  @Override
  public int epollWait(int epoll, ByteBuffer events, int maximum, long timeoutNanos) {
    if (timeoutNanos < 0) {
      return orErrno(libc.epoll_wait(epoll, address(events), maximum, -1));
    }
    if (timeoutNanos == 0) {
      return orErrno(libc.epoll_wait(epoll, address(events), maximum, 0));
    }
    if (nanosecondWait) {
      int result = waitNanoseconds(epoll, events, maximum, timeoutNanos);
      if (result != -ENOSYS) {
        return result;
      }
      nanosecondWait = false;
    }
    long millis = (timeoutNanos + NANOS_A_MILLI - 1) / NANOS_A_MILLI;
    int rounded = (int) Math.min(millis, Integer.MAX_VALUE);
    return orErrno(libc.epoll_wait(epoll, address(events), maximum, rounded));
  }

  /** The timespec lies in the 16 bytes behind the limit of the events' buffer. */
  private int waitNanoseconds(int epoll, ByteBuffer events, int maximum, long timeoutNanos) {
    int timespecAt = events.capacity() - 2 * Long.BYTES;
    long aSecond = TimeUnit.SECONDS.toNanos(1);
    events.putLong(timespecAt, timeoutNanos / aSecond);
    events.putLong(timespecAt + Long.BYTES, timeoutNanos % aSecond);
    long base = memory.getDirectBufferAddress(events);
    try {
      return orErrno(libc.epoll_pwait2(epoll, base, maximum, base + timespecAt, 0));
    } catch (UnsatisfiedLinkError olderLibc) {
      return -ENOSYS;
    }
  }

  @Override
  public int kill(int pid, int signal) {
    return orErrno(libc.kill(pid, signal));
  }

  private int orErrno(long result) {
    return result >= 0 ? (int) result : -LastError.getLastError(runtime);
  }

  private long address(ByteBuffer direct) {
    if (!direct.isDirect()) {
      throw new IllegalArgumentException("A system call needs a direct buffer");
    }
    return memory.getDirectBufferAddress(direct) + direct.position();
  }

  @Override
  public ByteBuffer scratch() {
    return scratch.get().clear();
  }

  /** A socklen_t that the kernel reads and writes. */
  private ByteBuffer length(int value) {
    return length.get().putInt(0, value);
  }

  private static ByteBuffer direct(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import com.kenai.jffi.MemoryIO;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/** System calls through jnr-ffi. Thread-safe: errno is kept per thread by jffi. */
final class JnrSystemCalls implements SystemCalls {
  private static final int ENOSYS = 38;
  private static final int NANOS_A_MILLI = 1_000_000;

  private final Libc libc;
  private final Runtime runtime;
  private final MemoryIO memory = MemoryIO.getInstance();
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
    return orErrno(libc.bind(fd, address(address), address.remaining()));
  }

  @Override
  public int connect(int fd, ByteBuffer address) {
    return orErrno(libc.connect(fd, address(address), address.remaining()));
  }

  @Override
  public int getsockname(int fd, ByteBuffer address) {
    ByteBuffer length = length(address.remaining());
    int result = orErrno(libc.getsockname(fd, address(address), address(length)));
    return result < 0 ? result : length.getInt(0);
  }

  @Override
  public int setsockopt(int fd, int level, int name, ByteBuffer value) {
    return orErrno(libc.setsockopt(fd, level, name, address(value), value.remaining()));
  }

  @Override
  public int getsockopt(int fd, int level, int name, ByteBuffer value) {
    ByteBuffer length = length(value.remaining());
    int result = orErrno(libc.getsockopt(fd, level, name, address(value), address(length)));
    return result < 0 ? result : length.getInt(0);
  }

  @Override
  public int send(int fd, ByteBuffer data, int flags) {
    return orErrno(libc.sendto(fd, address(data), data.remaining(), flags, 0, 0));
  }

  @Override
  public int sendto(int fd, ByteBuffer data, int flags, ByteBuffer to) {
    return orErrno(
        libc.sendto(fd, address(data), data.remaining(), flags, address(to), to.remaining()));
  }

  @Override
  public int recv(int fd, ByteBuffer data, int flags) {
    return orErrno(libc.recvfrom(fd, address(data), data.remaining(), flags, 0, 0));
  }

  @Override
  public int recvfrom(int fd, ByteBuffer data, int flags, ByteBuffer from) {
    // The length lies behind the address in the same buffer's spare room, so nothing is allocated.
    int lengthAt = from.limit() - Integer.BYTES;
    int room = lengthAt - from.position();
    from.order(ByteOrder.nativeOrder()).putInt(lengthAt, room);
    long base = address(from);
    return orErrno(libc.recvfrom(fd, address(data), data.remaining(), flags, base, base + room));
  }

  @Override
  public int read(int fd, ByteBuffer data) {
    return orErrno(libc.read(fd, address(data), data.remaining()));
  }

  @Override
  public int write(int fd, ByteBuffer data) {
    return orErrno(libc.write(fd, address(data), data.remaining()));
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
  public int setns(int fd, int namespaceType) {
    return orErrno(libc.setns(fd, namespaceType));
  }

  @Override
  public int unshare(int flags) {
    return orErrno(libc.unshare(flags));
  }

  @Override
  public int eventfd(int flags) {
    return orErrno(libc.eventfd(0, flags));
  }

  @Override
  public int signalfd(long mask, int flags) {
    // glibc's sigset_t is 128 bytes; the kernel reads the first eight.
    ByteBuffer set = ByteBuffer.allocateDirect(128).order(ByteOrder.nativeOrder());
    set.putLong(0, mask);
    return orErrno(libc.signalfd(-1, address(set), flags));
  }

  @Override
  public int epollCreate(int flags) {
    return orErrno(libc.epoll_create1(flags));
  }

  @Override
  public int epollControl(int epoll, int operation, int fd, ByteBuffer event) {
    return orErrno(libc.epoll_ctl(epoll, operation, fd, address(event)));
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

  private static ByteBuffer length(int value) {
    ByteBuffer length = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
    return length.putInt(0, value);
  }
}

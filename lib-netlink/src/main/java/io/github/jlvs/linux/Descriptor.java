// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor. It is closed once: afterwards {@link #number()} refuses, so that a
 * number which the kernel has given to somebody else is never used. Thread-safe, but closing while
 * another thread is inside a call with the number is the caller's race to avoid.
 */
public final class Descriptor implements AutoCloseable {
  private static final int CLOSED = -1;

  private final AtomicInteger number;
  private final String name;

  /**
   * Takes ownership of a descriptor.
   *
   * @param number the descriptor
   * @param name what it is, for messages
   */
  public Descriptor(int number, String name) {
    if (number < 0) {
      throw new IllegalArgumentException("descriptor " + number + " of " + name + " is negative");
    }
    this.number = new AtomicInteger(number);
    this.name = name;
  }

  /**
   * Opens an existing file, close-on-exec.
   *
   * @param path its path
   * @param flags open(2)'s flags, such as 0 for reading
   * @return the descriptor
   * @throws LinuxException if it can't be opened
   */
  static Descriptor open(String path, int flags) {
    int fd = SystemCalls.get().open(path, flags | OpenFlags.O_CLOEXEC);
    return new Descriptor(LinuxException.check("open " + path, fd), path);
  }

  /**
   * The number.
   *
   * @return a descriptor that is open
   * @throws IllegalStateException after {@link #close()}
   */
  public int number() {
    int fd = number.get();
    if (fd == CLOSED) {
      throw new IllegalStateException(name + " is closed");
    }
    return fd;
  }

  /**
   * Whether it is still open.
   *
   * @return false after {@link #close()}
   */
  public boolean isOpen() {
    return number.get() != CLOSED;
  }

  /** Closes it; a second call does nothing. */
  @Override
  public void close() {
    int fd = number.getAndSet(CLOSED);
    if (fd != CLOSED) {
      // close(2) frees the number even when it reports an error; there is nothing to do about one.
      int unused = SystemCalls.get().close(fd);
    }
  }

  @Override
  public String toString() {
    return name + " (descriptor " + number.get() + ")";
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import org.jspecify.annotations.Nullable;

/**
 * An error number of Linux (asm-generic/errno.h). Numbers without a constant here are valid too and
 * keep their value.
 *
 * @param number the positive error number
 */
public record Errno(int number) {
  /** Operation not permitted. */
  public static final Errno EPERM = new Errno(1);

  /** No such file, entry or object. */
  public static final Errno ENOENT = new Errno(2);

  /** No such process. */
  public static final Errno ESRCH = new Errno(3);

  /** Interrupted by a signal. */
  public static final Errno EINTR = new Errno(4);

  /** Input or output error. */
  public static final Errno EIO = new Errno(5);

  /** No such device or address. */
  public static final Errno ENXIO = new Errno(6);

  /** A file that the kernel does not know how to run. */
  public static final Errno ENOEXEC = new Errno(8);

  /** Not an open descriptor. */
  public static final Errno EBADF = new Errno(9);

  /** No child process. */
  public static final Errno ECHILD = new Errno(10);

  /** Nothing to read, or no room to write, now. */
  public static final Errno EAGAIN = new Errno(11);

  /** Out of memory. */
  public static final Errno ENOMEM = new Errno(12);

  /** Permission denied. */
  public static final Errno EACCES = new Errno(13);

  /** Device or object is busy. */
  public static final Errno EBUSY = new Errno(16);

  /** Exists already. */
  public static final Errno EEXIST = new Errno(17);

  /** No such device. */
  public static final Errno ENODEV = new Errno(19);

  /** Invalid argument. */
  public static final Errno EINVAL = new Errno(22);

  /** A program that somebody has open for writing. */
  public static final Errno ETXTBSY = new Errno(26);

  /** Too many open descriptors in the whole system. */
  public static final Errno ENFILE = new Errno(23);

  /** Too many open descriptors in this process. */
  public static final Errno EMFILE = new Errno(24);

  /** No space left. */
  public static final Errno ENOSPC = new Errno(28);

  /** The file system is mounted read-only. */
  public static final Errno EROFS = new Errno(30);

  /** Write to something nobody reads. */
  public static final Errno EPIPE = new Errno(32);

  /** Result out of range. */
  public static final Errno ERANGE = new Errno(34);

  /** System call not in this kernel. */
  public static final Errno ENOSYS = new Errno(38);

  /** Message too long. */
  public static final Errno EMSGSIZE = new Errno(90);

  /** Protocol option not available. */
  public static final Errno ENOPROTOOPT = new Errno(92);

  /** Protocol not supported. */
  public static final Errno EPROTONOSUPPORT = new Errno(93);

  /** Operation not supported. */
  public static final Errno EOPNOTSUPP = new Errno(95);

  /** Address family not supported. */
  public static final Errno EAFNOSUPPORT = new Errno(97);

  /** Address in use. */
  public static final Errno EADDRINUSE = new Errno(98);

  /** Address not on this host. */
  public static final Errno EADDRNOTAVAIL = new Errno(99);

  /** Network is down. */
  public static final Errno ENETDOWN = new Errno(100);

  /** Network is unreachable. */
  public static final Errno ENETUNREACH = new Errno(101);

  /** The receive buffer overflowed: messages were lost. */
  public static final Errno ENOBUFS = new Errno(105);

  /** The peer reset the connection. */
  public static final Errno ECONNRESET = new Errno(104);

  /** Timed out. */
  public static final Errno ETIMEDOUT = new Errno(110);

  /** Nobody listens there. */
  public static final Errno ECONNREFUSED = new Errno(111);

  /** No route to the host. */
  public static final Errno EHOSTUNREACH = new Errno(113);

  /** In progress already. */
  public static final Errno EALREADY = new Errno(114);

  /** In progress. */
  public static final Errno EINPROGRESS = new Errno(115);

  /** It was given up. */
  public static final Errno ECANCELED = new Errno(125);

  /**
   * Takes a number as it stands in errno.h.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public Errno {
    if (number <= 0) {
      throw new IllegalArgumentException("errno " + number + " is not positive");
    }
  }

  /**
   * The errno behind a result of the form {@code -errno}.
   *
   * @param result a value below zero
   * @return the errno
   */
  public static Errno ofResult(int result) {
    return new Errno(-result);
  }

  /**
   * Whether the right to do it is what lacks: {@link #EPERM} or {@link #EACCES}.
   *
   * @return whether it is
   */
  public boolean isPermission() {
    return equals(EPERM) || equals(EACCES);
  }

  /**
   * The constant's name.
   *
   * @return for example {@code ENOENT}; {@code errno 999} for a number without one here
   */
  public String name() {
    return ErrnoText.name(number);
  }

  /**
   * What the number means, in the words people know from the C library.
   *
   * @return for example {@code No such file or directory}
   */
  public String description() {
    return ErrnoText.description(number);
  }

  /** Spelt out: a record's own spins classes at the first call, which tools pay at every start. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Errno errno && errno.number == number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return description() + " (" + name() + ")";
  }
}

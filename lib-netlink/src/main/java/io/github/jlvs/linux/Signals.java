// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Signals read from a descriptor (signalfd(2)), those that the JVM has no handler for included.
 *
 * <p>The signals must be blocked in every thread, which only the program that starts the JVM can
 * arrange: {@code env --block-signal=HUP,TERM java -Xrs ...}. A signal that isn't blocked still
 * does what it did before. Some are the JVM's own on Linux: it unblocks SIGILL, SIGBUS, SIGFPE,
 * SIGSEGV and, in its handlers, SIGTRAP; and it stops threads by SIGUSR2, unless the environment
 * variable {@code _JAVA_SR_SIGNUM} has it take another. Child processes inherit what is blocked.
 */
public final class Signals implements AutoCloseable {
  /** Hang-up: by custom, reload. */
  public static final int SIGHUP = 1;

  /** Interrupt from the terminal. */
  public static final int SIGINT = 2;

  /** First signal for the user's purposes. */
  public static final int SIGUSR1 = 10;

  /** Second signal for the user's purposes. */
  public static final int SIGUSR2 = 12;

  /** Terminate. */
  public static final int SIGTERM = 15;

  private static final int HIGHEST = 64;
  private static final int SIGINFO_SIZE = 128;

  private final Descriptor descriptor;
  private final ByteBuffer info =
      ByteBuffer.allocateDirect(SIGINFO_SIZE).order(ByteOrder.nativeOrder());

  private Signals(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens a descriptor for some signals; reads never block.
   *
   * @param signals signal numbers, 1 to 64
   * @return the open descriptor
   * @throws LinuxException if the kernel refuses
   */
  public static Signals open(Set<Integer> signals) {
    long mask = 0;
    for (int signal : signals) {
      if (signal < 1 || signal > HIGHEST) {
        throw new IllegalArgumentException("signal " + signal + " is not between 1 and 64");
      }
      mask |= 1L << (signal - 1);
    }
    int fd = SystemCalls.get().signalfd(mask, OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK);
    return new Signals(new Descriptor(LinuxException.check("open signalfd", fd), "signalfd"));
  }

  /**
   * The next signal.
   *
   * @return its number, or empty when none is waiting
   * @throws LinuxException if the kernel refuses
   */
  public OptionalInt next() {
    int result = SystemCalls.get().read(descriptor.number(), info);
    if (result == -Errno.EAGAIN.number() || result == -Errno.EINTR.number()) {
      return OptionalInt.empty();
    }
    LinuxException.check("read a signal", result);
    return OptionalInt.of(info.getInt(0));
  }

  /**
   * The descriptor, for an event loop. Still owned by this object.
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
}

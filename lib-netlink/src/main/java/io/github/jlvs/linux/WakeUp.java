// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An eventfd(2) with which any thread ends another's wait. {@link #signal} is thread-safe, the rest
 * belongs to the thread that waits.
 */
public final class WakeUp implements AutoCloseable {
  private final SystemCalls calls = SystemCalls.get();
  private final Descriptor descriptor;
  private final ByteBuffer one = counter().putLong(0, 1);
  private final ByteBuffer read = counter();

  private WakeUp(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens one that is not ready.
   *
   * @return it
   * @throws LinuxException if the kernel refuses
   */
  public static WakeUp open() {
    int fd = SystemCalls.get().eventfd(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK);
    return new WakeUp(new Descriptor(LinuxException.check("open eventfd", fd), "eventfd"));
  }

  /**
   * What is ready for reading from {@link #signal} until {@link #drain}. Still owned by this
   * object.
   *
   * @return the descriptor
   */
  public Descriptor descriptor() {
    return descriptor;
  }

  /** Makes the descriptor ready; without effect where it is so already, or closed. */
  public void signal() {
    if (descriptor.isOpen()) {
      // EAGAIN means that the counter is full, so the sleeper wakes anyway.
      int unused = calls.write(descriptor.number(), one);
    }
  }

  /** Makes the descriptor not ready; without effect where it is not. */
  public void drain() {
    // EAGAIN means that another turn has read it.
    int unused = calls.read(descriptor.number(), read);
  }

  /** Closes it; a second call does nothing. */
  @Override
  public void close() {
    descriptor.close();
  }

  private static ByteBuffer counter() {
    return ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
  }
}

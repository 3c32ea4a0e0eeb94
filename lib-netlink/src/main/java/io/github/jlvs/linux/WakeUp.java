// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import io.github.jlvs.linux.internal.SystemCalls;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An eventfd(2) with which any thread ends another's wait. */
final class WakeUp implements AutoCloseable {
  private final SystemCalls calls = SystemCalls.get();
  private final Descriptor descriptor;
  private final ByteBuffer one = counter().putLong(0, 1);
  private final ByteBuffer read = counter();

  private WakeUp(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  static WakeUp open() {
    int fd = SystemCalls.get().eventfd(OpenFlags.O_CLOEXEC | OpenFlags.O_NONBLOCK);
    return new WakeUp(new Descriptor(LinuxException.check("open eventfd", fd), "eventfd"));
  }

  Descriptor descriptor() {
    return descriptor;
  }

  void signal() {
    if (descriptor.isOpen()) {
      // EAGAIN means that the counter is full, so the sleeper wakes anyway.
      int unused = calls.write(descriptor.number(), one);
    }
  }

  void drain() {
    // EAGAIN means that another turn has read it.
    int unused = calls.read(descriptor.number(), read);
  }

  @Override
  public void close() {
    descriptor.close();
  }

  private static ByteBuffer counter() {
    return ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A {@code struct msghdr} with one {@code struct iovec} behind it (64-bit layout of
 * bits/types/struct_msghdr.h), to be used again and again by one thread at a time.
 */
public final class MessageHeader {
  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTORS = 16;
  private static final int VECTOR_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int HEADER_SIZE = 56;
  private static final int BASE = HEADER_SIZE;
  private static final int LENGTH = HEADER_SIZE + 8;
  private static final int SIZE = HEADER_SIZE + 16;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());

  /** An empty header. */
  public MessageHeader() {}

  ByteBuffer bytes() {
    return bytes;
  }

  void point(long own, long name, int nameLength, long data, int dataLength) {
    bytes.putLong(NAME, name).putInt(NAME_LENGTH, nameLength);
    bytes.putLong(VECTORS, own + HEADER_SIZE).putLong(VECTOR_COUNT, 1);
    bytes.putLong(BASE, data).putLong(LENGTH, dataLength);
    control(0, 0);
  }

  /** Where control messages go: none after {@link #point}. */
  void control(long address, int length) {
    bytes.putLong(CONTROL, address).putLong(CONTROL_LENGTH, length);
  }

  /** How many octets of control messages the kernel has written. */
  int controlLength() {
    return (int) bytes.getLong(CONTROL_LENGTH);
  }
}

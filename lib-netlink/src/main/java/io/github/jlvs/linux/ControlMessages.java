// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * What the kernel tells beside a datagram: {@code struct cmsghdr} one after another (cmsg(3), the
 * 64-bit layout: length with its header, level, type, data, padded to eight octets). Lengths are
 * not believed beyond the buffer.
 */
public final class ControlMessages {
  private static final int HEADER = 16;
  private static final int LEVEL = 8;
  private static final int TYPE = 12;

  private ControlMessages() {}

  /**
   * Finds the first message of a kind that has at least so many octets of data.
   *
   * @param control the messages from position to limit, in native byte order; left as it is
   * @param level the level, such as {@link LinuxSocket#IPPROTO_IPV6}
   * @param type the type within the level
   * @param length octets of data that it must have
   * @return where its data begin in the buffer; empty when there is none
   */
  public static OptionalInt find(ByteBuffer control, int level, int type, int length) {
    int at = control.position();
    while (control.limit() - at >= HEADER) {
      long size = control.getLong(at);
      if (size < HEADER || size > control.limit() - at) {
        return OptionalInt.empty();
      }
      if (control.getInt(at + LEVEL) == level
          && control.getInt(at + TYPE) == type
          && size - HEADER >= length) {
        return OptionalInt.of(at + HEADER);
      }
      at += (int) Math.min(size + Long.BYTES - 1 & -Long.BYTES, control.limit() - at);
    }
    return OptionalInt.empty();
  }
}

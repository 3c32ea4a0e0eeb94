// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What inotify(7) tells: {@code struct inotify_event} of linux/inotify.h.
 *
 * @param watch the number of the watch; -1 where events were lost
 * @param mask what happened
 * @param name in the watched directory, a char for each byte; empty where the watched thing itself
 *     is meant
 */
record InotifyEvent(int watch, int mask, String name) {
  static final int ATTRIBUTES = 0x4;
  static final int CLOSED_AFTER_WRITING = 0x8;
  static final int MOVED_FROM = 0x40;
  static final int MOVED_TO = 0x80;
  static final int CREATED = 0x100;
  static final int DELETED = 0x200;
  static final int DELETED_ITSELF = 0x400;
  static final int MOVED_ITSELF = 0x800;
  static final int UNMOUNTED = 0x2000;
  static final int OVERFLOW = 0x4000;
  static final int IGNORED = 0x8000;
  static final int ONLY_DIRECTORY = 0x1000000;

  private static final int HEADER = 16;

  boolean is(int bits) {
    return (mask & bits) != 0;
  }

  /**
   * Takes a buffer apart, from its position to its limit.
   *
   * @throws IllegalArgumentException if a length runs past the end
   */
  static List<InotifyEvent> decode(ByteBuffer region) {
    ByteBuffer bytes = region.slice().order(ByteOrder.nativeOrder());
    List<InotifyEvent> events = new ArrayList<>();
    int at = 0;
    while (at < bytes.limit()) {
      int left = bytes.limit() - at - HEADER;
      if (left < 0) {
        throw new IllegalArgumentException("inotify: ends within the header at byte " + at);
      }
      int length = bytes.getInt(at + 12);
      if (length < 0 || length > left) {
        throw new IllegalArgumentException(
            "inotify: event at byte " + at + " claims a name of " + length + " of " + left);
      }
      byte[] name = new byte[length];
      bytes.get(at + HEADER, name);
      events.add(new InotifyEvent(bytes.getInt(at), bytes.getInt(at + 4), text(name)));
      at += HEADER + length;
    }
    return events;
  }

  /** Up to the first byte of zero: names are padded with them. */
  private static String text(byte[] padded) {
    int length = 0;
    while (length < padded.length && padded[length] != 0) {
      length++;
    }
    return new String(padded, 0, length, StandardCharsets.ISO_8859_1);
  }
}

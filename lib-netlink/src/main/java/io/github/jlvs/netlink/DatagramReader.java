// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import java.nio.ByteBuffer;

/** Walks over the messages of one datagram; every length is checked before it is believed. */
final class DatagramReader {
  private final ByteBuffer buffer;
  private final Reply reply;
  private int next;
  private int end;

  DatagramReader(ByteBuffer buffer) {
    this.buffer = buffer;
    this.reply = new Reply(buffer);
  }

  /** Starts with the first message of a datagram that lies at the buffer's start. */
  void start(int length) {
    next = 0;
    end = length;
  }

  /** Moves to the next message; false at the end. */
  boolean next() {
    int left = end - next;
    if (left <= 0) {
      return false;
    }
    if (left < MessageWriter.MESSAGE_HEADER) {
      end = next;
      throw new MalformedMessageException("netlink: ends after " + left + " bytes of a header");
    }
    int length = buffer.getInt(next);
    if (length < MessageWriter.MESSAGE_HEADER || length > left) {
      int at = next;
      end = next;
      throw new MalformedMessageException(
          "netlink: message at byte " + at + " claims " + length + " of " + left + " bytes");
    }
    reply.moveTo(next, next + length);
    next = Math.min(end, next + ((length + 3) & ~3));
    return true;
  }

  Reply reply() {
    return reply;
  }
}

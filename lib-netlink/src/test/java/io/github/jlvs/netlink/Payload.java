// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Messages of which a test writes what follows the header, or looks at that. */
public final class Payload {
  private Payload() {}

  /** What somebody writes behind the header. */
  public static byte[] of(Consumer<MessageWriter> body) {
    MessageWriter writer = new MessageWriter();
    writer.begin(0, 0);
    body.accept(writer);
    writer.end();
    ByteBuffer written = writer.written().position(MessageWriter.MESSAGE_HEADER);
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    return bytes;
  }

  /** The message around it, as a receiver sees it. */
  public static Reply message(byte[] payload) {
    int length = MessageWriter.MESSAGE_HEADER + payload.length;
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
    buffer.put(MessageWriter.MESSAGE_HEADER, payload);
    Reply reply = new Reply(buffer);
    reply.moveTo(0, length);
    return reply;
  }
}

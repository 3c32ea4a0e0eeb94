// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Messages of which somebody gives the payload. */
public final class Messages {
  /** What the decoders of the netlink libraries may throw. */
  public static final List<Class<? extends RuntimeException>> MALFORMED =
      List.of(MalformedMessageException.class);

  private Messages() {}

  /**
   * A message whose payload is a region, which must have room for a header before it.
   *
   * @param payload from position to limit
   */
  public static Reply around(ByteBuffer payload) {
    Reply reply = new Reply(payload);
    reply.moveTo(payload.position() - MessageWriter.MESSAGE_HEADER, payload.limit());
    return reply;
  }

  /** The payload that somebody writes. */
  public static ByteBuffer payload(Consumer<MessageWriter> body) {
    MessageWriter writer = new MessageWriter();
    writer.begin(0, 0);
    body.accept(writer);
    writer.end();
    ByteBuffer written = writer.written();
    return written.position(MessageWriter.MESSAGE_HEADER);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.dns;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Messages over TCP, each behind its length in two octets (RFC 7766 section 8), in whatever pieces
 * they come. Memory is taken for what came, not for what is claimed.
 */
final class LengthPrefixed {
  private static final int PREFIX = 2;

  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private int missing = PREFIX;
  private boolean inMessage;

  static ByteBuffer encode(ByteBuffer message) {
    ByteBuffer out = ByteBuffer.allocate(PREFIX + message.remaining());
    return out.putShort((short) message.remaining()).put(message).flip();
  }

  /** Takes what belongs to the next message; the message, once it is whole. */
  Optional<ByteBuffer> take(ByteBuffer bytes) {
    while (missing > 0 && bytes.hasRemaining()) {
      byte[] piece = new byte[Math.min(missing, bytes.remaining())];
      bytes.get(piece);
      begun.writeBytes(piece);
      missing -= piece.length;
      if (missing == 0 && !inMessage) {
        inMessage = true;
        missing = ByteBuffer.wrap(next()).getShort() & 0xffff;
      }
    }
    if (missing > 0) {
      return Optional.empty();
    }
    inMessage = false;
    missing = PREFIX;
    return Optional.of(ByteBuffer.wrap(next()));
  }

  private byte[] next() {
    byte[] whole = begun.toByteArray();
    begun.reset();
    return whole;
  }
}

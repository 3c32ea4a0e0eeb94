// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an answer is about: octets that nobody changes, in pieces, so that a long one is never twice
 * in memory, and asks for no long stretch of it. One that is the same object is the same, so that
 * answers may share it. Thread-safe.
 */
public final class Body {
  static final Body NONE = new Body(List.of());

  private final List<ByteBuffer> pieces;
  private final long length;

  Body(List<ByteBuffer> pieces) {
    this.pieces = List.copyOf(pieces);
    this.length = pieces.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** Of octets that nobody changes any more. */
  public static Body of(byte[] octets) {
    return new Body(List.of(ByteBuffer.wrap(octets)));
  }

  /** Of a text, in UTF-8. */
  public static Body of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** In octets. */
  public long length() {
    return length;
  }

  /** Its pieces in order, to be read. */
  public List<ByteBuffer> pieces() {
    return pieces.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
  }

  /** As text, read as UTF-8. */
  public String text() {
    byte[] all = new byte[Math.toIntExact(length)];
    int at = 0;
    for (ByteBuffer piece : pieces()) {
      int count = piece.remaining();
      Object unused = piece.get(all, at, count);
      at += count;
    }
    return new String(all, StandardCharsets.UTF_8);
  }
}

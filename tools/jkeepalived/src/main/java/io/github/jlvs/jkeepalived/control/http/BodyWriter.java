// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.control.http;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A body under way. Of one thread. */
public final class BodyWriter extends OutputStream {
  /** Most answers are short; of a long one, what is written to a socket at a time. */
  private static final int FIRST_PIECE = 2 * 1024;

  private static final int LONGEST_PIECE = 64 * 1024;

  private final List<ByteBuffer> full = new ArrayList<>();
  private byte[] piece = new byte[FIRST_PIECE];
  private int used;

  private void makeRoom() {
    if (used == piece.length) {
      full.add(ByteBuffer.wrap(piece));
      piece = new byte[Math.min(LONGEST_PIECE, 2 * piece.length)];
      used = 0;
    }
  }

  @Override
  public void write(int octet) {
    makeRoom();
    piece[used++] = (byte) octet;
  }

  @Override
  public void write(byte[] octets, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, octets.length);
    int from = offset;
    while (from < offset + length) {
      makeRoom();
      int count = Math.min(offset + length - from, piece.length - used);
      System.arraycopy(octets, from, piece, used, count);
      from += count;
      used += count;
    }
  }

  /** Octets. */
  public void octets(byte[] octets) {
    write(octets, 0, octets.length);
  }

  /** Text, in UTF-8. */
  public void text(String text) {
    octets(text.getBytes(StandardCharsets.UTF_8));
  }

  /** All of it, once: nothing follows. */
  public Body body() {
    List<ByteBuffer> all = new ArrayList<>(full);
    all.add(ByteBuffer.wrap(piece, 0, used));
    return new Body(all);
  }
}

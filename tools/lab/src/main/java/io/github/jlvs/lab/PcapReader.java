// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads what {@code tcpdump -w -} writes (pcap with microseconds, link type Ethernet), a frame at a
 * time.
 */
final class PcapReader {
  private static final int MAGIC = 0xa1b2c3d4;
  private static final int ETHERNET = 1;
  private static final int LONGEST_FRAME = 1 << 18;

  private final DataInputStream in;
  private final byte[] head = new byte[24];
  private final ByteOrder order;

  /**
   * A frame of the stream.
   *
   * @param frame what it is
   * @param bytes as they stand in the stream
   */
  record Captured(Frame frame, ByteBuffer bytes) {}

  PcapReader(InputStream stream) throws IOException {
    in = new DataInputStream(stream);
    in.readFully(head);
    ByteBuffer header = ByteBuffer.wrap(head);
    order = header.getInt(0) == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    header.order(order);
    if (header.getInt(0) != MAGIC || header.getInt(20) != ETHERNET) {
      throw new IOException("not a pcap stream of Ethernet frames with microseconds");
    }
  }

  /** What the stream begins with, before its first frame. */
  byte[] head() {
    return head.clone();
  }

  Optional<Captured> next() throws IOException {
    byte[] start = new byte[16];
    try {
      in.readFully(start);
      ByteBuffer header = ByteBuffer.wrap(start).order(order);
      long seconds = Integer.toUnsignedLong(header.getInt());
      long micros = Integer.toUnsignedLong(header.getInt());
      int captured = header.getInt();
      if (captured < 0 || captured > LONGEST_FRAME) {
        throw new IOException("a frame of " + captured + " bytes in a pcap stream");
      }
      byte[] frame = new byte[captured];
      in.readFully(frame);
      Instant time = Instant.ofEpochSecond(seconds, micros * 1000);
      ByteBuffer bytes = ByteBuffer.allocate(16 + captured).put(start).put(frame);
      return Optional.of(new Captured(FrameDecoder.decode(time, frame), bytes));
    } catch (EOFException e) {
      return Optional.empty();
    }
  }
}

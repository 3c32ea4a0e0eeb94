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
  private final ByteOrder order;

  PcapReader(InputStream stream) throws IOException {
    in = new DataInputStream(stream);
    byte[] head = new byte[24];
    in.readFully(head);
    ByteBuffer header = ByteBuffer.wrap(head);
    order = header.getInt(0) == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    header.order(order);
    if (header.getInt(0) != MAGIC || header.getInt(20) != ETHERNET) {
      throw new IOException("not a pcap stream of Ethernet frames with microseconds");
    }
  }

  Optional<Frame> next() throws IOException {
    byte[] head = new byte[16];
    try {
      in.readFully(head);
      ByteBuffer header = ByteBuffer.wrap(head).order(order);
      long seconds = Integer.toUnsignedLong(header.getInt());
      long micros = Integer.toUnsignedLong(header.getInt());
      int captured = header.getInt();
      if (captured < 0 || captured > LONGEST_FRAME) {
        throw new IOException("a frame of " + captured + " bytes in a pcap stream");
      }
      byte[] frame = new byte[captured];
      in.readFully(frame);
      return Optional.of(FrameDecoder.decode(Instant.ofEpochSecond(seconds, micros * 1000), frame));
    } catch (EOFException e) {
      return Optional.empty();
    }
  }
}

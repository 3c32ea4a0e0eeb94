// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Writes netlink messages one behind the other into a buffer that grows: header, the protocol's
 * fixed part, attributes. Lengths and padding are its work. It allocates nothing per attribute.
 *
 * <p>Integers are written in the writer's byte order (the machine's, for a kernel); the BigEndian
 * methods are for the few attributes that carry network order.
 */
public final class MessageWriter {
  static final int MESSAGE_HEADER = 16;
  private static final int ATTRIBUTE_HEADER = 4;
  private static final int LONGEST_ATTRIBUTE = 0xffff - ATTRIBUTE_HEADER;
  private static final int NLA_F_NESTED = 0x8000;
  private static final int FIRST_SIZE = 4096;
  private static final int NO_MESSAGE = -1;

  private ByteBuffer buffer;
  private int message = NO_MESSAGE;

  /**
   * A writer in a given byte order.
   *
   * @param order the machine's order for messages to a kernel
   */
  public MessageWriter(ByteOrder order) {
    buffer = ByteBuffer.allocateDirect(FIRST_SIZE).order(order);
  }

  /** A writer in the machine's byte order. */
  public MessageWriter() {
    this(ByteOrder.nativeOrder());
  }

  /** Forgets everything written; the buffer is used again. */
  public void clear() {
    buffer.clear();
    message = NO_MESSAGE;
  }

  /**
   * Starts a message behind those written so far. Sequence and port are filled in by the socket.
   *
   * @param type the message type
   * @param flags NLM_F bits
   */
  public void begin(int type, int flags) {
    if (message != NO_MESSAGE) {
      throw new IllegalStateException("a message is open: end() it first");
    }
    room(MESSAGE_HEADER);
    message = buffer.position();
    buffer.putInt(0).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
  }

  /** Ends the message, filling in its length. */
  public void end() {
    requireMessage();
    buffer.putInt(message, buffer.position() - message);
    pad();
    message = NO_MESSAGE;
  }

  /**
   * Sets the sequence number of the open message.
   *
   * @param sequence the number
   */
  public void sequence(int sequence) {
    requireMessage();
    buffer.putInt(message + 8, sequence);
  }

  /**
   * A byte of the protocol's fixed part.
   *
   * @param value its low eight bits are written
   */
  public void fixed8(int value) {
    room(Byte.BYTES);
    buffer.put((byte) value);
  }

  /**
   * A 16-bit integer of the protocol's fixed part.
   *
   * @param value its low sixteen bits are written
   */
  public void fixed16(int value) {
    room(Short.BYTES);
    buffer.putShort((short) value);
  }

  /**
   * A 32-bit integer of the protocol's fixed part.
   *
   * @param value the bits
   */
  public void fixed32(int value) {
    room(Integer.BYTES);
    buffer.putInt(value);
  }

  /**
   * Attribute: a byte.
   *
   * @param type the attribute type
   * @param value its low eight bits are written
   */
  public void u8(int type, int value) {
    attribute(type, Byte.BYTES);
    buffer.put((byte) value);
    pad();
  }

  /**
   * Attribute: a 16-bit integer.
   *
   * @param type the attribute type
   * @param value its low sixteen bits are written
   */
  public void u16(int type, int value) {
    attribute(type, Short.BYTES);
    buffer.putShort((short) value);
    pad();
  }

  /**
   * Attribute: a 16-bit integer in network byte order.
   *
   * @param type the attribute type
   * @param value its low sixteen bits are written
   */
  public void u16BigEndian(int type, int value) {
    attribute(type, Short.BYTES);
    buffer.put((byte) (value >>> 8)).put((byte) value);
    pad();
  }

  /**
   * Attribute: a 32-bit integer.
   *
   * @param type the attribute type
   * @param value the bits
   */
  public void u32(int type, int value) {
    attribute(type, Integer.BYTES);
    buffer.putInt(value);
  }

  /**
   * Attribute: a 32-bit integer in network byte order.
   *
   * @param type the attribute type
   * @param value the bits
   */
  public void u32BigEndian(int type, int value) {
    u32(type, buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
  }

  /**
   * Attribute: a 64-bit integer.
   *
   * @param type the attribute type
   * @param value the bits
   */
  public void u64(int type, long value) {
    attribute(type, Long.BYTES);
    buffer.putLong(value);
  }

  /**
   * Attribute: bytes as they are.
   *
   * @param type the attribute type
   * @param value at most 65531 bytes
   * @throws IllegalArgumentException if there are more
   */
  public void bytes(int type, byte[] value) {
    attribute(type, value.length);
    buffer.put(value);
    pad();
  }

  /**
   * Attribute: two 32-bit integers, as in {@code struct ip_vs_flags}.
   *
   * @param type the attribute type
   * @param first the first one's bits
   * @param second the second one's bits
   */
  public void u32Pair(int type, int first, int second) {
    attribute(type, 2 * Integer.BYTES);
    buffer.putInt(first).putInt(second);
  }

  /**
   * Attribute: a text, UTF-8, ended by NUL.
   *
   * @param type the attribute type
   * @param value at most 65530 bytes long
   * @throws IllegalArgumentException if it is longer, or contains NUL
   */
  public void string(int type, String value) {
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the text of attribute " + type + " contains NUL");
    }
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    attribute(type, text.length + 1);
    buffer.put(text).put((byte) 0);
    pad();
  }

  /**
   * Attribute without a value, whose presence is what it says.
   *
   * @param type the attribute type
   */
  public void flag(int type) {
    attribute(type, 0);
  }

  /**
   * Opens an attribute that holds attributes.
   *
   * @param type the attribute type
   * @return what {@link #endNest(int)} takes
   */
  public int nest(int type) {
    return nestUnmarked(type | NLA_F_NESTED);
  }

  /**
   * Opens an attribute that holds attributes, without the mark that says so: many kernel interfaces
   * are older than the mark.
   *
   * @param type the attribute type
   * @return what {@link #endNest(int)} takes
   */
  public int nestUnmarked(int type) {
    attribute(type, 0);
    return buffer.position() - ATTRIBUTE_HEADER;
  }

  /**
   * Closes a nested attribute.
   *
   * @param nest what {@link #nest(int)} returned
   * @throws IllegalArgumentException if it became longer than 65535 bytes
   */
  public void endNest(int nest) {
    int length = buffer.position() - nest;
    if (length > 0xffff) {
      throw new IllegalArgumentException("a nested attribute of " + length + " bytes is too long");
    }
    buffer.putShort(nest, (short) length);
  }

  /**
   * Attribute that holds attributes.
   *
   * @param type the attribute type
   * @param inside writes them
   */
  public void nested(int type, Consumer<MessageWriter> inside) {
    int nest = nest(type);
    inside.accept(this);
    endNest(nest);
  }

  /**
   * How much is written.
   *
   * @return bytes
   */
  public int size() {
    return buffer.position();
  }

  /**
   * What is written.
   *
   * @return a view from 0 to {@link #size()}, valid until the next write
   */
  public ByteBuffer written() {
    return buffer.duplicate().order(buffer.order()).flip();
  }

  private void attribute(int type, int length) {
    requireMessage();
    if (length > LONGEST_ATTRIBUTE) {
      throw new IllegalArgumentException(
          "attribute " + type + " of " + length + " bytes is longer than " + LONGEST_ATTRIBUTE);
    }
    room(ATTRIBUTE_HEADER + length);
    buffer.putShort((short) (ATTRIBUTE_HEADER + length)).putShort((short) type);
  }

  private void pad() {
    while ((buffer.position() & 3) != 0) {
      buffer.put((byte) 0);
    }
  }

  private void room(int size) {
    int needed = size + Integer.BYTES; // and the padding
    if (buffer.remaining() < needed) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + needed);
      ByteBuffer larger = ByteBuffer.allocateDirect(capacity).order(buffer.order());
      buffer = larger.put(buffer.flip());
    }
  }

  private void requireMessage() {
    if (message == NO_MESSAGE) {
      throw new IllegalStateException("no message is open: begin() one first");
    }
  }
}

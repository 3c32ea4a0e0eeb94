// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import java.nio.ByteBuffer;

/**
 * One message received: a flyweight over the receive buffer, valid until the receiver that handed
 * it out reads on. Copy what is to be kept.
 *
 * <p>Integers are in the machine's order (linux/netlink.h, {@code struct nlmsghdr}).
 */
public final class Reply {
  private final ByteBuffer buffer;
  private int start;
  private int end;

  Reply(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  void moveTo(int newStart, int newEnd) {
    start = newStart;
    end = newEnd;
  }

  /**
   * The message type.
   *
   * @return 0 to 65535
   */
  public int type() {
    return Short.toUnsignedInt(buffer.getShort(start + 4));
  }

  /**
   * The message's NLM_F flags.
   *
   * @return bits
   */
  public int flags() {
    return Short.toUnsignedInt(buffer.getShort(start + 6));
  }

  /**
   * The sequence number, that of the request in answers.
   *
   * @return the bits
   */
  public int sequence() {
    return buffer.getInt(start + 8);
  }

  /**
   * The port id the message is for.
   *
   * @return the bits
   */
  public int port() {
    return buffer.getInt(start + 12);
  }

  /**
   * The length of what follows the message header.
   *
   * @return bytes
   */
  public int payloadLength() {
    return end - start - MessageWriter.MESSAGE_HEADER;
  }

  /**
   * A byte of the payload.
   *
   * @param offset bytes from its start
   * @return 0 to 255
   * @throws MalformedMessageException if the payload is shorter
   */
  public int u8(int offset) {
    return Byte.toUnsignedInt(buffer.get(at(offset, Byte.BYTES)));
  }

  /**
   * A 16-bit integer of the payload.
   *
   * @param offset bytes from its start
   * @return 0 to 65535
   * @throws MalformedMessageException if the payload is shorter
   */
  public int u16(int offset) {
    return Short.toUnsignedInt(buffer.getShort(at(offset, Short.BYTES)));
  }

  /**
   * A 32-bit integer of the payload.
   *
   * @param offset bytes from its start
   * @return the bits
   * @throws MalformedMessageException if the payload is shorter
   */
  public int u32(int offset) {
    return buffer.getInt(at(offset, Integer.BYTES));
  }

  /**
   * The attributes behind the protocol's fixed part.
   *
   * @param fixedLength the fixed part's length in bytes, a multiple of four
   * @return a reader that stands before the first attribute
   * @throws MalformedMessageException if the payload is shorter than the fixed part
   */
  public AttributeReader attributes(int fixedLength) {
    int from = fixedLength == 0 ? start + MessageWriter.MESSAGE_HEADER : at(0, fixedLength);
    return new AttributeReader(buffer, from + fixedLength, end);
  }

  private int at(int offset, int size) {
    if (offset < 0 || offset > payloadLength() - size) {
      throw new MalformedMessageException(
          "netlink: message type "
              + type()
              + " has a payload of "
              + payloadLength()
              + " bytes, expected at least "
              + (offset + size));
    }
    return start + MessageWriter.MESSAGE_HEADER + offset;
  }
}

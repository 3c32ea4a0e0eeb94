// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A bounded cursor over attributes (type, length, value): {@link #next()} moves, the other methods
 * read the attribute it stands on. It allocates nothing but the values it returns, and can't read
 * past the region it was given.
 *
 * <pre>{@code
 * while (attributes.next()) {
 *   switch (attributes.type()) {
 *     case IFA_LABEL -> label = attributes.string();
 *     case IFA_FLAGS -> flags = attributes.u32();
 *     default -> {} // newer kernels send more
 *   }
 * }
 * }</pre>
 *
 * <p>Integers are in the order of the buffer, which for messages from the kernel is the machine's;
 * the BigEndian methods are for the few attributes that carry network order. The buffer is shared
 * with the receiver: values are valid until the next message is received, so keep copies.
 */
public final class AttributeReader {
  private static final int HEADER = 4;
  private static final int TYPE_MASK = 0x3fff;
  private static final int NESTED = 0x8000;

  private final ByteBuffer buffer;
  private final int end;
  private int next;
  private int rawType;
  private int valueAt;
  private int valueLength = -1;

  /**
   * Reads attributes between two positions.
   *
   * @param buffer the buffer; its position and limit are neither used nor changed
   * @param from where the first attribute starts
   * @param end where the region ends
   */
  AttributeReader(ByteBuffer buffer, int from, int end) {
    this.buffer = buffer;
    this.next = from;
    this.end = end;
  }

  /**
   * Reads attributes from the buffer's position to its limit, in the buffer's byte order.
   *
   * @param buffer the buffer, not copied; its position and limit are not changed
   * @return a reader that stands before the first attribute
   */
  public static AttributeReader of(ByteBuffer buffer) {
    ByteBuffer shared = buffer.duplicate().order(buffer.order());
    return new AttributeReader(shared, buffer.position(), buffer.limit());
  }

  /**
   * Moves to the next attribute.
   *
   * @return false at the end
   * @throws MalformedMessageException if the attribute's length is impossible
   */
  public boolean next() {
    if (next >= end) {
      valueLength = -1;
      return false;
    }
    if (end - next < HEADER) {
      throw malformed("ends after " + (end - next) + " bytes of an attribute's header");
    }
    int length = Short.toUnsignedInt(buffer.getShort(next));
    if (length < HEADER || length > end - next) {
      throw malformed(
          "attribute at byte " + next + " claims " + length + " of " + (end - next) + " bytes");
    }
    rawType = Short.toUnsignedInt(buffer.getShort(next + 2));
    valueAt = next + HEADER;
    valueLength = length - HEADER;
    // The last attribute may come without its padding.
    next = Math.min(end, next + ((length + 3) & ~3));
    return true;
  }

  /**
   * The attribute's type, without the flags that share its field.
   *
   * @return 0 to 16383
   */
  public int type() {
    return rawType & TYPE_MASK;
  }

  /**
   * The attribute's type with the flags that share its field, as {@link MessageWriter#bytes} takes
   * it to write the attribute back.
   *
   * @return 0 to 65535
   */
  public int rawType() {
    return rawType;
  }

  /**
   * Whether the sender marked the attribute as nested. Many kernel interfaces nest without the
   * mark.
   *
   * @return true if NLA_F_NESTED is set
   */
  public boolean isMarkedNested() {
    return (rawType & NESTED) != 0;
  }

  /**
   * The length of the value.
   *
   * @return bytes, without header and padding
   */
  public int length() {
    if (valueLength < 0) {
      throw new IllegalStateException("the reader stands on no attribute: call next() first");
    }
    return valueLength;
  }

  /**
   * An unsigned byte.
   *
   * @return 0 to 255
   * @throws MalformedMessageException if the value isn't one byte long
   */
  public int u8() {
    require(Byte.BYTES);
    return Byte.toUnsignedInt(buffer.get(valueAt));
  }

  /**
   * An unsigned 16-bit integer.
   *
   * @return 0 to 65535
   * @throws MalformedMessageException if the value isn't two bytes long
   */
  public int u16() {
    require(Short.BYTES);
    return Short.toUnsignedInt(buffer.getShort(valueAt));
  }

  /**
   * An unsigned 16-bit integer in network byte order.
   *
   * @return 0 to 65535
   * @throws MalformedMessageException if the value isn't two bytes long
   */
  public int u16BigEndian() {
    int value = u16();
    return buffer.order() == ByteOrder.BIG_ENDIAN
        ? value
        : Short.toUnsignedInt(Short.reverseBytes((short) value));
  }

  /**
   * A 32-bit integer; use {@link Integer#toUnsignedLong} where the top bit counts.
   *
   * @return the bits
   * @throws MalformedMessageException if the value isn't four bytes long
   */
  public int u32() {
    require(Integer.BYTES);
    return buffer.getInt(valueAt);
  }

  /**
   * A 32-bit integer in network byte order.
   *
   * @return the bits
   * @throws MalformedMessageException if the value isn't four bytes long
   */
  public int u32BigEndian() {
    int value = u32();
    return buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
  }

  /**
   * A 64-bit integer.
   *
   * @return the bits
   * @throws MalformedMessageException if the value isn't eight bytes long
   */
  public long u64() {
    require(Long.BYTES);
    return buffer.getLong(valueAt);
  }

  /**
   * The value's bytes.
   *
   * @return a copy
   */
  public byte[] bytes() {
    byte[] copy = new byte[length()];
    buffer.get(valueAt, copy);
    return copy;
  }

  /**
   * Some of the value's bytes.
   *
   * @param count how many, from the start
   * @return a copy
   * @throws MalformedMessageException if the value is shorter
   */
  public byte[] bytes(int count) {
    if (count > length()) {
      throw malformed(sizeText() + ", expected at least " + count);
    }
    byte[] copy = new byte[count];
    buffer.get(valueAt, copy);
    return copy;
  }

  /**
   * A text, up to its first NUL or the end of the value.
   *
   * @return the text, decoded as UTF-8
   */
  public String string() {
    int length = length();
    int size = 0;
    while (size < length && buffer.get(valueAt + size) != 0) {
      size++;
    }
    byte[] text = new byte[size];
    buffer.get(valueAt, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /**
   * A byte of a value that is a structure.
   *
   * @param offset bytes from the value's start
   * @return 0 to 255
   * @throws MalformedMessageException if the value is shorter
   */
  public int u8At(int offset) {
    requireRoom(offset, Byte.BYTES);
    return Byte.toUnsignedInt(buffer.get(valueAt + offset));
  }

  /**
   * An unsigned 16-bit integer of a value that is a structure.
   *
   * @param offset bytes from the value's start
   * @return 0 to 65535
   * @throws MalformedMessageException if the value is shorter
   */
  public int u16At(int offset) {
    requireRoom(offset, Short.BYTES);
    return Short.toUnsignedInt(buffer.getShort(valueAt + offset));
  }

  /**
   * A 32-bit integer of a value that is a structure.
   *
   * @param offset bytes from the value's start
   * @return the bits
   * @throws MalformedMessageException if the value is shorter
   */
  public int u32At(int offset) {
    requireRoom(offset, Integer.BYTES);
    return buffer.getInt(valueAt + offset);
  }

  /**
   * A 64-bit integer of a value that is a structure.
   *
   * @param offset bytes from the value's start
   * @return the bits
   * @throws MalformedMessageException if the value is shorter
   */
  public long u64At(int offset) {
    requireRoom(offset, Long.BYTES);
    return buffer.getLong(valueAt + offset);
  }

  /**
   * The attributes inside this one.
   *
   * @return a reader that stands before the first of them
   */
  public AttributeReader nested() {
    int length = length();
    return new AttributeReader(buffer, valueAt, valueAt + length);
  }

  /**
   * The attributes behind a structure inside this one.
   *
   * @param offset the structure's length in bytes, a multiple of four
   * @return a reader that stands before the first of them
   * @throws MalformedMessageException if the value is shorter than the structure
   */
  public AttributeReader nestedAt(int offset) {
    requireRoom(offset, 0);
    return new AttributeReader(buffer, valueAt + offset, valueAt + length());
  }

  private void require(int size) {
    if (length() != size) {
      throw malformed(sizeText() + ", expected " + size);
    }
  }

  private void requireRoom(int offset, int size) {
    if (offset < 0 || offset > length() - size) {
      throw malformed(sizeText() + ", expected at least " + (offset + size));
    }
  }

  private String sizeText() {
    return "attribute type " + type() + " has " + valueLength + " bytes";
  }

  private static MalformedMessageException malformed(String what) {
    return new MalformedMessageException("netlink: " + what);
  }
}

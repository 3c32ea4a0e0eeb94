// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import io.github.jlvs.netlink.AttributeReader;
import io.github.jlvs.netlink.MessageWriter;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An attribute that the records of this package have no component for, as the kernel sent it. It is
 * compared and written back, so that what is read and written again is the same and not merely like
 * it. Immutable.
 */
public final class RawAttribute {
  private static final int TYPE_MASK = 0x3fff;
  private static final int LONGEST = 0xffff - 4;

  private final int rawType;
  private final byte[] value;

  /**
   * An attribute of these bytes.
   *
   * @param rawType its type, with the NLA_F flags that share its field; 0 to 65535
   * @param value copied; at most 65531 bytes
   * @throws IllegalArgumentException if the type or the length is out of its range
   */
  public RawAttribute(int rawType, byte[] value) {
    Require.range("attribute type", rawType, 0xffff);
    Require.range("attribute length", value.length, LONGEST);
    this.rawType = rawType;
    this.value = value.clone();
  }

  /**
   * Its type.
   *
   * @return without the flags that share its field, 0 to 16383
   */
  public int type() {
    return rawType & TYPE_MASK;
  }

  /**
   * Its value.
   *
   * @return a copy
   */
  public byte[] value() {
    return value.clone();
  }

  static RawAttribute of(AttributeReader attribute) {
    return new RawAttribute(attribute.rawType(), attribute.bytes());
  }

  void write(MessageWriter writer) {
    writer.bytes(rawType, value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawAttribute attribute
        && rawType == attribute.rawType
        && Arrays.equals(value, attribute.value);
  }

  @Override
  public int hashCode() {
    return 31 * rawType + Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "attribute " + type() + " [" + HexFormat.of().formatHex(value) + "]";
  }
}

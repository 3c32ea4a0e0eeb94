// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.netlink.route;

import java.util.HexFormat;

/** A link-layer address: six bytes on Ethernet, other lengths elsewhere. Immutable. */
public final class HardwareAddress {
  /** No address. */
  public static final HardwareAddress NONE = new HardwareAddress(new byte[0]);

  private static final HexFormat TEXT = HexFormat.ofDelimiter(":");

  private final byte[] bytes;

  /**
   * An address of these bytes.
   *
   * @param bytes copied
   */
  public HardwareAddress(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /**
   * The bytes.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HardwareAddress address
        && java.util.Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return TEXT.formatHex(bytes);
  }
}

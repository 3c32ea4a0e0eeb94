// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Reads big-endian fields from the position of a buffer to its limit, and never past it: asking for
 * more is a {@link Rejection.Length}, whatever the caller believed about the length. The buffer's
 * own position is left alone.
 */
final class Cursor {
  private final ByteBuffer buffer;
  private final int start;
  private final int end;
  private int at;

  Cursor(ByteBuffer buffer) {
    this.buffer = buffer;
    this.start = buffer.position();
    this.end = buffer.limit();
    this.at = start;
  }

  int length() {
    return end - start;
  }

  int u8() {
    require(1);
    return buffer.get(at++) & 0xff;
  }

  int u16() {
    return u8() << 8 | u8();
  }

  int s32() {
    return u16() << 16 | u16();
  }

  InetAddress address(AddressFamily family) {
    return family == AddressFamily.IPV4
        ? IpAddresses.ofBits(s32())
        : IpAddresses.ofBytes(octets(family.bytes()));
  }

  byte[] octets(int count) {
    require(count);
    byte[] octets = new byte[count];
    for (int i = 0; i < count; i++) {
      octets[i] = buffer.get(at++);
    }
    return octets;
  }

  void skip(int count) {
    require(count);
    at += count;
  }

  private void require(int count) {
    if (count > end - at) {
      throw new VrrpException(new Rejection.Length(at - start + count, length()));
    }
  }
}

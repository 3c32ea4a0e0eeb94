// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** Addresses as text, for tests. */
final class Addresses {
  private Addresses() {}

  /** Four octets of a packet. */
  static String text(ByteBuffer packet, int at) {
    byte[] octets = new byte[4];
    packet.get(packet.position() + at, octets);
    try {
      return InetAddress.getByAddress(octets).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static ByteBuffer copy(ByteBuffer packet) {
    return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
  }

  static InetAddress ip(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}

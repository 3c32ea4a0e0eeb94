// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Addresses and packets as tests write them. */
final class Packets {
  static final InetAddress GROUP = address("224.0.0.18");
  static final InetAddress PEER = address("10.1.80.91");
  static final InetAddress OWN = address("10.1.80.92");
  static final InetAddress VIP = address("10.1.80.90");

  private Packets() {}

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text.replace(" ", "")));
  }

  /** As the guide configures it: vrid 51, priority 101, password 1111, one address. */
  static VirtualRouterConfig.Builder guide() {
    return VirtualRouterConfig.builder(51, VIP)
        .priority(101)
        .authentication(SimplePassword.of("1111"));
  }

  static IpDatagram.Vrrp multicast(byte[] payload) {
    return new IpDatagram.Vrrp(255, PEER, GROUP, ByteBuffer.wrap(payload));
  }

  /** An IPv4 datagram around a payload: no options, TTL 255, checksum left zero. */
  static ByteBuffer ip(int protocol, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(20 + payload.length);
    out.put((byte) 0x45).put((byte) 0xc0).putShort((short) out.capacity());
    out.putInt(0x0001_0000);
    out.put((byte) 255).put((byte) protocol).putShort((short) 0);
    out.put(PEER.getAddress()).put(GROUP.getAddress()).put(payload);
    return out.flip();
  }
}

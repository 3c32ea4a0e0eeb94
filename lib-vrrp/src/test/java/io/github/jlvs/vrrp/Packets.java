// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
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
  static final InetAddress GROUP6 = address("ff02::12");
  static final InetAddress PEER6 = address("fe80::91");
  static final InetAddress OWN6 = address("fe80::92");
  static final InetAddress VIP6 = address("fe80::90");

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

  /** Between the same two addresses as {@link #multicast} has them. */
  static byte[] encode(Advertisement advertisement) {
    boolean ipv4 = advertisement.protocol().family() == AddressFamily.IPV4;
    return AdvertisementCodec.encode(advertisement, ipv4 ? PEER : PEER6, ipv4 ? GROUP : GROUP6);
  }

  /** One second expected, two received. */
  static Rejection otherInterval() {
    return new Rejection.Interval(
        AdvertisementInterval.ofSeconds(1), AdvertisementInterval.ofSeconds(2));
  }

  static IpDatagram.Vrrp multicast(byte[] payload) {
    return new IpDatagram.Vrrp(255, PEER, GROUP, ByteBuffer.wrap(payload));
  }

  static IpDatagram.Vrrp multicast6(byte[] payload) {
    return new IpDatagram.Vrrp(255, PEER6, GROUP6, ByteBuffer.wrap(payload));
  }

  /** An IPv6 datagram around a payload: hop limit 255. */
  static ByteBuffer ipv6(int next, byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(40 + payload.length);
    out.putInt(0x6c00_0000).putShort((short) payload.length).put((byte) next).put((byte) 255);
    out.put(PEER6.getAddress()).put(GROUP6.getAddress()).put(payload);
    return out.flip();
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

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What keepalived 2.4.3 sent, as it was on the wire: VRID 51, priority 100, key 7 with the octets
 * 00 01 .. 1f. Nothing in them was made by this library.
 */
enum Captured {
  /** Version 2, multicast, one address, authentication type 0. */
  V2(
      "10.1.80.91",
      "213364010001206f0a01505a0000000000000000",
      "010700006b09599ddf4a00001a50e26cc76e9eace1e05e145983d3d2"),
  /** Version 3, multicast, two addresses. */
  V3_MULTICAST(
      "10.1.80.91",
      "3133640200647ac10a01505a0a015059",
      "010700006b0959a8ac6a00005922babb68d2f482a4a139f09b22af75"),
  /** Version 3, sent to the peer 10.1.80.92. */
  V3_UNICAST(
      "10.1.80.91",
      "3133640100645ad60a01505a",
      "010700006b0959b2ca360000fb3f2fc79b33f978e1dd9199154b278e"),
  /** Version 3 over IPv6, two addresses, from the link-local address of the interface. */
  V3_IPV6(
      "fe80::d406:48ff:fe2b:92aa",
      "31336402006487bbfe800000000000000000000000000090fd000000000000000000000000000090",
      "010700006b0959bcc6580000806384a4f2cc6480e23bc254c5fbe6da");

  /** The key of all four. */
  static final HmacKey KEY = HmacKey.of(7, Octets.from(0, 32));

  private final String source;
  private final String pdu;
  private final String trailer;

  Captured(String source, String pdu, String trailer) {
    this.source = source;
    this.pdu = pdu;
    this.trailer = trailer;
  }

  InetAddress source() {
    return IpAddresses.literal(source);
  }

  ByteBuffer pdu() {
    return ByteBuffer.wrap(HexFormat.of().parseHex(pdu));
  }

  ByteBuffer trailer() {
    return ByteBuffer.wrap(HexFormat.of().parseHex(trailer));
  }

  RouterIdentity router() {
    return new RouterIdentity(AddressFamily.of(source()), pdu().get(0) >> 4, pdu().get(1));
  }

  /** The time of the trailer, to the nanosecond after which its fraction begins. */
  long sentAt() {
    long seconds = trailer().getInt(4);
    long fraction = trailer().getShort(8) & 0xffff;
    return seconds * 1_000_000_000 + ((fraction * 1_000_000_000 + 0xffff) >> 16);
  }
}

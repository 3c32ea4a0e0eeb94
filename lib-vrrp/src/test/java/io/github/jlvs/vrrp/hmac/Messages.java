// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.hmac;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Routers, and what they say. */
final class Messages {
  static final long SECOND = 1_000_000_000;

  /** Some moment of 2026. */
  static final long NOON = 1_800_000_000 * SECOND;

  static final RouterIdentity ROUTER = new RouterIdentity(AddressFamily.IPV4, 3, 51);

  /** The window is 5 s. */
  static final HmacSettings BY_TIME =
      new HmacSettings(HmacKeys.only(Captured.KEY), HmacMode.ENFORCE, AntiReplay.TIME, 5);

  static final HmacSettings MONOTONIC =
      new HmacSettings(HmacKeys.only(Captured.KEY), HmacMode.ENFORCE, AntiReplay.MONOTONIC, 5);

  static final InetAddress SENDER = sender(1);

  private Messages() {}

  /** A message as it comes in. */
  record Message(InetAddress source, ByteBuffer pdu, ByteBuffer trailer, long sequence) {}

  /** An advertisement of {@link #ROUTER}. */
  static ByteBuffer pdu() {
    return ByteBuffer.wrap(HexFormat.of().parseHex("3133640100645ad60a01505a"));
  }

  static InetAddress sender(int number) {
    return IpAddresses.ofBits(0x0a015000 + number);
  }

  static HmacSigner signer() {
    return new HmacSigner(ROUTER, BY_TIME);
  }

  static HmacVerifier verifier() {
    return verifier(BY_TIME, List.of());
  }

  static HmacVerifier verifier(HmacSettings settings, Collection<InetAddress> peers) {
    return new HmacVerifier(ROUTER, settings, peers);
  }

  static Message say(HmacSigner signer, InetAddress source, long now) {
    ByteBuffer trailer = ByteBuffer.allocate(HmacTrailer.LENGTH);
    long sequence = signer.sign(source, pdu(), now, trailer);
    return new Message(source, pdu(), trailer.flip(), sequence);
  }

  /** A fresh sender's only message. */
  static Message say(InetAddress source, long now) {
    return say(signer(), source, now);
  }

  static HmacVerdict hear(HmacVerifier verifier, Message message, long now) {
    return verifier.verify(message.source, message.pdu, message.trailer, now);
  }
}

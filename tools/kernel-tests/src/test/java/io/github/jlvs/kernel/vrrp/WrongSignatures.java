// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.hmac.HmacKey;
import io.github.jlvs.vrrp.hmac.HmacKeys;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import io.github.jlvs.vrrp.hmac.HmacSigner;
import io.github.jlvs.vrrp.hmac.HmacTrailer;
import io.github.jlvs.vrrp.hmac.RouterIdentity;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * An advertisement of version 3 over IPv4 as somebody without the key can send it: signed with
 * another key, by one of a number that nobody knows, long ago, not at all, with half a trailer, or
 * one that was right and is played again.
 */
final class WrongSignatures {
  /** Signed anew after so many packets: a forger's clock goes as well. */
  private static final int AS_LONG = 1000;

  private static final int FORGER = 0x0a015064;
  private static final int MEMBER = 0x0a01505d;
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final byte[] advertisement;
  private final HmacSigner otherKey = signer(HmacKeys.only(key(1, 99)));
  private final HmacSigner unknownKey = signer(HmacKeys.only(key(9, 7)));
  private final HmacSigner member = new HmacSigner(identity(), Directors.HMAC);
  private final HmacSigner longAgo = new HmacSigner(identity(), Directors.HMAC);
  private byte[][] signed = {};
  private int sent;

  WrongSignatures(byte[] advertisement) {
    this.advertisement = advertisement;
  }

  private static RouterIdentity identity() {
    return new RouterIdentity(AddressFamily.IPV4, 3, Directors.VRID);
  }

  private static HmacSigner signer(HmacKeys keys) {
    return new HmacSigner(identity(), HmacSettings.of(keys, 25));
  }

  static HmacKey key(int id, int octet) {
    byte[] octets = new byte[HmacKey.SHORTEST];
    Arrays.fill(octets, (byte) octet);
    return HmacKey.of(id, octets);
  }

  /** Sends one; says whether the kernel took it. */
  boolean send(RawSender sender, Random random) {
    if (sent++ % AS_LONG == 0) {
      sign();
    }
    int which = random.nextInt(signed.length);
    // The first one is the member's, and counts when it comes first.
    int source = which == 0 ? MEMBER : FORGER + random.nextInt(100);
    return sender.send(source, 255, signed[which]);
  }

  private void sign() {
    long now = System.currentTimeMillis() * 1_000_000;
    byte[] right = signed(member, MEMBER, now);
    byte[] other = right.clone();
    other[advertisement.length] = 2;
    signed =
        new byte[][] {
          right,
          signed(otherKey, FORGER, now),
          signed(unknownKey, FORGER, now),
          signed(longAgo, MEMBER, now - AN_HOUR.toNanos()),
          advertisement,
          other,
          Arrays.copyOf(right, right.length - 1)
        };
  }

  private byte[] signed(HmacSigner signer, int source, long wallClockNanos) {
    ByteBuffer packet = ByteBuffer.allocate(advertisement.length + HmacTrailer.LENGTH);
    packet.put(advertisement);
    long unused =
        signer.sign(address(source), ByteBuffer.wrap(advertisement), wallClockNanos, packet);
    return packet.array();
  }

  private static InetAddress address(int bits) {
    return IpAddresses.ofBits(bits);
  }
}

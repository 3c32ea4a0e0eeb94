// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.hmac.HmacTrailer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An IP datagram with an advertisement, and with room for its signature where it gets one. */
final class AdvertisementDatagram {
  private final InetAddress source;
  private final InetAddress destination;
  private final ByteBuffer whole;
  private final ByteBuffer payload;
  private final ByteBuffer advertisement;

  AdvertisementDatagram(
      byte[] vrrp, boolean signed, InetAddress source, InetAddress destination, int hops) {
    this.source = source;
    this.destination = destination;
    byte[] octets = signed ? Arrays.copyOf(vrrp, vrrp.length + HmacTrailer.LENGTH) : vrrp;
    whole = IpHeader.before(octets, source, destination, hops);
    int header = whole.limit() - octets.length;
    payload = whole.slice(header, octets.length);
    advertisement = whole.slice(header, vrrp.length);
  }

  /** All of it, in a direct buffer that the kernel can send. */
  ByteBuffer whole() {
    return whole;
  }

  /** What a signature is over. */
  ByteBuffer advertisement() {
    return advertisement;
  }

  /** Ends with that trailer from now on. */
  void sign(byte[] trailer, Protocol protocol) {
    payload.put(advertisement.limit(), trailer);
    AdvertisementCodec.putChecksum(protocol, payload, source, destination);
  }
}

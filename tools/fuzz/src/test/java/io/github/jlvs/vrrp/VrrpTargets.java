// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.fuzz.RoundTrip.whole;

import io.github.jlvs.fuzz.Target;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Advertisements, and datagrams that may hold one. */
public final class VrrpTargets {
  private static final int CHECKSUM_AT = 6;
  private static final InetAddress VIP = IpAddresses.ofBits(0x0a01505a);
  private static final Reception RECEPTION =
      new Reception(
          VirtualRouterConfig.builder(51, VIP).authentication(SimplePassword.of("1111")).build(),
          new Transport.Multicast());

  private VrrpTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of(
                "vrrp-advertisement", VrrpTargets::withRightChecksum, List.of(VrrpException.class))
            .with(whole(packet -> ByteBuffer.wrap(AdvertisementCodec.encode(packet)))),
        Target.of("vrrp-datagram", VrrpTargets::datagram, List.of()));
  }

  /** The checksum is put right, or all but the luckiest packets would end there. */
  private static Advertisement withRightChecksum(ByteBuffer packet) {
    if (packet.remaining() >= PacketHeader.LENGTH) {
      int at = packet.position() + CHECKSUM_AT;
      int checksum = AdvertisementCodec.checksum(packet);
      packet.put(at, (byte) (checksum >>> 8)).put(at + 1, (byte) checksum);
    }
    return AdvertisementCodec.decode(packet);
  }

  private static String datagram(ByteBuffer raw) {
    IpDatagram datagram = IpDatagram.parse(raw);
    return datagram instanceof IpDatagram.Vrrp vrrp
        ? vrrp.header().vrid() + " " + RECEPTION.judge(vrrp)
        : datagram.toString();
  }
}

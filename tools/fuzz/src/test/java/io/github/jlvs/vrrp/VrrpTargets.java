// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import static io.github.jlvs.fuzz.RoundTrip.whole;

import io.github.jlvs.fuzz.Target;
import io.github.jlvs.net.AddressFamily;
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
          new Transport.Multicast(AddressFamily.IPV4));
  private static final Reception RECEPTION_OF_VERSION_3 =
      new Reception(
          VirtualRouterConfig.builder(51, IpAddresses.literal("fe80::90")).build(),
          new Transport.Multicast(AddressFamily.IPV6));

  private VrrpTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        advertisements("vrrp-advertisement", "10.1.80.91", "224.0.0.18"),
        advertisements("vrrp-advertisement-ipv6", "fe80::91", "ff02::12"),
        Target.of("vrrp-datagram", VrrpTargets::datagram, List.of()),
        SignedTarget.of("vrrp-signed"));
  }

  private static Target<?> advertisements(String name, String from, String to) {
    InetAddress source = IpAddresses.literal(from);
    InetAddress destination = IpAddresses.literal(to);
    return Target.of(
            name,
            packet -> withRightChecksum(packet, source, destination),
            List.of(VrrpException.class))
        .with(
            whole(
                packet -> ByteBuffer.wrap(AdvertisementCodec.encode(packet, source, destination))));
  }

  /** The checksum is put right, or all but the luckiest packets would end there. */
  private static Advertisement withRightChecksum(
      ByteBuffer packet, InetAddress source, InetAddress destination) {
    if (packet.remaining() >= PacketHeader.LENGTH) {
      int at = packet.position() + CHECKSUM_AT;
      Protocol protocol =
          packet.get(packet.position()) >>> 4 == Protocol.V2.VERSION
              ? new Protocol.V2()
              : new Protocol.V3(AddressFamily.of(source));
      int checksum = PacketChecksum.of(protocol, packet, source, destination);
      packet.put(at, (byte) (checksum >>> 8)).put(at + 1, (byte) checksum);
    }
    return AdvertisementCodec.decode(packet, source, destination);
  }

  private static String datagram(ByteBuffer raw) {
    IpDatagram datagram = IpDatagram.parse(raw);
    return datagram instanceof IpDatagram.Vrrp vrrp
        ? vrrp.header().vrid()
            + " "
            + RECEPTION.judge(vrrp)
            + " "
            + RECEPTION_OF_VERSION_3.judge(vrrp)
        : datagram.toString();
  }
}

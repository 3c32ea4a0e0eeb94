// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.simulation;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.IpDatagram;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** What becomes of advertisements between routers: octets, damage and delays. */
final class Wire {
  private final Plan plan;
  private final Dice dice;

  Wire(Plan plan) {
    this.plan = plan;
    this.dice = new Dice(plan.seed()).apart(1);
  }

  /** The group of the routers on a network. */
  static Transport.Multicast group(AddressFamily family) {
    return new Transport.Multicast(family);
  }

  Packet packet(Node from, int lan, int priority) {
    VirtualRouterConfig config = from.config(lan);
    InetAddress source = from.address(lan);
    InetAddress group = group(config.protocol().family()).group();
    byte[] octets = AdvertisementCodec.encode(config.advertisement(priority), source, group);
    return new Packet(
        lan, from.place, priority, config, false, datagram(source, group, ByteBuffer.wrap(octets)));
  }

  private static IpDatagram.Vrrp datagram(
      InetAddress source, InetAddress group, ByteBuffer octets) {
    return new IpDatagram.Vrrp(Advertisement.TTL, source, group, octets);
  }

  boolean happens(int percent) {
    return dice.percent(percent);
  }

  /** One octet is another: no checksum misses that. */
  Packet damaged(Packet packet) {
    ByteBuffer sent = packet.datagram().payload().duplicate();
    byte[] octets = new byte[sent.remaining()];
    sent.get(octets);
    int place = dice.below(octets.length);
    int change = 1 + dice.below(255);
    // Version 3 over IPv4 has two sums, of which either may be right. They differ by the pseudo
    // header, which is more than this in both of its octets.
    octets[place] ^= (byte) (hasTwoSums(packet) ? 1 + change % 15 : change);
    return new Packet(
        packet.lan(),
        packet.from(),
        packet.priority(),
        packet.sender(),
        true,
        datagram(
            packet.datagram().source(), packet.datagram().destination(), ByteBuffer.wrap(octets)));
  }

  private static boolean hasTwoSums(Packet packet) {
    return packet.sender().protocol() instanceof Protocol.V3 version3
        && version3.family() == AddressFamily.IPV4;
  }

  /** Mostly quick, sometimes as slow as can be, which puts later packets before earlier ones. */
  long delay() {
    long longest = dice.percent(20) ? plan.largestDelay() : plan.largestDelay() / 8 + 1;
    return dice.between(1, longest);
  }
}

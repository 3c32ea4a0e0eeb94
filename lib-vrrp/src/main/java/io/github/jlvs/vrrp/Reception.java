// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.InetAddress;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/**
 * Judges received packets for one virtual router (RFC 3768 section 7.1, RFC 2338 section 7.1):
 * every packet becomes one input for {@link VirtualRouter}, an advertisement or a refusal with one
 * reason.
 *
 * <p>The order of the checks is keepalived's, so that both give the same reason for the same
 * packet: VRID (keepalived finds the instance by it), Authentication Header, length, TTL, version,
 * authentication type, password, interval, packet type, number of addresses, checksum, destination,
 * content of the address list, source. After the VRID another multicast group is refused. The own
 * address as source is left to {@link VirtualRouter}, which knows whether it can be an echo.
 *
 * <p>Immutable; a change of configuration makes a new one.
 */
public final class Reception {
  private final VirtualRouterConfig config;
  private final Transport transport;
  private final List<InetAddress> addresses;

  /**
   * A judge of packets.
   *
   * @param config the virtual router
   * @param transport how its advertisements travel
   */
  public Reception(VirtualRouterConfig config, Transport transport) {
    this.config = config;
    this.transport = transport;
    this.addresses = config.addresses();
  }

  /**
   * Judges a packet.
   *
   * @param packet what {@link IpDatagram#parse} made of the datagram
   * @return {@link Input.AdvertisementReceived} or {@link Input.AdvertisementRefused}; no packet
   *     makes this throw
   */
  public Input judge(IpDatagram.Vrrp packet) {
    try {
      return new Input.AdvertisementReceived(accept(packet), packet.source());
    } catch (VrrpException refused) {
      return new Input.AdvertisementRefused(refused.rejection(), packet.source());
    }
  }

  private Advertisement accept(IpDatagram.Vrrp packet) {
    PacketHeader header = packet.header();
    header.requireWhole(packet.payload());
    requireVrid(packet);
    requireGroup(packet);
    header.requireNoAuthenticationHeader();
    header.requireLength(packet.payload());
    requireTtl(packet);
    header.requireVersion();
    requireAuthenticationType(header);
    requirePassword(packet);
    requireInterval(header);
    header.requireType();
    List<InetAddress> theirs = AdvertisementCodec.addresses(header, packet.payload());
    requireAddressCount(theirs);
    header.requireChecksum(packet.payload());
    requireDestination(packet);
    requireAddresses(theirs);
    requirePeer(packet);
    return new Advertisement(
        header.vrid(),
        header.priority(),
        header.intervalSeconds(),
        theirs,
        config.authentication());
  }

  private void requireVrid(IpDatagram.Vrrp packet) {
    int vrid = packet.header().vrid();
    if (vrid != config.vrid()) {
      throw new VrrpException(
          new Rejection.VirtualRouterId(config.vrid(), vrid, claimsMine(packet)));
    }
  }

  /** The socket hears the groups of all routers of its interface. */
  private void requireGroup(IpDatagram.Vrrp packet) {
    if (transport instanceof Transport.Multicast multicast
        && packet.destination().isMulticastAddress()
        && !packet.destination().equals(multicast.group())) {
      throw new VrrpException(
          new Rejection.MulticastGroup(
              multicast.group(), packet.destination(), claimsMine(packet)));
    }
  }

  private void requireTtl(IpDatagram.Vrrp packet) {
    int lowest = Advertisement.TTL;
    int highest = Advertisement.TTL;
    if (transport instanceof Transport.Unicast unicast) {
      lowest = 0;
      for (Transport.Peer peer : unicast.peers()) {
        if (peer.address().equals(packet.source())) {
          lowest = peer.lowestTtl();
          highest = peer.highestTtl();
        }
      }
    }
    if (packet.ttl() < lowest || packet.ttl() > highest) {
      throw new VrrpException(new Rejection.Ttl(lowest, highest, packet.ttl()));
    }
  }

  private void requireAuthenticationType(PacketHeader header) {
    int mine = config.authentication().type();
    if (header.authenticationType() != mine) {
      throw new VrrpException(new Rejection.AuthenticationType(mine, header.authenticationType()));
    }
  }

  private void requirePassword(IpDatagram.Vrrp packet) {
    if (!AdvertisementCodec.authentication(packet.header(), packet.payload())
        .equals(config.authentication())) {
      throw new VrrpException(new Rejection.Password());
    }
  }

  private void requireInterval(PacketHeader header) {
    if (header.intervalSeconds() != config.intervalSeconds()) {
      throw new VrrpException(
          new Rejection.Interval(config.intervalSeconds(), header.intervalSeconds()));
    }
  }

  private void requireAddressCount(List<InetAddress> theirs) {
    if (theirs.size() != addresses.size()) {
      throw new VrrpException(new Rejection.AddressList(addresses, theirs));
    }
  }

  private void requireDestination(IpDatagram.Vrrp packet) {
    boolean multicast = transport instanceof Transport.Multicast;
    if (packet.destination().isMulticastAddress() != multicast) {
      throw new VrrpException(new Rejection.Destination(multicast));
    }
  }

  /** They are as many as mine, and mine has none twice: so neither has theirs. */
  private void requireAddresses(List<InetAddress> theirs) {
    if (!new HashSet<>(theirs).containsAll(addresses)) {
      throw new VrrpException(new Rejection.AddressList(addresses, theirs));
    }
  }

  private void requirePeer(IpDatagram.Vrrp packet) {
    if (transport instanceof Transport.Unicast unicast && unicast.checkSource()) {
      List<InetAddress> peers = unicast.peers().stream().map(Transport.Peer::address).toList();
      if (!peers.contains(packet.source())) {
        throw new VrrpException(new Rejection.UnknownPeer(peers, packet.source()));
      }
    }
  }

  private boolean claimsMine(IpDatagram.Vrrp packet) {
    return !Collections.disjoint(packet.claimedAddresses(), addresses);
  }
}

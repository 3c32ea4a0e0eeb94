// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

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
  private final List<Inet4Address> addresses;

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
    Optional<Rejection> rejection;
    try {
      rejection = firstRejection(packet);
    } catch (VrrpException malformed) {
      rejection = Optional.of(malformed.rejection());
    }
    if (rejection.isPresent()) {
      return new Input.AdvertisementRefused(rejection.get(), packet.source());
    }
    PacketFields fields = PacketFields.read(packet.payload());
    Advertisement advertisement =
        new Advertisement(
            fields.vrid(),
            fields.priority(),
            fields.intervalSeconds(),
            AdvertisementCodec.addresses(packet.payload()),
            config.authentication());
    return new Input.AdvertisementReceived(advertisement, packet.source());
  }

  private Optional<Rejection> firstRejection(IpDatagram.Vrrp packet) {
    ByteBuffer payload = packet.payload();
    PacketFields fields = PacketFields.read(payload);
    if (fields.vrid() != config.vrid()) {
      return Optional.of(
          new Rejection.VirtualRouterId(config.vrid(), fields.vrid(), claimsMine(payload)));
    }
    Optional<Rejection> group = group(packet);
    if (group.isPresent()) {
      return group;
    }
    if (fields.authenticationType() == AdvertisementCodec.AUTHENTICATION_HEADER) {
      return Optional.of(new Rejection.AuthenticationHeader());
    }
    // A VRRPv3 packet has another length for the same count; its version is the better reason.
    boolean ours = fields.version() == AdvertisementCodec.VERSION;
    if (ours) {
      AdvertisementCodec.requireLength(fields, payload);
    }
    Optional<Rejection> ttl = ttl(packet);
    if (ttl.isPresent()) {
      return ttl;
    }
    if (!ours) {
      return Optional.of(new Rejection.Version(fields.version()));
    }
    Optional<Rejection> authentication = authentication(fields, payload);
    if (authentication.isPresent()) {
      return authentication;
    }
    if (fields.intervalSeconds() != config.intervalSeconds()) {
      return Optional.of(
          new Rejection.Interval(config.intervalSeconds(), fields.intervalSeconds()));
    }
    if (fields.type() != AdvertisementCodec.TYPE) {
      return Optional.of(new Rejection.PacketType(fields.type()));
    }
    if (fields.addressCount() != addresses.size()) {
      return Optional.of(
          new Rejection.AddressList(addresses, AdvertisementCodec.addresses(payload)));
    }
    int computed = AdvertisementCodec.checksum(payload);
    if (computed != fields.checksum()) {
      return Optional.of(new Rejection.Checksum(computed, fields.checksum()));
    }
    boolean multicast = transport instanceof Transport.Multicast;
    if (packet.destination().isMulticastAddress() != multicast) {
      return Optional.of(new Rejection.Destination(multicast));
    }
    List<Inet4Address> theirs = AdvertisementCodec.addresses(payload);
    // As many as mine, and mine has none twice: so neither has theirs.
    if (!new HashSet<>(theirs).containsAll(addresses)) {
      return Optional.of(new Rejection.AddressList(addresses, theirs));
    }
    return source(packet);
  }

  /** The socket hears the groups of all routers of its interface. */
  private Optional<Rejection> group(IpDatagram.Vrrp packet) {
    if (transport instanceof Transport.Multicast multicast
        && packet.destination().isMulticastAddress()
        && !packet.destination().equals(multicast.group())) {
      return Optional.of(
          new Rejection.MulticastGroup(
              multicast.group(), packet.destination(), claimsMine(packet.payload())));
    }
    return Optional.empty();
  }

  private Optional<Rejection> ttl(IpDatagram.Vrrp packet) {
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
    boolean within = packet.ttl() >= lowest && packet.ttl() <= highest;
    return within
        ? Optional.empty()
        : Optional.of(new Rejection.Ttl(lowest, highest, packet.ttl()));
  }

  private Optional<Rejection> authentication(PacketFields fields, ByteBuffer payload) {
    if (fields.authenticationType() != config.authentication().type()) {
      return Optional.of(
          new Rejection.AuthenticationType(
              config.authentication().type(), fields.authenticationType()));
    }
    return AdvertisementCodec.authentication(fields, payload).equals(config.authentication())
        ? Optional.empty()
        : Optional.of(new Rejection.Password());
  }

  private Optional<Rejection> source(IpDatagram.Vrrp packet) {
    if (transport instanceof Transport.Unicast unicast && unicast.checkSource()) {
      List<Inet4Address> peers = unicast.peers().stream().map(Transport.Peer::address).toList();
      if (!peers.contains(packet.source())) {
        return Optional.of(new Rejection.UnknownPeer(peers, packet.source()));
      }
    }
    return Optional.empty();
  }

  private boolean claimsMine(ByteBuffer payload) {
    try {
      // Any authentication type but the header's will do: the address alone matters here.
      for (Inet4Address address : AdvertisementCodec.decode(payload).addresses()) {
        if (addresses.contains(address)) {
          return true;
        }
      }
      return false;
    } catch (VrrpException noAdvertisement) {
      return false;
    }
  }
}

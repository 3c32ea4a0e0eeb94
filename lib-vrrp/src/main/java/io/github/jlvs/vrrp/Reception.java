// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.hmac.HmacTrailer;
import io.github.jlvs.vrrp.hmac.HmacVerdict;
import io.github.jlvs.vrrp.hmac.HmacVerifier;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Judges received packets for one virtual router (RFC 3768, RFC 2338 and RFC 9568, section 7.1):
 * every packet becomes one input for {@link VirtualRouter}, an advertisement or a refusal with one
 * reason.
 *
 * <p>The order of the checks is keepalived's, so that both give the same reason for the same
 * packet: VRID (keepalived finds the instance by it), Authentication Header, length, TTL, version,
 * signature, authentication type, password, interval, packet type, number of addresses, checksum,
 * destination, content of the address list, source. Of VRRPv3 the interval must not be 0, and a
 * list of addresses or a kind of checksum that differs is told beside an advertisement that counts.
 * After the VRID another multicast group is refused. The own address as source is left to {@link
 * VirtualRouter}, which knows whether it can be an echo.
 *
 * <p>What stands behind an advertisement is judged by a {@link TrailerCheck}, before anything is
 * compared that a forger could choose. Without one nothing may stand there.
 *
 * <p>Immutable, but for what the check of the trailer knows; a change of configuration makes a new
 * one.
 */
public final class Reception {
  private final VirtualRouterConfig config;
  private final Transport transport;
  private final Optional<TrailerCheck> trailerCheck;
  private final List<InetAddress> addresses;

  /** Judges what stands behind an advertisement ({@link HmacVerifier#verify}). */
  @FunctionalInterface
  public interface TrailerCheck {
    /**
     * Judges.
     *
     * @param source where the packet comes from
     * @param advertisement the advertisement from position to limit; valid during the call
     * @param trailer the rest from position to limit; valid during the call
     * @return what it is worth
     */
    HmacVerdict judge(InetAddress source, ByteBuffer advertisement, ByteBuffer trailer);
  }

  /**
   * A judge of packets that are not signed; those that are it refuses.
   *
   * @param config the virtual router
   * @param transport how its advertisements travel
   */
  public Reception(VirtualRouterConfig config, Transport transport) {
    this(config, transport, Optional.empty());
  }

  /**
   * A judge of packets.
   *
   * @param config the virtual router
   * @param transport how its advertisements travel
   * @param trailerCheck judges signatures; empty where they are refused
   */
  public Reception(
      VirtualRouterConfig config, Transport transport, Optional<TrailerCheck> trailerCheck) {
    this.config = config;
    this.transport = transport;
    this.trailerCheck = trailerCheck;
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
      return accept(packet);
    } catch (VrrpException refused) {
      return new Input.AdvertisementRefused(refused.rejection(), packet.source());
    }
  }

  private Input accept(IpDatagram.Vrrp packet) {
    PacketHeader header = packet.header();
    header.requireWhole(AdvertisementCodec.length(config.protocol(), 0), packet.payload());
    requireVrid(packet);
    requireGroup(packet);
    header.requireNoAuthenticationHeader();
    if (header.version() == config.protocol().version()) {
      requireLength(packet);
    }
    requireTtl(packet);
    header.requireVersion(config.protocol());
    Optional<Rejection> notSigned = requireSignature(packet);
    if (header.version() == Protocol.V2.VERSION) {
      requireAuthenticationType(header);
      requirePassword(packet);
      requireInterval(header);
    }
    header.requireType();
    header.requireSomeInterval(config.interval());
    List<InetAddress> theirs =
        AdvertisementCodec.addresses(header, config.protocol().family(), packet.payload());
    Optional<Rejection> difference = compareAddresses(theirs);
    if (theirs.isEmpty() && difference.isPresent()) {
      // RFC 9568 section 5.2.5: a packet without addresses must be ignored.
      throw new VrrpException(difference.get());
    }
    requireNone(difference.filter(other -> theirs.size() != addresses.size()));
    Protocol protocol =
        PacketChecksum.require(
            config.protocol(), header, packet.payload(), packet.source(), packet.destination());
    requireDestination(packet);
    requireNone(difference);
    requireSourceScope(packet);
    requirePeer(packet);
    return new Input.AdvertisementReceived(
        new Advertisement(protocol, header.vrid(), header.priority(), header.interval(), theirs),
        packet.source(),
        notSigned.or(() -> difference).or(() -> compareChecksum(protocol)));
  }

  /** With a trailer it may be longer: its check says what that must be. */
  private void requireLength(IpDatagram.Vrrp packet) {
    AddressFamily family = config.protocol().family();
    ByteBuffer payload = packet.payload();
    Optional<HmacTrailer> trailer = HmacTrailer.read(packet.header().trailer(family, payload));
    if (trailerCheck.isEmpty() && trailer.isPresent()) {
      throw new VrrpException(new Rejection.Signed(trailer.get().keyId()));
    }
    packet
        .header()
        .requireLength(
            family,
            trailerCheck.isPresent() ? packet.header().advertisement(family, payload) : payload);
  }

  /** What is to be told of a packet that counts: not signed yet, or by a clock that goes wrong. */
  private Optional<Rejection> requireSignature(IpDatagram.Vrrp packet) {
    if (trailerCheck.isEmpty()) {
      return Optional.empty();
    }
    requireWhatNoSignatureCovers(packet);
    AddressFamily family = config.protocol().family();
    HmacVerdict verdict =
        trailerCheck
            .get()
            .judge(
                packet.source(),
                packet.header().advertisement(family, packet.payload()),
                packet.header().trailer(family, packet.payload()));
    if (!verdict.isAccepted()) {
      throw new VrrpException(new Rejection.Hmac(verdict));
    }
    boolean right = verdict instanceof HmacVerdict.Signed signed && !signed.skewed();
    return right ? Optional.empty() : Optional.of(new Rejection.Hmac(verdict));
  }

  /**
   * Before the signature is judged, which is heard once: a copy that somebody spoils where it
   * covers nothing, or sends to another peer, must not use it up.
   */
  private void requireWhatNoSignatureCovers(IpDatagram.Vrrp packet) {
    Protocol unused =
        PacketChecksum.require(
            config.protocol(),
            packet.header(),
            packet.payload(),
            packet.source(),
            packet.destination());
    requireDestination(packet);
    requireSourceScope(packet);
    requirePeer(packet);
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
    if (!header.interval().equals(config.interval())) {
      throw new VrrpException(new Rejection.Interval(config.interval(), header.interval()));
    }
  }

  /** RFC 9568 section 7.1: a list that differs is to be logged; it does not say discarded. */
  private void requireNone(Optional<Rejection> difference) {
    if (difference.isPresent() && config.requireSameAddresses()) {
      throw new VrrpException(difference.get());
    }
  }

  /** RFC 9568 section 5.2.8 changed what RFC 5798 said, so both are about. */
  private Optional<Rejection> compareChecksum(Protocol theirs) {
    return theirs instanceof Protocol.V3 version3 && !theirs.equals(config.protocol())
        ? Optional.of(new Rejection.ChecksumKind(version3.checksum()))
        : Optional.empty();
  }

  private void requireDestination(IpDatagram.Vrrp packet) {
    boolean multicast = transport instanceof Transport.Multicast;
    if (packet.destination().isMulticastAddress() != multicast) {
      throw new VrrpException(new Rejection.Destination(multicast));
    }
  }

  /** As many as mine, which has none twice, and all of mine: so neither has theirs one twice. */
  private Optional<Rejection> compareAddresses(List<InetAddress> theirs) {
    return theirs.size() == addresses.size() && new HashSet<>(theirs).containsAll(addresses)
        ? Optional.empty()
        : Optional.of(new Rejection.AddressList(addresses, theirs));
  }

  /** RFC 9568 section 5.1.2.1; unicast, which the RFC does not know, goes where routes lead. */
  private void requireSourceScope(IpDatagram.Vrrp packet) {
    if (transport instanceof Transport.Multicast
        && packet.source() instanceof Inet6Address source
        && !source.isLinkLocalAddress()) {
      throw new VrrpException(new Rejection.SourceScope(source));
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

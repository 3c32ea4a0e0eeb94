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
 * authentication type, password, interval, packet type, number of addresses, checksum, destination,
 * content of the address list, source. Of VRRPv3 the interval must not be 0, and a list of
 * addresses or a kind of checksum that differs is told beside an advertisement that counts. After
 * the VRID another multicast group is refused. The own address as source is left to {@link
 * VirtualRouter}, which knows whether it can be an echo.
 *
 * <p>What stands behind an advertisement is judged by a {@link TrailerCheck} where there is one:
 * after the version, checksum, destination and source, which no signature covers, and before what
 * it does. Without one nothing may stand there.
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
    return trailerCheck.isPresent()
        ? acceptSigned(packet, trailerCheck.get())
        : acceptUnsigned(packet);
  }

  private Input acceptUnsigned(IpDatagram.Vrrp packet) {
    List<InetAddress> theirs = requireFields(packet);
    Protocol protocol = requireChecksum(packet);
    requireDestination(packet);
    Optional<Rejection> difference = requireContent(theirs);
    requireSource(packet);
    return received(packet, protocol, theirs, difference);
  }

  /**
   * What no signature covers comes before it, which is heard once: a copy that somebody spoils
   * there, or sends to another peer, must not use it up.
   */
  private Input acceptSigned(IpDatagram.Vrrp packet, TrailerCheck check) {
    Protocol protocol = requireChecksum(packet);
    requireDestination(packet);
    requireSource(packet);
    Optional<Rejection> notSigned = requireSignature(packet, check);
    List<InetAddress> theirs = requireFields(packet);
    Optional<Rejection> difference = requireContent(theirs);
    return received(packet, protocol, theirs, notSigned.or(() -> difference));
  }

  private Input received(
      IpDatagram.Vrrp packet,
      Protocol protocol,
      List<InetAddress> theirs,
      Optional<Rejection> difference) {
    PacketHeader header = packet.header();
    return new Input.AdvertisementReceived(
        new Advertisement(protocol, header.vrid(), header.priority(), header.interval(), theirs),
        packet.source(),
        difference.or(() -> compareChecksum(protocol)));
  }

  /** What the advertisement says, but for which addresses it lists: their number alone. */
  private List<InetAddress> requireFields(IpDatagram.Vrrp packet) {
    PacketHeader header = packet.header();
    if (header.version() == Protocol.V2.VERSION) {
      requireAuthenticationType(header);
      requirePassword(packet);
      requireInterval(header);
    }
    header.requireType();
    header.requireSomeInterval(config.interval());
    List<InetAddress> theirs =
        AdvertisementCodec.addresses(header, config.protocol().family(), packet.payload());
    // RFC 9568 section 5.2.5: a packet without addresses must be ignored.
    if (theirs.size() != addresses.size() && (theirs.isEmpty() || config.requireSameAddresses())) {
      throw new VrrpException(new Rejection.AddressList(addresses, theirs));
    }
    return theirs;
  }

  /** Which addresses it lists: what differs, and is only told. */
  private Optional<Rejection> requireContent(List<InetAddress> theirs) {
    Optional<Rejection> difference = compareAddresses(theirs);
    requireNone(difference);
    return difference;
  }

  private Protocol requireChecksum(IpDatagram.Vrrp packet) {
    return PacketChecksum.require(
        config.protocol(),
        packet.header(),
        packet.payload(),
        packet.source(),
        packet.destination());
  }

  private void requireSource(IpDatagram.Vrrp packet) {
    requireSourceScope(packet);
    requirePeer(packet);
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
  private Optional<Rejection> requireSignature(IpDatagram.Vrrp packet, TrailerCheck check) {
    AddressFamily family = config.protocol().family();
    HmacVerdict verdict =
        check.judge(
            packet.source(),
            packet.header().advertisement(family, packet.payload()),
            packet.header().trailer(family, packet.payload()));
    if (!verdict.isAccepted()) {
      throw new VrrpException(new Rejection.Hmac(verdict));
    }
    boolean right = verdict instanceof HmacVerdict.Signed signed && !signed.skewed();
    return right ? Optional.empty() : Optional.of(new Rejection.Hmac(verdict));
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

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.hmac.HmacTrailer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the advertisements of one virtual router. A packet is encoded once for each priority and
 * destination, which VRRPv3 counts into its checksum; sending it again allocates nothing. Where
 * advertisements are signed, each is signed once, and its copies have the same trailer.
 */
final class AdvertisementSender {
  private final String router;
  private final RouterSetup setup;
  private final InetAddress source;
  private final Optional<RouterHmac> hmac;
  private final byte[] trailer = new byte[HmacTrailer.LENGTH];
  private final ByteBuffer signature = ByteBuffer.wrap(trailer);
  private final int ttl;
  private final List<Destination> destinations = new ArrayList<>();
  private int identification;

  /** Where one copy goes, and how the last one fared. */
  private final class Destination {
    private final InetAddress address;
    private final SocketAddress socketAddress;
    private final @Nullable AdvertisementDatagram[] datagrams =
        new AdvertisementDatagram[Advertisement.PRIORITY_OWNER + 1];
    private int lastResult;

    Destination(InetAddress address) {
      this.address = address;
      this.socketAddress = SocketAddress.inet(onLinkOf(source, address), 0);
    }

    /** Encoded once and kept. */
    AdvertisementDatagram datagram(int priority) {
      AdvertisementDatagram known = datagrams[priority];
      if (known == null) {
        byte[] vrrp =
            AdvertisementCodec.encode(setup.config().advertisement(priority), source, address);
        known = new AdvertisementDatagram(vrrp, hmac.isPresent(), source, address, ttl);
        datagrams[priority] = known;
      }
      return known;
    }
  }

  AdvertisementSender(RouterSetup setup, InetAddress source, Optional<RouterHmac> hmac) {
    this.router = setup.name();
    this.setup = setup;
    this.source = source;
    this.hmac = hmac.filter(RouterHmac::signs);
    if (setup.transport() instanceof Transport.Unicast unicast) {
      ttl = unicast.ttl();
      unicast.peers().forEach(peer -> destinations.add(new Destination(peer.address())));
    } else {
      ttl = Advertisement.TTL;
      destinations.add(new Destination(((Transport.Multicast) setup.transport()).group()));
    }
  }

  /** A link-local peer is on the link of the address that packets are sent from. */
  private static InetAddress onLinkOf(InetAddress source, InetAddress peer) {
    return source instanceof Inet6Address from
            && peer instanceof Inet6Address to
            && to.isLinkLocalAddress()
            && to.getScopeId() == 0
        ? HostNetwork.scoped(to, from.getScopeId())
        : peer;
  }

  /** Sends one advertisement to each destination. */
  void send(int priority, AdvertisementPort port, Reporter reporter) {
    identification = identification >= 0xffff ? 1 : identification + 1;
    if (hmac.isPresent() && !destinations.isEmpty()) {
      sign(priority, hmac.get());
    }
    for (int i = 0; i < destinations.size(); i++) {
      Destination destination = destinations.get(i);
      ByteBuffer packet = destination.datagram(priority).whole();
      IpHeader.identify(packet, identification);
      int result = Math.min(0, port.send(packet, destination.socketAddress));
      if (result != destination.lastResult) {
        destination.lastResult = result;
        reporter.tell(outcome(destination, result));
      }
    }
  }

  private void sign(int priority, RouterHmac signer) {
    signer.sign(source, destinations.get(0).datagram(priority).advertisement(), signature.clear());
    for (int i = 0; i < destinations.size(); i++) {
      destinations.get(i).datagram(priority).sign(trailer, setup.config().protocol());
    }
  }

  private RunnerEvent outcome(Destination destination, int result) {
    return result == 0
        ? new RunnerEvent.AdvertisementRecovered(router, destination.address)
        : new RunnerEvent.AdvertisementFailed(router, destination.address, Errno.ofResult(result));
  }

  /** What is sent to the first destination. */
  ByteBuffer packet(int priority) {
    return destinations.get(0).datagram(priority).whole();
  }
}

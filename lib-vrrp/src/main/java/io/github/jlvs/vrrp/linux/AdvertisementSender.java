// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp.linux;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.linux.SocketAddress;
import io.github.jlvs.vrrp.Advertisement;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.Transport;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends the advertisements of one virtual router. A packet is encoded once for each priority;
 * sending it again allocates nothing.
 *
 * <p>The IP header is made here (RFC 791 section 3.1): type of service 0xC0 (internetwork control),
 * fragmentation allowed, an identification that counts up, TTL 255 or the one set for unicast. The
 * kernel fills in the header's checksum.
 */
final class AdvertisementSender {
  private static final int HEADER = 20;
  private static final int TYPE_OF_SERVICE = 0xc0;
  private static final int IDENTIFICATION_AT = 4;
  private static final int DESTINATION_AT = 16;

  private final String router;
  private final RouterSetup setup;
  private final byte[] source;
  private final int ttl;
  private final List<Destination> destinations = new ArrayList<>();
  private final @Nullable ByteBuffer[] packets = new ByteBuffer[Advertisement.PRIORITY_OWNER + 1];
  private int identification;

  /** Where one copy goes, and how the last one fared. */
  private static final class Destination {
    private final InetAddress address;
    private final byte[] octets;
    private final SocketAddress socketAddress;
    private int lastResult;

    Destination(InetAddress address) {
      this.address = address;
      this.octets = address.getAddress();
      this.socketAddress = SocketAddress.inet(address, 0);
    }
  }

  AdvertisementSender(RouterSetup setup, InetAddress source) {
    this.router = setup.name();
    this.setup = setup;
    this.source = source.getAddress();
    if (setup.transport() instanceof Transport.Unicast unicast) {
      ttl = unicast.ttl();
      unicast.peers().forEach(peer -> destinations.add(new Destination(peer.address())));
    } else {
      ttl = Advertisement.TTL;
      destinations.add(new Destination(((Transport.Multicast) setup.transport()).group()));
    }
  }

  /** Sends one advertisement to each destination. */
  void send(int priority, AdvertisementPort port, Reporter reporter) {
    ByteBuffer packet = packet(priority);
    identification = identification >= 0xffff ? 1 : identification + 1;
    packet.putShort(IDENTIFICATION_AT, (short) identification);
    for (int i = 0; i < destinations.size(); i++) {
      Destination destination = destinations.get(i);
      packet.put(DESTINATION_AT, destination.octets);
      int result = Math.min(0, port.send(packet, destination.socketAddress));
      if (result != destination.lastResult) {
        destination.lastResult = result;
        reporter.tell(outcome(destination, result));
      }
    }
  }

  private RunnerEvent outcome(Destination destination, int result) {
    return result == 0
        ? new RunnerEvent.AdvertisementRecovered(router, destination.address)
        : new RunnerEvent.AdvertisementFailed(router, destination.address, Errno.ofResult(result));
  }

  /** The whole IP datagram, encoded once and kept. */
  ByteBuffer packet(int priority) {
    ByteBuffer known = packets[priority];
    if (known == null) {
      known = encode(priority);
      packets[priority] = known;
    }
    return known;
  }

  private ByteBuffer encode(int priority) {
    byte[] vrrp = AdvertisementCodec.encode(setup.config().advertisement(priority));
    ByteBuffer packet = ByteBuffer.allocateDirect(HEADER + vrrp.length);
    packet.put((byte) 0x45).put((byte) TYPE_OF_SERVICE).putShort((short) (HEADER + vrrp.length));
    packet.putShort((short) 0).putShort((short) 0);
    packet.put((byte) ttl).put((byte) Advertisement.IP_PROTOCOL).putShort((short) 0);
    packet.put(source).putInt(0).put(vrrp);
    return packet.flip();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.vrrp;

import io.github.jlvs.fuzz.Target;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.vrrp.hmac.AntiReplay;
import io.github.jlvs.vrrp.hmac.HmacKey;
import io.github.jlvs.vrrp.hmac.HmacKeys;
import io.github.jlvs.vrrp.hmac.HmacMode;
import io.github.jlvs.vrrp.hmac.HmacSettings;
import io.github.jlvs.vrrp.hmac.HmacSigner;
import io.github.jlvs.vrrp.hmac.HmacTrailer;
import io.github.jlvs.vrrp.hmac.HmacVerifier;
import io.github.jlvs.vrrp.hmac.RouterIdentity;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Datagrams to virtual routers that have a key. Each is judged twice: as it came, where no
 * signature may be believed but those of the sound inputs, since the fuzzer can make none; and
 * signed anew, or nothing but the signature would ever be looked at.
 */
final class SignedTarget {
  private static final int VRID = 51;

  /** When keepalived 2.4.3 sent the sound inputs, within half a minute. */
  private static final long NOW = 0x6b0959a8L * 1_000_000_000;

  private static final HmacSettings SETTINGS =
      new HmacSettings(HmacKeys.only(key()), HmacMode.ENFORCE, AntiReplay.TIME, 300);

  private static final int HMAC_LENGTH = 16;

  /** The HMACs of the sound inputs. */
  private static final Set<String> KNOWN =
      Set.of(
          "1a50e26cc76e9eace1e05e145983d3d2",
          "5922babb68d2f482a4a139f09b22af75",
          "806384a4f2cc6480e23bc254c5fbe6da");

  private static final List<Router> ROUTERS =
      List.of(
          new Router(new Protocol.V2(), "10.1.80.90"),
          new Router(new Protocol.V3(AddressFamily.IPV4), "10.1.80.90", "10.1.80.89"),
          new Router(new Protocol.V3(AddressFamily.IPV6), "fe80::90", "fd00::90"));

  private SignedTarget() {}

  static Target<?> of(String name) {
    return Target.of(name, SignedTarget::judged, List.of());
  }

  private static HmacKey key() {
    byte[] octets = new byte[HmacKey.SHORTEST];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    return HmacKey.of(7, octets);
  }

  private static String judged(ByteBuffer raw) {
    IpDatagram datagram = IpDatagram.parse(raw);
    if (!(datagram instanceof IpDatagram.Vrrp packet)) {
      return datagram.toString();
    }
    Optional<Router> meant = ROUTERS.stream().filter(each -> each.isMeantBy(packet)).findFirst();
    Router router = meant.orElse(ROUTERS.get(0));
    Input asItCame = router.judge(packet);
    if (asItCame instanceof Input.AdvertisementReceived && !KNOWN.contains(hmac(packet))) {
      throw new IllegalStateException(
          "an advertisement is believed that nobody signed: " + asItCame);
    }
    return meant.isEmpty() ? "" + asItCame : asItCame + " " + router.judge(router.signed(packet));
  }

  private static String hmac(IpDatagram.Vrrp packet) {
    ByteBuffer payload = packet.payload();
    byte[] last = new byte[HMAC_LENGTH];
    payload.get(payload.limit() - last.length, last);
    return HexFormat.of().formatHex(last);
  }

  /** A virtual router that has heard nobody yet. */
  private static final class Router {
    private final VirtualRouterConfig config;
    private final Protocol protocol;
    private final RouterIdentity identity;

    Router(Protocol protocol, String... addresses) {
      InetAddress[] all = new InetAddress[addresses.length];
      for (int i = 0; i < all.length; i++) {
        all[i] = IpAddresses.literal(addresses[i]);
      }
      this.protocol = protocol;
      config = VirtualRouterConfig.builder(VRID, all).protocol(protocol).build();
      identity = new RouterIdentity(protocol.family(), protocol.version(), VRID);
    }

    /** Its signer can sign it: all of its fixed part is there. */
    boolean isMeantBy(IpDatagram.Vrrp packet) {
      return packet.payload().remaining() >= PacketHeader.LENGTH
          && AddressFamily.of(packet.source()) == protocol.family()
          && packet.header().version() == protocol.version()
          && packet.header().vrid() == VRID;
    }

    Input judge(IpDatagram.Vrrp packet) {
      HmacVerifier verifier = new HmacVerifier(identity, SETTINGS, List.of());
      return new Reception(
              config,
              new Transport.Multicast(protocol.family()),
              Optional.of(
                  (source, advertisement, trailer) ->
                      verifier.verify(source, advertisement, trailer, NOW)))
          .judge(packet);
    }

    /** The same with a checksum and a signature that are right. */
    IpDatagram.Vrrp signed(IpDatagram.Vrrp packet) {
      ByteBuffer advertisement = packet.header().advertisement(protocol.family(), packet.payload());
      ByteBuffer payload = ByteBuffer.allocate(advertisement.remaining() + HmacTrailer.LENGTH);
      payload.put(advertisement.duplicate());
      long unused =
          new HmacSigner(identity, SETTINGS).sign(packet.source(), advertisement, NOW, payload);
      payload.flip();
      ByteBuffer covered = PacketChecksum.covered(protocol.family(), packet.header(), payload);
      int checksum = PacketChecksum.of(protocol, covered, packet.source(), packet.destination());
      payload.putShort(PacketChecksum.AT, (short) checksum);
      return new IpDatagram.Vrrp(packet.ttl(), packet.source(), packet.destination(), payload);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.lab.Host;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.Transport;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * VRRP packets that are random, mutated with and without a right checksum, for others, replayed
 * from a worse router, from spoofed senders or from too far away.
 */
public final class Flood {
  private static final int SECOND = 1_000_000_000;
  private static final Protocol ANY_SOURCE =
      new Protocol.V3(AddressFamily.IPV4, Protocol.Checksum.PACKET_ALONE);

  private static final InetAddress GROUP_OF_IPV6 =
      new Transport.Multicast(AddressFamily.IPV6).group();

  private static final int SOURCES = 100;

  /** So many are sent before the clock is looked at. */
  private static final int BATCH = 50;

  private Flood() {}

  /**
   * Sends so many packets, at most so many in a second.
   *
   * @return how long it took
   */
  public static Duration from(Host host, int packets, int perSecond) {
    List<byte[]> otherwise =
        List.of(
            encoded(Directors.config(90).intervalSeconds(2)),
            encoded(Directors.config(90).authentication(SimplePassword.of("2222"))),
            encoded(VirtualRouterConfig.builder(Directors.VRID, Directors.ip("10.1.80.89"))));
    return from(host, encoded(Directors.config(90)), otherwise, packets, perSecond);
  }

  /** The same in version 3, with a checksum that any source may have. */
  static Duration ofVersion3(Host host, int packets, int perSecond) {
    VirtualRouterConfig.Builder good = VrrpKind.VERSION_3.config(90).protocol(ANY_SOURCE);
    byte[] encoded = encoded(good);
    List<byte[]> otherwise =
        List.of(
            encoded(good.intervalSeconds(2)),
            encoded(Directors.config(90)),
            encoded(
                VirtualRouterConfig.builder(Directors.VRID, Directors.ip("10.1.80.89"))
                    .protocol(ANY_SOURCE)));
    return from(host, encoded, otherwise, packets, perSecond);
  }

  /** The same over IPv6, where each source has a checksum of its own. */
  static Duration ofIpv6(Host host, int packets, int perSecond) {
    VirtualRouterConfig.Builder good = VrrpKind.VERSION_3_IPV6.config(90);
    List<Ipv6Rubbish> sources = new ArrayList<>();
    for (int i = 0; i < SOURCES; i++) {
      sources.add(new Ipv6Rubbish("fe80::66:" + i, good));
      sources.add(new Ipv6Rubbish("2001:db8::66:" + i, good));
    }
    try (RawSender sender = RawSender.overIpv6(host)) {
      return paced(
          packets,
          perSecond,
          random -> {
            boolean strange = random.nextInt(7) == 0;
            int source = 2 * random.nextInt(SOURCES) + (strange ? 1 : 0);
            return sources.get(source).send(sender, random);
          });
    }
  }

  /** Signatures that nobody with the key of {@link Directors#HMAC} made now. */
  static Duration ofWrongSignatures(Host host, int packets, int perSecond) {
    byte[] advertisement = encoded(VrrpKind.VERSION_3.config(90).protocol(ANY_SOURCE));
    WrongSignatures wrong = new WrongSignatures(advertisement);
    try (RawSender sender = RawSender.on(host)) {
      return paced(packets, perSecond, random -> wrong.send(sender, random));
    }
  }

  private static Duration from(
      Host host, byte[] good, List<byte[]> otherwise, int packets, int perSecond) {
    try (RawSender sender = RawSender.on(host)) {
      return paced(packets, perSecond, random -> send(sender, random, good, otherwise));
    }
  }

  private static Duration paced(int packets, int perSecond, Predicate<Random> sendOne) {
    Random random = new Random(112);
    long begin = System.nanoTime();
    for (int sent = 0; sent < packets; ) {
      long due = begin + (long) sent * SECOND / perSecond;
      while (System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      for (int i = 0; i < BATCH && sent < packets; i++) {
        // A full queue of the interface is no packet.
        sent += sendOne.test(random) ? 1 : 0;
      }
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Advertisements of one source over IPv6. */
  private static final class Ipv6Rubbish {
    private final InetAddress source;
    private final byte[] good;
    private final List<byte[]> otherwise;

    Ipv6Rubbish(String from, VirtualRouterConfig.Builder config) {
      VirtualRouterConfig.Builder addresses =
          VirtualRouterConfig.builder(Directors.VRID, Directors.ip("fe80::89"));
      source = Directors.ip(from);
      good = encoded(config, source);
      otherwise = List.of(encoded(addresses, source), new byte[] {0x21, Directors.VRID, 90, 1});
    }

    private static byte[] encoded(VirtualRouterConfig.Builder config, InetAddress from) {
      return AdvertisementCodec.encode(config.build().advertisement(90), from, GROUP_OF_IPV6);
    }

    boolean send(RawSender sender, Random random) {
      byte[] vrrp = good.clone();
      int hopLimit = 255;
      switch (random.nextInt(6)) {
        case 0 -> vrrp = rubbish(random);
        case 1 -> vrrp[random.nextInt(vrrp.length)] ^= (byte) (1 << random.nextInt(8));
        case 2 -> vrrp[1] = (byte) random.nextInt(256);
        case 3 -> hopLimit = random.nextInt(255);
        case 4 -> vrrp = otherwise.get(random.nextInt(otherwise.size()));
        default -> {
          // A worse router's advertisement, again and again.
        }
      }
      return sender.sendOverIpv6(source, hopLimit, vrrp);
    }
  }

  private static byte[] rubbish(Random random) {
    byte[] vrrp = new byte[1 + random.nextInt(1200)];
    random.nextBytes(vrrp);
    return vrrp;
  }

  private static boolean send(
      RawSender sender, Random random, byte[] good, List<byte[]> otherwise) {
    byte[] vrrp = good.clone();
    int ttl = 255;
    int source = 0x0a015000 | (100 + random.nextInt(100));
    switch (random.nextInt(7)) {
      case 0 -> vrrp = rubbish(random);
      case 1 -> vrrp[random.nextInt(vrrp.length)] ^= (byte) (1 << random.nextInt(8));
      case 2 -> vrrp[1] = (byte) random.nextInt(256);
      case 3 -> source = 0x0a020000 | random.nextInt(1 << 16);
      case 4 -> ttl = random.nextInt(255);
      case 5 -> vrrp = otherwise.get(random.nextInt(otherwise.size()));
      default -> {
        // A worse router's advertisement, again and again.
      }
    }
    return sender.send(source, ttl, vrrp);
  }

  private static byte[] encoded(VirtualRouterConfig.Builder config) {
    return AdvertisementCodec.encode(
        config.build().advertisement(90), Directors.ip("10.1.80.92"), Directors.GROUP);
  }
}

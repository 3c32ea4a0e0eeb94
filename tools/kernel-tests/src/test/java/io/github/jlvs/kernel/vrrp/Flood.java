// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.vrrp;

import io.github.jlvs.lab.Host;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.vrrp.AdvertisementCodec;
import io.github.jlvs.vrrp.Protocol;
import io.github.jlvs.vrrp.SimplePassword;
import io.github.jlvs.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * VRRP packets that are random, mutated with and without a right checksum, for others, replayed
 * from a worse router, from spoofed senders or from too far away.
 */
public final class Flood {
  private static final int SECOND = 1_000_000_000;
  private static final Protocol ANY_SOURCE =
      new Protocol.V3(AddressFamily.IPV4, Protocol.Checksum.PACKET_ALONE);

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

  private static Duration from(
      Host host, byte[] good, List<byte[]> otherwise, int packets, int perSecond) {
    Random random = new Random(112);
    try (RawSender sender = RawSender.on(host)) {
      long begin = System.nanoTime();
      for (int sent = 0; sent < packets; ) {
        long due = begin + (long) sent * SECOND / perSecond;
        while (System.nanoTime() - due < 0) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        for (int i = 0; i < BATCH && sent < packets; i++) {
          // A full queue of the interface is no packet.
          sent += send(sender, random, good, otherwise) ? 1 : 0;
        }
      }
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  private static boolean send(
      RawSender sender, Random random, byte[] good, List<byte[]> otherwise) {
    byte[] vrrp = good.clone();
    int ttl = 255;
    int source = 0x0a015000 | (100 + random.nextInt(100));
    switch (random.nextInt(7)) {
      case 0 -> {
        vrrp = new byte[random.nextInt(1200)];
        random.nextBytes(vrrp);
      }
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

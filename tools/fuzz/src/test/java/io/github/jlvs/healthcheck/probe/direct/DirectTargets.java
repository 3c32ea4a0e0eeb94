// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.direct;

import io.github.jlvs.fuzz.Malformed;
import io.github.jlvs.fuzz.RoundTrip;
import io.github.jlvs.fuzz.Target;
import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.net.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.List;

/** Packets off a link, one of which may be a real server's answer. */
public final class DirectTargets {
  private static final int CHECKSUM_AT = 10;

  private DirectTargets() {}

  /** All of them. */
  public static List<Target<?>> all() {
    return List.of(
        Target.of("direct-answer", DirectTargets::decode, List.of(Malformed.class))
            .with(RoundTrip.whole(DirectTargets::encode)));
  }

  private static ByteBuffer encode(TcpPacket packet) {
    ByteBuffer buffer = ByteBuffer.allocate(TcpPacket.MAX_LENGTH);
    packet.encode(buffer);
    return buffer;
  }

  /** The checksum of IPv4 is put right, or all but the luckiest packets would end there. */
  private static TcpPacket decode(ByteBuffer packet) {
    int at = packet.position();
    int header = packet.hasRemaining() ? (packet.get(at) & 0xf) * Integer.BYTES : 0;
    boolean ipv4 = packet.hasRemaining() && packet.get(at) >> 4 == 4;
    if (ipv4 && header > CHECKSUM_AT + 1 && packet.remaining() >= header) {
      packet.put(at + CHECKSUM_AT, (byte) 0).put(at + CHECKSUM_AT + 1, (byte) 0);
      int checksum = InternetChecksum.of(InternetChecksum.sum(packet, at, at + header));
      packet
          .put(at + CHECKSUM_AT, (byte) (checksum >>> 8))
          .put(at + CHECKSUM_AT + 1, (byte) checksum);
    }
    try {
      return TcpPacket.decode(packet);
    } catch (MalformedMessageException e) {
      throw new Malformed(e);
    }
  }
}

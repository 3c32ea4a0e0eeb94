// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.direct;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.InternetChecksum;
import java.nio.ByteBuffer;

/** How packets for a virtual address reach a real server: as IPVS forwards those of clients. */
public sealed interface Way {
  /** What stands before the packet, and behind the header that the kernel makes. */
  int MAX_HEADER = 8;

  /**
   * Direct routing: the same packet, in a frame to the real server's hardware address. The real
   * server must be on a link of this host.
   */
  record Link() implements Way {}

  /** A tunnel: the packet inside one to the real server, which may be of another family. */
  sealed interface Tunnel extends Way {
    /**
     * What goes before the packet.
     *
     * @param packet an IP packet, from position to limit, neither of which is moved
     * @return the header, {@link #MAX_HEADER} octets at the most
     */
    ByteBuffer header(ByteBuffer packet);
  }

  /** IP in IP (RFC 2003, RFC 2473, RFC 4213): nothing between the two headers. */
  record IpInIp() implements Tunnel {
    @Override
    public ByteBuffer header(ByteBuffer packet) {
      return ByteBuffer.allocate(0);
    }
  }

  /**
   * Generic routing encapsulation (RFC 2784), without key and sequence number.
   *
   * @param checksum whether it has one
   */
  record Gre(boolean checksum) implements Tunnel {
    private static final int CHECKSUM_PRESENT = 0x8000;
    private static final int CHECKSUM_AT = 4;

    @Override
    public ByteBuffer header(ByteBuffer packet) {
      ByteBuffer header = ByteBuffer.allocate(checksum ? MAX_HEADER : CHECKSUM_AT);
      header.putShort((short) (checksum ? CHECKSUM_PRESENT : 0));
      header.putShort((short) Ip.etherType(Ip.familyOf(packet)));
      if (checksum) {
        long sum =
            InternetChecksum.sum(header, 0, CHECKSUM_AT)
                + InternetChecksum.sum(packet, packet.position(), packet.limit());
        header.putShort(CHECKSUM_AT, (short) InternetChecksum.of(sum));
      }
      return header.clear();
    }
  }

  /**
   * Generic UDP encapsulation (draft-ietf-intarea-gue, version 0), without options. The checksum is
   * that of UDP, which any receiver takes.
   *
   * @param port the real server's UDP port, 1 to 65535
   */
  record Gue(int port) implements Tunnel {
    /**
     * Checks the range of the port.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Gue {
      if (port < 1 || port > 0xffff) {
        throw new IllegalArgumentException("the port of a GUE tunnel is 1 to 65535, got " + port);
      }
    }

    @Override
    public ByteBuffer header(ByteBuffer packet) {
      AddressFamily inner = Ip.familyOf(packet);
      return ByteBuffer.allocate(Integer.BYTES).put(1, (byte) Ip.protocolOf(inner));
    }
  }
}

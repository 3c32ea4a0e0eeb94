// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.net.InternetChecksum;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every packet of a handshake, and for all that is no such packet. */
class TcpPacketProperties {
  @Provide
  static Arbitrary<TcpPacket> packets() {
    return Arbitraries.of(4, 16)
        .flatMap(
            length ->
                Combinators.combine(
                        endpoint(length),
                        endpoint(length),
                        Arbitraries.integers(),
                        Arbitraries.integers(),
                        Arbitraries.integers().between(0, 0xff))
                    .as(TcpPacket::new));
  }

  private static Arbitrary<InetSocketAddress> endpoint(int length) {
    return Combinators.combine(
            Arbitraries.bytes().array(byte[].class).ofSize(length),
            Arbitraries.integers().between(0, 0xffff))
        .as((address, port) -> new InetSocketAddress(IpAddresses.ofBytes(address), port));
  }

  private static ByteBuffer encoded(TcpPacket packet) {
    ByteBuffer buffer = ByteBuffer.allocate(TcpPacket.MAX_LENGTH);
    packet.encode(buffer);
    return buffer;
  }

  @Property
  void what_is_encoded_is_decoded_also_behind_other_octets_and_before_filling(
      @ForAll("packets") TcpPacket packet, @ForAll @IntRange(max = 40) int around)
      throws MalformedMessageException {
    ByteBuffer octets = encoded(packet);
    ByteBuffer amid = ByteBuffer.allocate(octets.limit() + 2 * around);
    amid.put(around, octets, 0, octets.limit()).position(around);

    assertThat(TcpPacket.decode(octets)).isEqualTo(packet);
    assertThat(TcpPacket.decode(amid)).isEqualTo(packet);
    assertThat(amid.position()).isEqualTo(around);
  }

  /** The checksum over all that it is for, itself among it, is 0 (RFC 1071). */
  @Property
  void all_checksums_are_right(@ForAll("packets") TcpPacket packet) {
    ByteBuffer octets = encoded(packet);
    boolean ipv4 = octets.get(0) >> 4 == 4;
    int tcpAt = ipv4 ? 20 : 40;
    long pseudo =
        InternetChecksum.sum(octets, ipv4 ? 12 : 8, tcpAt)
            + IpProtocol.TCP.number()
            + (octets.limit() - tcpAt);
    assertThat(InternetChecksum.of(pseudo + InternetChecksum.sum(octets, tcpAt, octets.limit())))
        .isZero();
    if (ipv4) {
      assertThat(InternetChecksum.of(InternetChecksum.sum(octets, 0, tcpAt))).isZero();
    }
  }

  @Property
  void what_is_cut_off_is_refused(
      @ForAll("packets") TcpPacket packet, @ForAll @IntRange(min = 1, max = 60) int octets) {
    ByteBuffer whole = encoded(packet);
    ByteBuffer cut = whole.slice(0, Math.max(0, whole.limit() - octets));
    assertThatThrownBy(() -> TcpPacket.decode(cut)).isInstanceOf(MalformedMessageException.class);
  }

  @Property
  void whatever_comes_is_decoded_or_refused(@ForAll @Size(max = 100) byte[] octets) {
    try {
      TcpPacket packet = TcpPacket.decode(ByteBuffer.wrap(octets));
      assertThat(packet.source()).isNotNull();
    } catch (MalformedMessageException refused) {
      assertThat(refused).hasMessageMatching("[A-Za-z].*");
    }
  }

  @Property
  void one_changed_octet_is_read_or_refused_within_the_packet(
      @ForAll("packets") TcpPacket packet, @ForAll @IntRange(max = 63) int at, @ForAll byte value) {
    ByteBuffer octets = encoded(packet);
    octets.put(at % octets.limit(), value);
    try {
      TcpPacket read = TcpPacket.decode(octets);
      assertThat(read.destination()).isNotNull();
    } catch (MalformedMessageException refused) {
      assertThat(refused).hasMessageMatching("[A-Za-z].*");
    }
  }
}

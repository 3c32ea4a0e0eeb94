// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.probe.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jlvs.healthcheck.probe.MalformedMessageException;
import io.github.jlvs.healthcheck.probe.ProbeResult;
import io.github.jlvs.net.IpAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The question, its answers, and what is none. */
class HandshakeTest {
  private static final InetSocketAddress US = new InetSocketAddress("10.1.80.91", 40000);
  private static final InetSocketAddress VIP = new InetSocketAddress("10.1.80.90", 80);
  private static final Handshake ASKED = new Handshake(US, VIP, 0x12345678);

  private static TcpPacket answer(int acknowledgement, int flags) {
    return new TcpPacket(VIP, US, 77, acknowledgement, flags);
  }

  @Test
  void it_begins_with_a_syn_and_ends_with_a_reset_that_the_other_side_expects() {
    assertThat(ASKED.syn()).isEqualTo(new TcpPacket(US, VIP, 0x12345678, 0, TcpPacket.SYN));
    assertThat(ASKED.reset()).isEqualTo(new TcpPacket(US, VIP, 0x12345679, 0, TcpPacket.RST));
  }

  @Test
  void a_syn_ack_is_a_success_and_a_reset_a_refusal() {
    assertThat(ASKED.judge(answer(0x12345679, TcpPacket.SYN | TcpPacket.ACK)))
        .contains(ProbeResult.SUCCESS);
    assertThat(ASKED.judge(answer(0x12345679, TcpPacket.RST | TcpPacket.ACK)))
        .contains(ProbeResult.failed("Connection refused as 10.1.80.90:80"));
  }

  @Test
  void nothing_else_is_an_answer() {
    int both = TcpPacket.SYN | TcpPacket.ACK;
    InetSocketAddress other = new InetSocketAddress("10.1.80.93", 80);
    for (TcpPacket strange :
        new TcpPacket[] {
          answer(0x12345678, both), // of another try
          answer(0x12345679, TcpPacket.SYN), // acknowledges nothing
          answer(0x12345679, TcpPacket.ACK), // of a connection that is open
          new TcpPacket(other, US, 77, 0x12345679, both), // as itself
          new TcpPacket(VIP, new InetSocketAddress("10.1.80.91", 40001), 77, 0x12345679, both),
        }) {
      assertThat(ASKED.judge(strange)).as("%s", strange).isEmpty();
    }
  }

  /** Of a capture of tcpdump between two hosts: options, filling, and no checksum of TCP yet. */
  @Test
  void an_answer_off_the_wire_is_read() throws MalformedMessageException {
    byte[] frame =
        HexFormat.of()
            .parseHex(
                "4500002c00004000400625080a01505a0a01505b0050dead12345678000000036012fffffe300000"
                    + "020405b40000");
    ByteBuffer packet = ByteBuffer.wrap(frame);
    packet.putShort(10, (short) 0);
    packet.putShort(
        10,
        (short)
            io.github.jlvs.net.InternetChecksum.of(
                io.github.jlvs.net.InternetChecksum.sum(packet, 0, 20)));
    assertThat(TcpPacket.decode(packet))
        .isEqualTo(
            new TcpPacket(
                VIP,
                new InetSocketAddress("10.1.80.91", 0xdead),
                0x12345678,
                3,
                TcpPacket.SYN | TcpPacket.ACK));
  }

  @Test
  void the_headers_of_tunnels_say_what_is_inside() {
    ByteBuffer ipv4 = packet(ASKED.syn());
    InetSocketAddress us6 = new InetSocketAddress("2001:db8::91", 40000);
    ByteBuffer ipv6 =
        packet(new Handshake(us6, new InetSocketAddress("2001:db8::90", 80), 5).syn());
    assertThat(hex(new Way.IpInIp(), ipv4)).isEmpty();
    assertThat(hex(new Way.Gre(false), ipv4)).isEqualTo("00000800");
    assertThat(hex(new Way.Gre(false), ipv6)).isEqualTo("000086dd");
    assertThat(hex(new Way.Gre(true), ipv6)).startsWith("800086dd").endsWith("0000").hasSize(16);
    assertThat(hex(new Way.Gue(5555), ipv4)).isEqualTo("00040000");
    assertThat(hex(new Way.Gue(5555), ipv6)).isEqualTo("00290000");
  }

  private static ByteBuffer packet(TcpPacket packet) {
    ByteBuffer buffer = ByteBuffer.allocate(TcpPacket.MAX_LENGTH);
    packet.encode(buffer);
    return buffer;
  }

  private static String hex(Way.Tunnel tunnel, ByteBuffer packet) {
    ByteBuffer header = tunnel.header(packet);
    byte[] octets = new byte[header.remaining()];
    header.get(octets);
    return HexFormat.of().formatHex(octets);
  }

  @Test
  void what_cannot_be_asked_is_refused() {
    InetAddress server = IpAddresses.literal("10.1.80.93");
    InetAddress server6 = IpAddresses.literal("2001:db8::93");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DirectProbe.of(server6, VIP))
        .withMessageContaining("a tunnel does");
    assertThat(
            new DirectProbe(server6, VIP, new Way.IpInIp(), Optional.empty(), Optional.empty())
                .checkName())
        .isEqualTo("DR_CHECK");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DirectProbe.of(server, new InetSocketAddress("10.1.80.90", 0)))
        .withMessageContaining("port");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new DirectProbe(
                    server, VIP, new Way.Link(), Optional.of(server6), Optional.empty()))
        .withMessageContaining("another family");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Way.Gue(0))
        .withMessageContaining("1 to 65535");
    assertThatIllegalArgumentException().isThrownBy(() -> new TcpPacket(US, VIP, 0, 0, 256));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TcpPacket(US, new InetSocketAddress("2001:db8::90", 80), 0, 0, 0));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.linux.Errno;
import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.InternetChecksum;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Echo messages as a raw socket has them, where all of them are ours to tell apart. */
class EchoMessageTest {
  private static final int NOT_OURS = -Errno.EAGAIN.number();
  private static final ByteBuffer PAYLOAD =
      ByteBuffer.wrap(new byte[] {1, 2, 3}).asReadOnlyBuffer();

  private final EchoMessage ipv4 = new EchoMessage(AddressFamily.IPV4, true, (short) 0x1234);
  private final EchoMessage ipv6 = new EchoMessage(AddressFamily.IPV6, true, (short) 0x1234);

  @Test
  void a_request_has_the_identifier_the_next_number_and_a_checksum() {
    ByteBuffer first = ipv4.request(PAYLOAD);
    assertThat(InternetChecksum.of(InternetChecksum.sum(first, 0, first.limit()))).isZero();
    assertThat(first.getInt(4)).isEqualTo(0x1234_0001);
    assertThat(first.get(0)).isEqualTo((byte) 8);
    assertThat(ipv4.request(PAYLOAD).getInt(4)).isEqualTo(0x1234_0002);
    assertThat(ipv6.request(PAYLOAD).get(0)).isEqualTo((byte) 128);
    assertThat(PAYLOAD.remaining()).isEqualTo(3);
  }

  @Test
  void the_reply_to_the_last_request_carries_the_payload() {
    ipv4.request(PAYLOAD);
    ByteBuffer packet = ipv4Packet(24, reply(0, 0x1234, 1));
    assertThat(ipv4.reply(packet)).isEqualTo(3);
    assertThat(packet).isEqualTo(PAYLOAD);

    ipv6.request(PAYLOAD);
    ByteBuffer message = reply(129, 0x1234, 1);
    assertThat(ipv6.reply(message)).isEqualTo(3);
    assertThat(message).isEqualTo(PAYLOAD);
  }

  @Test
  void others_echoes_and_other_messages_are_passed_over() {
    ipv4.request(PAYLOAD);
    assertThat(ipv4.reply(ipv4Packet(20, reply(0, 0x1235, 1)))).isEqualTo(NOT_OURS);
    assertThat(ipv4.reply(ipv4Packet(20, reply(0, 0x1234, 2)))).isEqualTo(NOT_OURS);
    assertThat(ipv4.reply(ipv4Packet(20, reply(8, 0x1234, 1)))).isEqualTo(NOT_OURS);
    assertThat(ipv4.reply(ipv4Packet(20, reply(3, 0x1234, 1)))).isEqualTo(NOT_OURS);
  }

  @Property
  void no_packet_makes_it_read_beyond_the_end(@ForAll byte[] packet) {
    ipv4.request(PAYLOAD);
    ipv6.request(PAYLOAD);
    assertThat(ipv4.reply(ByteBuffer.wrap(packet))).isLessThanOrEqualTo(packet.length);
    assertThat(ipv6.reply(ByteBuffer.wrap(packet))).isLessThanOrEqualTo(packet.length);
  }

  private static ByteBuffer reply(int type, int identifier, int sequence) {
    return ByteBuffer.allocate(11)
        .put((byte) type)
        .put((byte) 0)
        .putShort((short) 0)
        .putShort((short) identifier)
        .putShort((short) sequence)
        .put(PAYLOAD.duplicate())
        .flip();
  }

  private static ByteBuffer ipv4Packet(int header, ByteBuffer message) {
    ByteBuffer packet = ByteBuffer.allocate(header + message.remaining());
    packet.put(0, (byte) (0x40 | header / 4));
    return packet.position(header).put(message).flip();
  }
}

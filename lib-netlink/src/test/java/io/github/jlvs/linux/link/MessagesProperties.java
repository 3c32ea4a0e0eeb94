// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.InternetChecksum;
import io.github.jlvs.net.IpAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What asks neighbours for an address, and what is taken for an answer. */
class MessagesProperties {
  private static final String SENDER = "02:00:00:00:00:5d";
  private static final EthernetLink LINK = new EthernetLink("eth0", 2, "02:00:00:00:00:3e");
  private static final ArpMessages ARP = new ArpMessages(LINK);
  private static final NeighbourMessages NEIGHBOUR =
      new NeighbourMessages(
          LINK, (Inet6Address) IpAddresses.ofBytes(bytes("fe80" + "0".repeat(27) + "1")));

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(frame.position(), bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Example
  void an_arp_probe_has_no_senders_address_as_rfc_5227_has_it() {
    LinkProbe.Question question = ARP.question(IpAddresses.ofBits(0x0a01505a));

    assertThat(hex(question.frame()))
        .isEqualTo("0001080006040001" + "02000000003e" + "00000000" + "000000000000" + "0a01505a");
    assertThat(question.to()).isEqualTo("ff:ff:ff:ff:ff:ff");
  }

  @Property
  void a_solicitation_goes_to_the_group_of_its_target_with_a_sound_checksum(
      @ForAll @Size(16) byte[] target) {
    target[0] = 0x20;
    LinkProbe.Question question = NEIGHBOUR.question(IpAddresses.ofBytes(target));
    ByteBuffer frame = question.frame();
    String last = HexFormat.of().formatHex(target, 13, 16);

    assertThat(question.to().replace(":", "")).isEqualTo("3333ff" + last);
    assertThat(hex(frame)).startsWith("6000000000203aff").endsWith("010102000000003e");
    assertThat(hex(frame).substring(48, 80)).isEqualTo("ff0200000000000000000001ff" + last);
    assertThat(InternetChecksum.of(32 + 58 + InternetChecksum.sum(frame, 8, 72))).isZero();
  }

  @Property
  void an_answer_is_known_by_its_target_and_its_option(
      @ForAll @Size(16) byte[] target, @ForAll @Size(6) byte[] mac, @ForAll boolean other) {
    target[0] = 0x20;
    String nonce = other ? "0e01010203040506" : "";
    ByteBuffer frame = advertisement(target, nonce + "0201" + HexFormat.of().formatHex(mac));

    assertThat(NEIGHBOUR.answer(frame, SENDER))
        .contains(new LinkProbe.Answer(IpAddresses.ofBytes(target), EthernetLink.text(mac)));
    assertThat(NEIGHBOUR.answer(advertisement(target, nonce), SENDER))
        .contains(new LinkProbe.Answer(IpAddresses.ofBytes(target), SENDER));
    assertThat(NEIGHBOUR.answer(advertisement(target, "0000"), SENDER)).isPresent();
    assertThat(NEIGHBOUR.answer(frame.put(7, (byte) 254), SENDER)).isEmpty();
  }

  private static ByteBuffer advertisement(byte[] target, String options) {
    String text =
        "60000000"
            + "0020"
            + "3aff"
            + "00".repeat(32)
            + "88000000"
            + "60000000"
            + HexFormat.of().formatHex(target)
            + options;
    return ByteBuffer.wrap(bytes(text));
  }

  @Property
  void an_arp_reply_tells_who_has_what(@ForAll int address, @ForAll @Size(6) byte[] mac) {
    ByteBuffer frame = ByteBuffer.allocate(28);
    frame.putInt(0x00010800).putShort((short) 0x0604).putShort((short) 2).put(mac).putInt(address);
    InetAddress asked = IpAddresses.ofBits(address);

    assertThat(ARP.answer(frame.clear(), SENDER))
        .contains(new LinkProbe.Answer(asked, EthernetLink.text(mac)));
    assertThat(ARP.answer(frame.putShort(6, (short) 1), SENDER)).isEmpty();
  }

  @Property
  void any_octets_are_an_answer_or_none_and_never_a_failure(
      @ForAll byte[] octets, @ForAll @IntRange(max = 3) int kind) {
    ByteBuffer frame = ByteBuffer.wrap(octets);
    if (kind > 0 && octets.length > 40) {
      frame.put(6, (byte) 58).put(7, (byte) 255).put(40, (byte) 136);
    }

    assertThat(NEIGHBOUR.answer(frame, SENDER).isPresent() && octets.length < 64).isFalse();
    assertThat(ARP.answer(frame, SENDER).isPresent() && octets.length < 28).isFalse();
  }
}

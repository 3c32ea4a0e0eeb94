// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000, 123_456_000);
  private static final String ETHERNET = "01005e000012 02000000000a 0800";

  /**
   * The advertisement that keepalived 2.2.7 sends for two addresses with the password "secret78".
   */
  private static final String ADVERT =
      ETHERNET
          + "45c00030 00010000 ff700000 0a000001 e0000012"
          + "213364020101f0b3 0a0000c8 0a0000c9 7365637265743738";

  @Test
  void an_advertisement_of_version_2_with_a_simple_password() {
    assertThat(decode(ADVERT))
        .isEqualTo(
            new VrrpAdvert(
                NOW,
                "02:00:00:00:00:0a",
                "01:00:5e:00:00:12",
                "10.0.0.1",
                "224.0.0.18",
                255,
                2,
                51,
                100,
                1,
                "secret78",
                Duration.ofSeconds(1),
                List.of("10.0.0.200", "10.0.0.201")));
  }

  @Test
  void an_advertisement_of_version_3_tells_its_interval_in_hundredths() {
    String advert =
        ETHERNET
            + "45c00020 00010000 ff700000 0a000001 e0000012"
            + "31 33 96 01 0019 abcd 0a0000c8";

    VrrpAdvert decoded = (VrrpAdvert) decode(advert);

    assertThat(decoded.version()).isEqualTo(3);
    assertThat(decoded.priority()).isEqualTo(150);
    assertThat(decoded.interval()).isEqualTo(Duration.ofMillis(250));
    assertThat(decoded.password()).isEmpty();
    assertThat(decoded.addresses()).containsExactly("10.0.0.200");
  }

  @Test
  void a_gratuitous_request_announces_its_own_address() {
    Frame frame =
        decode(
            "ffffffffffff 02000000000a 0806 0001080006040001"
                + "02000000000a 0a01505a ffffffffffff 0a01505a");

    assertThat(frame)
        .isInstanceOfSatisfying(
            ArpFrame.class,
            arp -> {
              assertThat(arp.gratuitous()).isTrue();
              assertThat(arp.operation()).isEqualTo(1);
              assertThat(arp.senderAddress()).isEqualTo("10.1.80.90");
              assertThat(arp.senderMac()).isEqualTo("02:00:00:00:00:0a");
              assertThat(arp.destinationMac()).isEqualTo("ff:ff:ff:ff:ff:ff");
            });
  }

  @Test
  void a_question_for_another_address_is_not_gratuitous() {
    Frame frame =
        decode(
            "ffffffffffff 02000000000a 0806 0001080006040001"
                + "02000000000a 0a01503e 000000000000 0a01505a");

    assertThat(((ArpFrame) frame).gratuitous()).isFalse();
  }

  @Test
  void a_segment_that_opens_a_connection() {
    TcpSegment segment =
        (TcpSegment)
            decode(
                "02000000000b 02000000000a 0800"
                    + "45000028 00010000 40060000 0a01503e 0a01505a"
                    + "c001 0050 00000001 00000000 5002 ffff 0000 0000");

    assertThat(segment.opens()).isTrue();
    assertThat(segment.destination()).isEqualTo("10.1.80.90");
    assertThat(segment.destinationPort()).isEqualTo(80);
    assertThat(segment.sourcePort()).isEqualTo(0xc001);
  }

  @Test
  void an_advertisement_cut_anywhere_is_another_frame_and_no_error() {
    byte[] whole = bytes(ADVERT);
    for (int length = 0; length < whole.length; length++) {
      assertThat(FrameDecoder.decode(NOW, Arrays.copyOf(whole, length)))
          .isInstanceOf(OtherFrame.class);
    }
  }

  @Test
  void what_pads_a_short_frame_is_not_part_of_the_packet() {
    // One address announced as two: the second would have to come out of the padding.
    String advert =
        ETHERNET
            + "45c00020 00010000 ff700000 0a000001 e0000012"
            + "31 33 96 02 0019 abcd 0a0000c8"
            + "00000000 00000000";

    assertThat(decode(advert)).isInstanceOf(OtherFrame.class);
  }

  @Property
  void any_bytes_make_a_frame(@ForAll byte[] bytes) {
    assertThat(FrameDecoder.decode(NOW, bytes).time()).isEqualTo(NOW);
  }

  private static Frame decode(String hex) {
    return FrameDecoder.decode(NOW, bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}

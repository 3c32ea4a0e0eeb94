// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Families, prefixes, protocols and checksums. */
class NetworkValuesTest {
  @Test
  void a_family_has_the_kernels_number_and_an_address_of_zeros() {
    assertThat(AddressFamily.ofCode(2)).contains(AddressFamily.IPV4);
    assertThat(AddressFamily.ofCode(10)).contains(AddressFamily.IPV6);
    assertThat(AddressFamily.ofCode(7)).isEmpty();
    for (AddressFamily family : AddressFamily.values()) {
      assertThat(AddressFamily.of(family.unspecified())).isEqualTo(family);
      assertThat(AddressFamily.ofCode(family.code())).contains(family);
      assertThat(family.unspecified().isAnyLocalAddress()).isTrue();
    }
  }

  @Test
  void a_prefix_has_a_lowest_and_a_highest_address() {
    Prefix prefix = Prefix.of("10.1.80.90/20");
    assertThat(IpAddresses.format(prefix.network())).isEqualTo("10.1.80.0");
    assertThat(IpAddresses.format(prefix.last())).isEqualTo("10.1.95.255");
    assertThat(IpAddresses.format(Prefix.of("2001:db8::1/61").last()))
        .isEqualTo("2001:db8:0:7:ffff:ffff:ffff:ffff");
    assertThat(Prefix.of("2001:DB8::/32")).hasToString("2001:db8::/32");
    assertThat(Prefix.of("10.0.0.1").isHost()).isTrue();
    assertThat(Prefix.of("10.0.0.1/31").isHost()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/0033",
        "10.0.0.0/+8",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "10/8",
        "::/129",
        "::/1 ",
        "::/\u0661",
        "10.0.0.0/255.0.0.0"
      })
  void anything_else_is_no_prefix(String text) {
    assertThat(Prefix.parse(text)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Prefix.of(text))
        .withMessage("not an IPv4 or IPv6 prefix such as 10.0.0.0/8: \"" + text + "\"");
  }

  @Test
  void a_length_that_does_not_suit_the_address_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prefix(AddressFamily.IPV4.unspecified(), 33))
        .withMessage("prefix length must be 0..32, not 33");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Prefix(AddressFamily.IPV6.unspecified(), -1))
        .withMessage("prefix length must be 0..128, not -1");
  }

  @Test
  void a_transport_protocol_is_read_in_letters_of_any_case() {
    assertThat(IpProtocol.parse("tcp")).isEqualTo(IpProtocol.TCP);
    assertThat(IpProtocol.parse("UDP")).isEqualTo(IpProtocol.UDP);
    assertThat(IpProtocol.parse("sctp")).isEqualTo(IpProtocol.SCTP);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpProtocol.parse("icmp"))
        .withMessage("not a transport protocol (tcp, udp, sctp): \"icmp\"");
  }

  @Test
  void a_protocol_has_the_kernels_name_or_its_number() {
    assertThat(IpProtocol.SCTP).hasToString("SCTP");
    assertThat(new IpProtocol(58)).isEqualTo(IpProtocol.ICMPV6).hasToString("ICMPv6");
    assertThat(new IpProtocol(47)).hasToString("IP_47");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IpProtocol(256))
        .withMessage("protocol number must be 0..255, not 256");
  }

  @Test
  void an_ipv4_address_in_an_ipv6_one_is_found() {
    assertThat(IpAddresses.mapped(IpAddresses.literal("::ffff:10.0.0.1")))
        .contains(IpAddresses.ofBits(0x0A000001));
    assertThat(IpAddresses.mapped(IpAddresses.literal("::10.0.0.1"))).isEmpty();
    assertThat(IpAddresses.mapped(IpAddresses.literal("1::ffff:10.0.0.1"))).isEmpty();
    assertThat(IpAddresses.mapped(IpAddresses.literal("10.0.0.1"))).isEmpty();
  }

  @Test
  void addresses_compare_without_sign_and_ipv4_first() {
    assertThat(compare("10.0.0.2", "10.0.0.10")).isNegative();
    assertThat(compare("192.0.2.1", "10.0.0.1")).isPositive();
    assertThat(compare("255.255.255.255", "::")).isNegative();
    assertThat(compare("fe80::1", "2001:db8::1")).isPositive();
    assertThat(compare("::1", "::1")).isZero();
  }

  private static int compare(String a, String b) {
    return IpAddresses.compare(IpAddresses.literal(a), IpAddresses.literal(b));
  }

  /** The example of RFC 1071 section 3, whose sum is 0xddf2. */
  @Test
  void the_checksum_is_the_complement_of_the_ones_complement_sum() {
    ByteBuffer data = ByteBuffer.wrap(HexFormat.of().parseHex("aa0001f203f4f5f6f7bb"));
    assertThat(checksum(data, 1, 9)).isEqualTo(0xFFFF - 0xDDF2);
    assertThat(checksum(data.order(ByteOrder.LITTLE_ENDIAN), 1, 9)).isEqualTo(0xFFFF - 0xDDF2);
    assertThat(checksum(data, 1, 1)).isEqualTo(0xFFFF);
    assertThat(checksum(data, 8, 10)).isEqualTo(0xFFFF - 0xF7BB);
    assertThat(checksum(data, 9, 10)).isEqualTo(0xFFFF - 0xBB00);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> checksum(data, 8, 11));
  }

  @Test
  void a_packet_with_its_own_checksum_in_it_sums_up_to_zero() {
    ByteBuffer data = ByteBuffer.wrap(HexFormat.of().parseHex("0001f203f4f5f6f70000"));
    data.putShort(8, (short) checksum(data, 0, 10));
    assertThat(checksum(data, 0, 10)).isZero();
  }

  private static int checksum(ByteBuffer data, int from, int to) {
    return InternetChecksum.of(InternetChecksum.sum(data, from, to));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as inet_pton reads and inet_ntop writes them. */
class IpAddressesTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8::, 2001:db8::",
    "::, ::",
    "::1, ::1",
    "1::2:0:0:0:3, 1:0:0:2::3", // the longer run of zeros
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4", // of two, the first
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7", // one zero is no run
    "::ffff:10.0.0.1, ::ffff:10.0.0.1",
    "::ffff:a00:1, ::ffff:10.0.0.1",
    "64:ff9b::10.0.0.1, 64:ff9b::a00:1",
    "1:2:3:4:5:6:10.0.0.1, 1:2:3:4:5:6:a00:1",
  })
  void what_is_read_is_written_in_one_form(String text, String written) {
    assertThat(IpAddresses.parse(text).map(IpAddresses::format)).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1",
        "a.b.c.d",
        "+1.2.3.4",
        ":",
        "10.0.0",
        "10.0.0.0.1",
        "10.0.0.",
        ".10.0.0.1",
        "10..0.1",
        "10.0.0.256",
        "10.0.0.01", // octal to some
        "0x0a.0.0.1",
        "10.0.0.-1",
        " 10.0.0.1",
        "10.0.0.1 ",
        "\u0661\u0660.0.0.1", // digits, but not ours
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1::2::3",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        ":::",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:10.0.0.1",
        "10.0.0.1::",
        "::10.0.0.1:1",
        "::10.0.0",
        "[::1]",
        "fe80::1%eth0",
        "\uFF11::",
        "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa"
      })
  void what_is_no_address_in_numbers_is_none(String text) {
    assertThat(IpAddresses.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> IpAddresses.literal(text));
  }

  @Test
  void an_ipv4_mapped_address_stays_ipv6() {
    assertThat(IpAddresses.literal("::ffff:10.0.0.1")).isInstanceOf(Inet6Address.class);
  }

  @Test
  void an_address_with_a_port_has_brackets_where_colons_need_them() {
    assertThat(IpAddresses.format(IpAddresses.literal("10.0.0.1"), 80)).isEqualTo("10.0.0.1:80");
    assertThat(IpAddresses.format(IpAddresses.literal("2001:db8::1"), 80))
        .isEqualTo("[2001:db8::1]:80");
  }

  @Test
  void an_address_has_four_or_sixteen_bytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IpAddresses.ofBytes(new byte[5]))
        .withMessage("an address has 4 or 16 bytes, not 5");
  }
}

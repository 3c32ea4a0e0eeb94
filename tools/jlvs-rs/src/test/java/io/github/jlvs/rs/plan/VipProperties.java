// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.rs.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What may stand after --vip. */
class VipProperties {
  @Provide
  Arbitrary<String> almostAddresses() {
    return Arbitraries.strings().withChars("0123456789abcdefF:./%").ofMaxLength(40);
  }

  @Property
  void an_address_is_written_as_it_is_read_and_anything_else_is_refused_in_a_sentence(
      @ForAll("almostAddresses") String text) {
    Vip vip;
    try {
      vip = Vip.parse(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("'" + text + "' ");
      return;
    }
    assertThat(Vip.parse(vip.toString())).isEqualTo(vip);
  }

  @Property
  void any_ipv6_address_survives_its_text(@ForAll byte[] bytes) throws Exception {
    byte[] address = java.util.Arrays.copyOf(bytes, 16);
    address[0] = 0x20;
    Vip vip = new Vip(java.net.InetAddress.getByAddress(address));

    assertThat(Vip.parse(vip.toString())).isEqualTo(vip);
    assertThat(vip.toString()).doesNotContain(":::");
  }

  @Example
  void ipv6_is_written_as_rfc_5952_wants_it() {
    Map.of(
            "2001:DB8:0:0:0:0:0:90", "2001:db8::90",
            "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1",
            "2001:0:0:1:0:0:0:1", "2001:0:0:1::1",
            "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1",
            "2001:db8::", "2001:db8::",
            "64:ff9b::10.1.80.90", "64:ff9b::a01:505a")
        .forEach((given, text) -> assertThat(Vip.parse(given)).hasToString(text));
  }

  @Example
  void what_can_be_no_virtual_address_is_refused_with_the_reason() {
    Map.ofEntries(
            Map.entry("rs1.example", "is no IP address"),
            Map.entry("", "is no IP address"),
            Map.entry("10.1.80", "is no IP address"),
            Map.entry("10.1.80.256", "'256' is not a number from 0 to 255"),
            Map.entry("10.1.80.090", "'090' is not a number from 0 to 255"),
            Map.entry("10.1.80.90/32", "write the address alone, as 10.1.80.90"),
            Map.entry("2001:db8::1::2", "is no IPv6 address"),
            Map.entry("::ffff:10.1.80.90", "write 10.1.80.90"),
            Map.entry("0.0.0.0", "stands for no host"),
            Map.entry("0.1.2.3", "stands for no host"),
            Map.entry("::", "stands for no host"),
            Map.entry("127.0.0.1", "loopback"),
            Map.entry("::1", "loopback"),
            Map.entry("224.0.0.18", "multicast"),
            Map.entry("ff02::12", "multicast"),
            Map.entry("255.255.255.255", "broadcast"),
            Map.entry("fe80::1", "valid on one link alone"))
        .forEach(
            (text, reason) ->
                assertThatThrownBy(() -> Vip.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("'" + text + "' ")
                    .hasMessageContaining(reason));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {

  @Property
  void every_ipv4_address_is_read(@ForAll @Size(4) byte[] octets) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(octets);
    assertThat(IpLiteral.parse(address.getHostAddress())).contains(address);
  }

  @Property
  void every_ipv6_address_is_read(@ForAll @Size(16) byte[] octets) throws UnknownHostException {
    Inet6Address address = Inet6Address.getByAddress("", octets, -1);
    assertThat(IpLiteral.parse(address.getHostAddress())).contains(address);
  }

  @Test
  void zeros_may_be_left_out_once() throws UnknownHostException {
    assertThat(IpLiteral.parse("2001:db8::1"))
        .contains(InetAddress.getByName("2001:db8:0:0:0:0:0:1"));
    assertThat(IpLiteral.parse("::")).contains(InetAddress.getByName("0:0:0:0:0:0:0:0"));
    assertThat(IpLiteral.parse("fe80::")).contains(InetAddress.getByName("fe80:0:0:0:0:0:0:0"));
  }

  @Test
  void the_last_four_octets_may_be_dotted_and_stay_ipv6() {
    assertThat(IpLiteral.parse("::ffff:10.0.0.1").map(IpLiteral::isIpv6)).contains(true);
    assertThat(IpLiteral.parse("64:ff9b::10.0.0.1")).isEqualTo(IpLiteral.parse("64:ff9b::a00:1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.",
        "a.b.c.d",
        "localhost",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "g::",
        "1.2.3.4::",
        "::1.2.3",
        "fe80::1%eth0",
        "::1 ",
        "+1.2.3.4",
        "١.٢.٣.٤"
      })
  void anything_else_is_no_address(String text) {
    assertThat(IpLiteral.parse(text)).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jlvs.net.AddressFamily;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services and virtual servers are named as in keepalived's log. */
class ServiceNameTest {

  @Test
  void aServiceIsNamedByAddressProtocolAndPort() {
    assertThat(ServiceAddress.tcp("10.1.80.93", 80)).hasToString("[10.1.80.93]:tcp:80");
    assertThat(ServiceAddress.udp("10.1.80.93", 53)).hasToString("[10.1.80.93]:udp:53");
    assertThat(ServiceAddress.tcp("2001:db8:0::1", 80)).hasToString("[2001:db8::1]:tcp:80");
    assertThat(new ServiceAddress(IpAddresses.literal("10.1.80.93"), IpProtocol.IP, 80))
        .hasToString("[10.1.80.93]:none:80");
  }

  @Test
  void aVirtualServerIsNamedByAddressMarkOrGroup() {
    assertThat(new VirtualServerName.Address(ServiceAddress.tcp("::1", 80)))
        .hasToString("[::1]:tcp:80");
    assertThat(new VirtualServerName.FirewallMark(3, AddressFamily.IPV4)).hasToString("FWM 3");
    assertThat(new VirtualServerName.Group("G", 0)).hasToString("[G]:0");
    assertThat(new VirtualServerName.Group("G", 1)).hasToString("[G]:1");
  }

  @ParameterizedTest
  @CsvSource({
    "::, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "2001:DB8:0:0:8:800:200C:417A, 2001:db8::8:800:200c:417a",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "fe80::1, fe80::1",
    "::ffff:10.0.0.1, ::ffff:10.0.0.1",
  })
  void ipv6AddressesAreWrittenAsRfc5952Has(String given, String written) {
    assertThat(ServiceAddress.tcp(given, 1)).hasToString("[" + written + "]:tcp:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rs1",
        "",
        "example.org",
        "10.1.80",
        "10.1.80.256",
        "10.1.80.093",
        "1:2",
        "a:b:c::d::e"
      })
  void aNameIsNeverLookedUp(String text) {
    assertThatThrownBy(() -> ServiceAddress.tcp(text, 80))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numeric");
  }

  @Test
  void aPortOutOfRangeIsRefused() {
    assertThatThrownBy(() -> ServiceAddress.tcp("10.1.80.93", 65536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536");
  }
}

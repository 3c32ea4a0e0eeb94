// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.net.IpAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
  private static final Inet4Address LOCALHOST = IpAddresses.ofBits(0x7f000001);

  @Test
  void this_host_has_a_name_and_an_address() {
    assertThat(HostNames.ipv4("localhost")).contains(LOCALHOST);
    assertThat(HostNames.of(LOCALHOST)).contains("localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host.invalid",
        "\0",
        "localhost\0",
        "caf\u00e9.invalid",
        "\u2603",
        "a b",
        "::1",
        "[127.0.0.1]",
        "256.0.0.1"
      })
  void what_is_no_name_has_no_address(String name) {
    assertThat(HostNames.ipv4(name)).isEmpty();
  }

  @Test
  void a_name_of_any_length_is_looked_up_or_not_found() {
    assertThat(HostNames.ipv4("x".repeat(100_000))).isEmpty();
    assertThat(HostNames.ipv4("1.2.3.4")).map(InetAddress::getHostAddress).contains("1.2.3.4");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.jipvsadm.FewNames;
import io.github.jlvs.net.IpAddresses;
import io.github.jlvs.net.IpProtocol;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and ports in ipvsadm's spellings; the names are web, 10.0.0.1, and http, 80. */
class EndpointTest {
  private static Optional<Endpoint> endpoint(String text) {
    return Endpoint.parse(text, Optional.of(IpProtocol.TCP), new FewNames());
  }

  private static String shown(Endpoint endpoint) {
    String address = IpAddresses.format(endpoint.address());
    return endpoint.port().isPresent() ? address + " " + endpoint.port().getAsInt() : address;
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4:80, 1.2.3.4 80",
    "1.2.3.4, 1.2.3.4",
    "1.2.3.4:0, 1.2.3.4 0",
    "1.2:80, 1.0.0.2 80",
    "1.2.65535:80, 1.2.255.255 80",
    "4294967295:1, 255.255.255.255 1",
    "0300.010.0x10.1:80, 192.8.16.1 80",
    "'1.2.3.4 x:80', 1.2.3.4 80",
    "web:http, 10.0.0.1 80",
    "web, 10.0.0.1",
    "[2001:db8::1]:http, 2001:db8::1 80",
    "2001:db8::1, 2001:db8::1",
    "2001:db8::1:80, 2001:db8::1:80",
    "[::ffff:1.2.3.4]:80, ::ffff:1.2.3.4 80",
    "[1.2.3.4]:80, 1.2.3.4",
    "[web]:nonsense, 10.0.0.1"
  })
  void what_it_means(String text, String meaning) {
    assertThat(endpoint(text)).map(EndpointTest::shown).contains(meaning);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80",
        ":80",
        "1.2.3.4:",
        "1.2.3.4:65536",
        "1.2.3.4:-1",
        "1.2.3.4:80:80",
        "1.2.3.4:ftp",
        "256.0.0.1:80",
        "1.2.65536:80",
        "08.0.0.1:80",
        "1..2:80",
        "1.2.3.4.5:80",
        "0x:80",
        "[2001:db8::1]",
        "[2001:db8::1]80",
        "[2001:db8::1",
        "[]:80",
        "[5]:80",
        "1::2::3",
        "nobody:80"
      })
  void what_means_nothing(String text) {
    assertThat(endpoint(text)).isEmpty();
  }

  @Test
  void without_a_protocol_ports_have_no_names() {
    assertThat(Endpoint.parse("web:80", Optional.empty(), new FewNames())).isPresent();
    assertThat(Endpoint.parse("web:http", Optional.empty(), new FewNames())).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jipvsadm.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.jlvs.ipvs.DestinationId;
import io.github.jlvs.ipvs.Operation;
import io.github.jlvs.ipvs.text.UsageException;
import io.github.jlvs.jipvsadm.FewNames;
import io.github.jlvs.net.IpAddresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and ports in ipvsadm's spellings; the names are web, 10.0.0.1, and http, 80. */
class EndpointTest {
  /** A port that no text here has: that of the service, which a server without one gets. */
  private static final int NONE = 9;

  private static DestinationId parse(String... words) {
    Command command = new CommandParser(new FewNames()).parse(List.of(words));
    return ((Operation.DeleteDestination) ((Command.Change) command).operation()).destinationId();
  }

  private static DestinationId endpoint(String text) {
    return parse("-d", "-t", "10.9.9.9:" + NONE, "-r", text);
  }

  private static String shown(DestinationId endpoint) {
    String address = IpAddresses.format(endpoint.address());
    return endpoint.port() == NONE ? address : address + " " + endpoint.port();
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
    assertThat(shown(endpoint(text))).isEqualTo(meaning);
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
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> endpoint(text))
        .withMessageStartingWith(
            "--real-server " + text + ": no such address, host, port or service");
  }

  @Test
  void without_a_protocol_ports_have_no_names() {
    assertThat(shown(parse("-d", "-r", "web:80", "-t", "web:http"))).isEqualTo("10.0.0.1 80");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> parse("-d", "-r", "web:http", "-t", "web:http"));
  }
}

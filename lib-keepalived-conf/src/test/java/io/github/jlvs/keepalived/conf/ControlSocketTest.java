// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.ControlSocket;
import io.github.jlvs.keepalived.conf.model.DestinationSeries;
import io.github.jlvs.keepalived.conf.model.GlobalDefs;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Severity;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the daemon answers who asks how it stands. */
class ControlSocketTest {
  private static final String LONGEST =
      "/run/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  @Test
  void it_is_in_its_usual_place_unless_the_file_says_otherwise() {
    assertThat(read("")).isEqualTo(new ControlSocket.Usual());
    assertThat(read("control_socket none")).isEqualTo(new ControlSocket.None());
    assertThat(read("control_socket /run/c.sock")).isEqualTo(new ControlSocket.At("/run/c.sock"));
    assertThat(read("control_socket " + LONGEST)).isEqualTo(new ControlSocket.At(LONGEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"control.sock", "/run/", "", "None", LONGEST + "a"})
  void no_whole_path_is_an_error(String place) {
    assertThat(ConfigurationReader.read("t.conf", text("control_socket " + place)).diagnostics())
        .anyMatch(each -> each.severity() == Severity.ERROR);
  }

  @Test
  void what_belongs_there_is_said() {
    assertThat(
            ConfigurationReader.read("t.conf", text("control_socket\ncontrol_socket control.sock"))
                .diagnostics())
        .extracting(Diagnostic::message)
        .contains(
            "'control_socket' needs a whole path or 'none' after it",
            "here is neither a whole path, which begins with '/', nor 'none'");
  }

  @Test
  void the_length_is_counted_in_octets() {
    assertThat(
            ConfigurationReader.read("t.conf", text("control_socket /" + "\u00fc".repeat(45)))
                .diagnostics())
        .anyMatch(each -> each.message().contains("90 octets at the most"));
  }

  @Test
  void readers_are_answered_at_a_loopback_address_where_the_file_says_so() {
    assertThat(global("").statusListen()).isEmpty();
    assertThat(global("status_listen 127.0.0.1 9167").statusListen())
        .contains(new InetSocketAddress("127.0.0.1", 9167));
    assertThat(global("status_listen ::1 80").statusListen())
        .contains(new InetSocketAddress("::1", 80));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status_listen|'status_listen' needs a loopback address such as 127.0.0.1 after it",
        "status_listen 127.0.0.1|'status_listen' needs an address and a port after it",
        "status_listen 10.1.80.91 80|only a loopback address is listened at",
        "status_listen 0.0.0.0 80|only a loopback address is listened at",
        "status_listen localhost 80|is not an IPv4 or IPv6 address",
        "status_listen 127.0.0.1 0|1 to 65535",
        "status_listen 127.0.0.1 65536|1 to 65535",
        "status_listen 127.0.0.1 80 90|'90' is not expected after 'status_listen': ignored"
      })
  void at_no_other_address_and_with_a_port(String line, String words) {
    assertThat(ConfigurationReader.read("t.conf", text(line)).diagnostics())
        .extracting(Diagnostic::message)
        .anyMatch(each -> each.contains(words));
  }

  @Test
  void metrics_tell_of_each_real_server_unless_the_file_says_otherwise() {
    assertThat(global("").destinationSeries()).isEqualTo(DestinationSeries.FULL);
    for (DestinationSeries each : DestinationSeries.values()) {
      assertThat(global("metrics_destinations " + each.word()).destinationSeries()).isEqualTo(each);
    }
    assertThat(ConfigurationReader.read("t.conf", text("metrics_destinations none")).diagnostics())
        .extracting(Diagnostic::message)
        .anyMatch(each -> each.contains("off, sum"));
  }

  private static ControlSocket read(String lines) {
    return global(lines).controlSocket();
  }

  private static GlobalDefs global(String lines) {
    return ConfigurationReader.read("t.conf", text(lines)).configuration().orElseThrow().global();
  }

  private static String text(String lines) {
    return "global_defs {\n" + lines + "\n}\n" + Texts.instance();
  }
}

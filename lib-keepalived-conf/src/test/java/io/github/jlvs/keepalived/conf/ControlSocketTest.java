// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.model.ControlSocket;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import io.github.jlvs.keepalived.conf.text.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static ControlSocket read(String lines) {
    return ConfigurationReader.read("t.conf", text(lines))
        .configuration()
        .orElseThrow()
        .global()
        .controlSocket();
  }

  private static String text(String lines) {
    return "global_defs {\n" + lines + "\n}\n" + Texts.instance();
  }
}

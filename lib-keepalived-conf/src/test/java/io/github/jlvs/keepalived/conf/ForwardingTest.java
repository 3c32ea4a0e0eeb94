// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.ipvs.Encapsulation;
import io.github.jlvs.ipvs.Forwarding;
import io.github.jlvs.ipvs.TunnelFlags;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import io.github.jlvs.keepalived.conf.text.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How packets reach a real server. */
class ForwardingTest {

  @Test
  void a_tunnel_may_be_of_each_type_with_the_checksums_that_it_has() {
    assertThat(forwarding("TUN")).isEqualTo(Forwarding.IPIP);
    assertThat(forwarding("TUN type ipip")).isEqualTo(Forwarding.IPIP);
    assertThat(forwarding("TUN type ipip nocsum")).isEqualTo(Forwarding.IPIP);
    assertThat(forwarding("TUN type gue port 6080")).isEqualTo(gue(6080, TunnelFlags.NO_CHECKSUM));
    assertThat(forwarding("TUN type gue port 1 csum")).isEqualTo(gue(1, TunnelFlags.CHECKSUM));
    assertThat(forwarding("TUN type gue port 65535 remcsum"))
        .isEqualTo(gue(65535, TunnelFlags.REMOTE_CHECKSUM));
    assertThat(forwarding("TUN type gre"))
        .isEqualTo(new Forwarding.Tunnel(new Encapsulation.Gre(TunnelFlags.NO_CHECKSUM)));
    assertThat(forwarding("TUN type gre csum"))
        .isEqualTo(new Forwarding.Tunnel(new Encapsulation.Gre(TunnelFlags.CHECKSUM)));
  }

  private static Forwarding gue(int port, TunnelFlags flags) {
    return new Forwarding.Tunnel(new Encapsulation.Gue(port, flags));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TUN gue                   | write 'type' in front of 'gue'
          TUN port 1                | 'port' is not an option of a tunnel: known are type
          TUN type                  | 'lvs_method' needs a type of tunnel after it
          TUN type gree             | 'gree' is not a type of tunnel (did you mean 'gre'?)
          TUN type gue              | 'lvs_method' needs 'port' and a number after it
          TUN type gue 6080         | '6080' is not expected: 'type gue' needs 'port' and its number first
          TUN type gue port         | 'lvs_method' needs a port of the tunnel after it
          TUN type gue port 0       | '0' is out of range: 'port' takes a whole number from 1 to 65535
          TUN type gue port 6 sum   | 'sum' is not a checksum of a tunnel (did you mean 'csum'?)
          TUN type gre remcsum      | 'remcsum' is nothing that a tunnel of type gre has
          TUN type ipip csum        | 'csum' is nothing that a tunnel of type ipip has
          TUN type gre csum csum    | 'csum' is not expected after 'lvs_method': ignored
          DR type gre               | 'type' is not expected after 'lvs_method': ignored
          """)
  void what_is_no_tunnel_is_told(String words, String message) {
    assertThat(said(words)).containsExactly(message);
  }

  @Test
  void servers_of_the_other_family_are_reached_by_each_tunnel() {
    String[] other = {"real_server 2001:db8::1 80 {\nlvs_method TUN type gue port 6080\n}"};

    assertThat(ConfigurationReader.read("t.conf", Texts.server(other)).configuration()).isPresent();
  }

  private static Forwarding forwarding(String words) {
    VirtualServerSetup setup =
        ConfigurationReader.read("t.conf", text(words))
            .configuration()
            .orElseThrow()
            .virtualServers()
            .get(0);
    return setup.forwarding(setup.checks().realServers().get(1));
  }

  private static List<String> said(String words) {
    return ConfigurationReader.read("t.conf", text(words)).diagnostics().stream()
        .map(Diagnostic::message)
        .filter(message -> !message.contains("has a check"))
        .toList();
  }

  private static String text(String words) {
    return Texts.server("real_server 10.0.0.3 80 {\nlvs_method " + words + "\n}");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.override;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import org.junit.jupiter.api.Test;

class DrainWarningTest {
  /** One with these lines and a real server. */
  static VirtualServerSetup server(String lines) {
    String text =
        "virtual_server 10.0.0.1 80 {\nprotocol TCP\nlb_kind NAT\n"
            + lines
            + "\nreal_server 10.0.1.1 80 {\n}\n}\n";
    return ConfigurationReader.read("t.conf", text)
        .configuration()
        .orElseThrow()
        .virtualServers()
        .get(0);
  }

  @Test
  void where_remembered_clients_go_on_arriving_that_is_said() {
    VirtualServerSetup persistent = server("lb_algo rr\npersistence_timeout 60");
    assertThat(DrainWarning.of(persistent, false)).containsExactly(DrainWarning.RETURNING);
    assertThat(DrainWarning.of(persistent, true)).isEmpty();
    assertThat(DrainWarning.of(server("lb_algo rr"), false)).isEmpty();
  }

  @Test
  void where_connections_are_refused_that_is_said() {
    assertThat(DrainWarning.of(server("lb_algo mh"), true))
        .containsExactly(
            "Scheduler mh of [10.0.0.1]:tcp:80 keeps a server that drains in its lookup table and"
                + " refuses the new connections that fall to it: configure mh-fallback");
    assertThat(DrainWarning.of(server("lb_algo mh\nmh-fallback"), true)).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.dump;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.jlvs.jkeepalived.snapshot.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The files to the letter, of one moment of four virtual routers. What they say is held against
 * keepalived's own by the kernel tests.
 */
class RenderingTest {
  private final Snapshot snapshot = Snapshots.snapshot("");

  @Test
  void the_state_of_virtual_routers() throws IOException {
    DumpText text = new DumpText();
    new GlobalText(snapshot.configuration().global(), "host").write(text);
    new RouterText(snapshot, Snapshots.owners(), ZoneOffset.UTC).write(text);
    new GroupText(snapshot, Snapshots.owners()).write(text);
    new TrackedText(snapshot, Snapshots.owners()).write(text);

    assertThat(text.toString()).isEqualTo(expected("keepalived.data"));
  }

  @Test
  void the_counters_of_virtual_routers() throws IOException {
    assertThat(StatisticsText.of(snapshot.routerStatuses()))
        .isEqualTo(expected("keepalived.stats"));
  }

  @Test
  void state_and_counters_as_json() throws IOException {
    assertThat(RouterJson.of(snapshot)).isEqualTo(expected("keepalived.json"));
  }

  @Test
  void the_second_version_of_json_has_the_first_in_it_and_the_processes() throws IOException {
    JsonNode first = new ObjectMapper().readTree(RouterJson.of(snapshot));
    JsonNode second =
        new ObjectMapper().readTree(RouterJson.of(Snapshots.snapshot("json_version 2")));

    assertThat(second.get("vrrp")).isEqualTo(first);
    assertThat(second.get("track_process"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"process": "/usr/bin/sleep", "param_match": "initial", "min_processes": 2,
                      "current_processes": 1, "have_quorum": false, "terminate_delay": 0.0,
                      "fork_delay": 1.5, "full_command": true}]
                    """));
  }

  @Test
  void the_state_of_virtual_servers_and_their_checks() throws IOException {
    assertThat(shown(ServerReports.TEXT)).isEqualTo(expected("keepalived_check.data"));
  }

  /** keepalived has nothing like it, and no line for it. */
  @Test
  void stateless_failover_has_a_line_where_it_is_configured() {
    String server =
        "virtual_server 10.1.0.50 80 {\nprotocol TCP\nlb_kind DR\n%s\nreal_server 10.1.0.2 80 {\n}\n}";

    assertThat(shown(server.formatted("stateless_failover")))
        .contains("   lvs_sched = mh\n   mh-port = enabled\n   mh-fallback = enabled\n")
        .contains("   Using stateless fail-over\n");
    assertThat(shown(server.formatted("lb_algo mh"))).doesNotContain("stateless");
  }

  private String shown(String file) {
    DumpText text = new DumpText();
    new ServerText(
            ServerReports.report(file),
            snapshot.configuration().global().alerts(),
            Snapshots.owners())
        .write(text);
    return text.toString();
  }

  private static String expected(String file) throws IOException {
    try (InputStream in = RenderingTest.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

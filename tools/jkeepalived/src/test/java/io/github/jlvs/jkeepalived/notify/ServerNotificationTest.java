// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.healthcheck.VirtualServerName;
import io.github.jlvs.keepalived.conf.ConfigurationReader;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.VirtualServerSetup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of virtual and real servers: in words, and by real scripts and pipes. */
class ServerNotificationTest {
  private static final ServiceAddress REAL = ServiceAddress.tcp("10.0.0.2", 8000);
  private static final ServiceAddress OTHER = ServiceAddress.tcp("10.0.0.3", 8000);
  private static final String SERVERS =
      """
      virtual_server 10.0.0.100 80 {
        protocol TCP
        quorum_up "SCRIPT quorum up"
        quorum_down "SCRIPT quorum down"
        real_server 10.0.0.2 8000 {
          notify_up "SCRIPT up"
          notify_down "SCRIPT down"
        }
        real_server 10.0.0.3 8000 {
        }
      }
      """;

  @Test
  void a_real_server_is_told_with_its_virtual_server() {
    ServerNotification told = of(new HealthEvent.RealServerDown(REAL));
    assertThat(told.line()).isEqualTo("RS [10.0.0.2]:tcp:8000 [10.0.0.100]:tcp:80 DOWN");
    assertThat(words(told)).containsExactly(List.of("SCRIPT", "down"));
    assertThat(told.environment())
        .containsEntry("LVS_KIND", "RS")
        .containsEntry("LVS_VIRTUAL_SERVER", "[10.0.0.100]:tcp:80")
        .containsEntry("LVS_REAL_SERVER", "[10.0.0.2]:tcp:8000")
        .containsEntry("LVS_STATE", "DOWN")
        .hasSize(4);
    assertThat(words(of(new HealthEvent.RealServerUp(REAL))))
        .containsExactly(List.of("SCRIPT", "up"));
  }

  @Test
  void a_virtual_server_is_told_of_its_quorum() {
    ServerNotification told = of(new HealthEvent.VirtualServerUp());
    assertThat(told.line()).isEqualTo("VS [10.0.0.100]:tcp:80 UP");
    assertThat(words(told)).containsExactly(List.of("SCRIPT", "quorum", "up"));
    assertThat(told.environment())
        .containsEntry("LVS_KIND", "VS")
        .containsEntry("LVS_REAL_SERVER", "")
        .containsEntry("LVS_STATE", "UP");
    assertThat(words(of(new HealthEvent.VirtualServerDown())))
        .containsExactly(List.of("SCRIPT", "quorum", "down"));
  }

  @Test
  void a_server_without_scripts_is_a_line_alone() {
    ServerNotification told = of(new HealthEvent.RealServerUp(OTHER));
    assertThat(told.line()).isEqualTo("RS [10.0.0.3]:tcp:8000 [10.0.0.100]:tcp:80 UP");
    assertThat(told.runs()).isEmpty();
  }

  @Test
  void scripts_run_in_order_and_lines_go_to_the_fifos_that_want_them(@TempDir Path directory) {
    Path out = directory.resolve("out");
    try (OnALoop on = new OnALoop(directory)) {
      String script = on.script("s", "sleep 0.1; echo \"$* $LVS_STATE\" >> " + out).words().get(0);
      String copies =
          on.script("copies", "exec cat \"$1\" >> " + directory + "/lines").words().get(0);
      Configuration configuration =
          on.configuration(
              "lvs_notify_fifo %1$s/lvs\nlvs_notify_fifo_script %2$s\nvrrp_notify_fifo %1$s/vrrp"
                  .formatted(directory, copies),
              SERVERS.replace("SCRIPT", script));
      try (Notifier notifier = new Notifier(on.loop, on.processes, line -> {}, on.said::add)) {
        notifier.reconfigure(configuration, configuration.global().fifos(), on.policy());
        VirtualServerName server = configuration.virtualServers().get(0).name();

        notifier.event(server, new HealthEvent.VirtualServerUp());
        notifier.event(server, new HealthEvent.RealServerDown(REAL));
        notifier.event(server, new HealthEvent.RealServerUp(REAL));
        notifier.event(server, new HealthEvent.RealServerDown(OTHER));

        on.until(() -> on.written("out").size() == 3 && on.written("lines").size() == 4);
        assertThat(on.written("out"))
            .containsSubsequence("down DOWN", "up UP")
            .contains("quorum up UP");
        assertThat(on.written("lines"))
            .containsExactly(
                "VS [10.0.0.100]:tcp:80 UP",
                "RS [10.0.0.2]:tcp:8000 [10.0.0.100]:tcp:80 DOWN",
                "RS [10.0.0.2]:tcp:8000 [10.0.0.100]:tcp:80 UP",
                "RS [10.0.0.3]:tcp:8000 [10.0.0.100]:tcp:80 DOWN");
        on.until(() -> notifier.whenIdle().isDone());
        assertThat(on.said).isEmpty();
      }
      assertThat(directory.resolve("lvs")).doesNotExist();
      assertThat(directory.resolve("vrrp")).doesNotExist();
    }
  }

  private static ServerNotification of(HealthEvent.Notification event) {
    VirtualServerSetup server =
        ConfigurationReader.read("t.conf", SERVERS)
            .configuration()
            .orElseThrow()
            .virtualServers()
            .get(0);
    return ServerNotification.of(server, event);
  }

  private static List<List<String>> words(ServerNotification told) {
    return told.runs().stream().map(run -> run.command().words()).toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.HealthEvent;
import io.github.jlvs.jkeepalived.alert.Events;
import io.github.jlvs.jkeepalived.alert.Patience;
import io.github.jlvs.jkeepalived.log.DaemonLog;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import io.github.jlvs.vrrp.linux.RunnerEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** From what happens to what is sent. */
class AlertPartTest {
  private static final Instant NOW = Instant.parse("2026-11-22T01:02:03Z");
  private static final RunnerEvent MASTER =
      Events.router("V1", State.BACKUP, State.MASTER, Reason.MASTER_DOWN);

  private final List<String> mails = new CopyOnWriteArrayList<>();
  private final List<String> posts = new CopyOnWriteArrayList<>();

  private static Configuration configuration(String global) {
    return Events.configuration("global_defs {\n router_id ds1\n" + global + "\n}\n");
  }

  private static String mail(String server) {
    return """
        notification_email {
          root@example.org
        }
        smtp_server %s
        smtp_alert
        """
        .formatted(server);
  }

  private AlertPart part(DaemonLog log) {
    return new AlertPart(
        log,
        Patience.USUAL,
        (route, mail) -> mails.add(route + " " + mail.subject()),
        (url, message) -> posts.add(url.uri() + " " + message.json()),
        () -> NOW,
        cause -> {});
  }

  @Test
  void what_the_loops_tell_is_sent_before_the_end() {
    try (DaemonLog log = new DaemonLog(List.of(), Clock.systemUTC())) {
      AlertPart part = part(log);
      part.hearRouters(MASTER);
      part.reconfigure(configuration(mail("10.0.0.9") + "notify_webhook http://h.example.org/x"));
      part.hearRouters(MASTER);
      part.hearRouters(new RunnerEvent.AddressesAdded("V1"));
      part.hearServers(Events.health(new HealthEvent.VirtualServerUp()));
      part.stop(Duration.ofSeconds(10));
      part.hearRouters(MASTER);
    }

    assertThat(mails)
        .containsExactly(
            "SMTP server [10.0.0.9]:25 [ds1] VRRP Instance V1 - Entering MASTER state");
    assertThat(posts).hasSize(2);
    assertThat(posts.get(0))
        .startsWith("http://h.example.org/x {")
        .contains(
            "\"time\":\"2026-11-22T01:02:03Z\"",
            "\"routerId\":\"ds1\"",
            "\"name\":\"V1\"",
            "\"id\":\"" + Long.toHexString(NOW.toEpochMilli()) + "-1\"");
    assertThat(posts.get(1)).contains("\"kind\":\"VS\"", "-2\"");
  }

  @Test
  void a_reload_changes_where_to() {
    try (DaemonLog log = new DaemonLog(List.of(), Clock.systemUTC())) {
      AlertPart part = part(log);
      part.reconfigure(configuration(mail("10.0.0.9")));
      part.hearRouters(MASTER);
      part.reconfigure(configuration(mail("10.0.0.8")));
      part.hearRouters(MASTER);
      part.reconfigure(configuration(""));
      part.hearRouters(MASTER);
      part.stop(Duration.ofSeconds(10));
    }

    assertThat(mails)
        .containsExactly(
            "SMTP server [10.0.0.9]:25 [ds1] VRRP Instance V1 - Entering MASTER state",
            "SMTP server [10.0.0.8]:25 [ds1] VRRP Instance V1 - Entering MASTER state");
    assertThat(posts).isEmpty();
  }
}

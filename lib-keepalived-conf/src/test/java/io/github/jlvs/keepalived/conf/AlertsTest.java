// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.keepalived.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.keepalived.conf.model.AlertDefaults;
import io.github.jlvs.keepalived.conf.model.Alerts;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.keepalived.conf.model.MailServer;
import io.github.jlvs.keepalived.conf.model.MailSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told of changes. */
class AlertsTest {
  @Test
  void mail_goes_by_port_25_in_30_seconds_as_keepalived_sends_it() {
    AlertDefaults alerts =
        alerts(
            "notification_email {\n a@x.org b@x.org\n \"C <c@x.org>\"\n}", "smtp_server 10.0.0.9");

    assertThat(alerts.mail())
        .contains(
            new MailSettings(
                List.of("a@x.org", "b@x.org", "C <c@x.org>"),
                Optional.empty(),
                new MailServer(
                    "10.0.0.9",
                    25,
                    Duration.ofSeconds(30),
                    Optional.empty(),
                    MailServer.Security.NONE,
                    Optional.empty())));
    assertThat(alerts.webhook()).isEmpty();
  }

  @Test
  void all_that_can_be_said_of_mail() {
    AlertDefaults alerts =
        alerts(
            "notification_email {\n a@x.org\n}",
            "notification_email_from \"ka <ka@x.org>\"",
            "smtp_server mail.x.org 587",
            "smtp_connect_timeout 2.5",
            "smtp_helo_name ds1.x.org",
            "smtp_tls starttls",
            "smtp_user ds1",
            "smtp_password_file /etc/jlvs/password",
            "no_email_faults");

    assertThat(alerts.mailOfFaults()).isFalse();
    assertThat(alerts.mail())
        .contains(
            new MailSettings(
                List.of("a@x.org"),
                Optional.of("ka <ka@x.org>"),
                new MailServer(
                    "mail.x.org",
                    587,
                    Duration.ofMillis(2500),
                    Optional.of("ds1.x.org"),
                    MailServer.Security.STARTTLS,
                    Optional.of(new MailServer.Login("ds1", "/etc/jlvs/password")))));
  }

  @Test
  void mail_over_tls_has_a_port_of_its_own() {
    AlertDefaults alerts =
        alerts("notification_email {\n a@x.org\n}", "smtp_server mail.x.org", "smtp_tls tls");

    assertThat(alerts.mail().orElseThrow().server().port()).isEqualTo(465);
  }

  /** As keepalived 2.2.7 was seen to take them. */
  @ParameterizedTest
  @CsvSource({
    "'', false, false, true",
    "smtp_alert, true, true, true",
    "smtp_alert off, false, false, false",
    "smtp_alert_vrrp, true, false, true",
    "smtp_alert_checker, false, true, true",
    "smtp_alert_checker off, false, false, false",
    "no_checker_emails, false, false, true",
    "'smtp_alert\nsmtp_alert_vrrp off', false, true, true",
    "'smtp_alert\nsmtp_alert_checker off', true, false, false",
    "'smtp_alert\nno_checker_emails', true, true, true",
    "'no_checker_emails\nsmtp_alert_checker', false, true, true",
  })
  void what_blocks_leave_out(
      String global, boolean routers, boolean virtualServers, boolean realServers) {
    AlertDefaults alerts = alerts(global);

    assertThat(alerts.mailOfRouters()).isEqualTo(routers);
    assertThat(alerts.mailOfVirtualServers()).isEqualTo(virtualServers);
    assertThat(alerts.mailOfRealServers()).isEqualTo(realServers);
    assertThat(alerts.mailOfFaults()).isTrue();
    assertThat(alerts.mailOfEachCheck()).isEqualTo(!global.contains("no_checker_emails"));
  }

  @Test
  void what_blocks_say_is_kept_apart_from_what_they_leave_out() {
    Configuration read =
        read(
            Texts.instance("smtp_alert off", "notify_webhook https://u:p@h.x.org:8443/a?b")
                + "vrrp_instance V2 {\n interface eth0\n virtual_router_id 4\n"
                + " virtual_ipaddress {\n 10.0.0.2\n }\n}\n"
                + "vrrp_sync_group G {\n group {\n V1\n V2\n }\n smtp_alert\n}\n"
                + Texts.server(
                    "smtp_alert",
                    "real_server 10.0.0.3 80 {\n smtp_alert off\n TCP_CHECK {\n}\n}"));

    Alerts first = read.vrrpInstances().get(0).alerts();
    assertThat(first.mail()).contains(false);
    assertThat(first.webhook().orElseThrow()).hasToString("https://h.x.org:8443");
    assertThat(first.webhook().orElseThrow().uri()).hasToString("https://u:p@h.x.org:8443/a?b");
    assertThat(read.vrrpInstances().get(1).alerts()).isEqualTo(Alerts.NOTHING_SAID);
    assertThat(read.vrrpSyncGroups().get(0).alerts().mail()).contains(true);
    assertThat(read.virtualServers().get(0).alerts().virtualServer().mail()).contains(true);
    assertThat(read.virtualServers().get(0).alerts().mailOfRealServers())
        .isEqualTo(Map.of(ServiceAddress.tcp("10.0.0.3", 80), false));
  }

  /** Whoever prints a configuration prints no secret of it. */
  @Test
  void what_may_be_secret_in_a_webhook_is_not_in_the_text_of_a_configuration() {
    Configuration read = read("global_defs {\n notify_webhook https://u:hush@h.x.org/hush\n}\n");

    assertThat(read.global().alerts().webhook()).isPresent();
    assertThat(read.toString()).contains("https://h.x.org").doesNotContain("hush");
  }

  private static AlertDefaults alerts(String... lines) {
    return read("global_defs {\n" + String.join("\n", lines) + "\n}\n").global().alerts();
  }

  private static Configuration read(String text) {
    return ConfigurationReader.read("t.conf", text, Texts.NO_FILES).configuration().orElseThrow();
  }
}

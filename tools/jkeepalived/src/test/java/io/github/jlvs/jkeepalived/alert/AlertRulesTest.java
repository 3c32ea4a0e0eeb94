// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.jkeepalived.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.healthcheck.ServiceAddress;
import io.github.jlvs.keepalived.conf.model.Configuration;
import io.github.jlvs.vrrp.Reason;
import io.github.jlvs.vrrp.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
  private static final String ROUTERS =
      """
      vrrp_instance V1 {
        interface eth0
        virtual_router_id 1
        virtual_ipaddress {
          10.0.0.11
        }
        %s
      }
      vrrp_instance V2 {
        interface eth0
        virtual_router_id 2
        virtual_ipaddress {
          10.0.0.12
        }
      }
      vrrp_sync_group G {
        group {
          V1
          V2
        }
      }
      """;

  private static AlertRules rules(String global, String ofFirst, String servers) {
    return new AlertRules(configuration(global, ofFirst, servers), Optional.empty());
  }

  private static Configuration configuration(String global, String ofFirst, String servers) {
    return Events.configuration(
        "global_defs {\n" + global + "\n}\n" + ROUTERS.formatted(ofFirst) + servers);
  }

  private static Change router(String name, State to) {
    return new Change.OfRouter(name, State.BACKUP, to, Reason.MASTER_DOWN, 100, Optional.empty());
  }

  private static Change real(int port, String why) {
    return new Change.OfRealServer(
        Events.WEB,
        ServiceAddress.tcp("10.0.0.3", port),
        true,
        Optional.of(why).filter(text -> !text.isEmpty()));
  }

  @Test
  void by_default_mail_tells_of_real_servers_alone() {
    AlertRules rules = rules("", "", "");

    assertThat(rules.mails(router("V1", State.MASTER))).isFalse();
    assertThat(rules.mails(new Change.OfGroup("G", State.BACKUP, State.MASTER))).isFalse();
    assertThat(rules.mails(new Change.OfVirtualServer(Events.WEB, true, Optional.of("why"))))
        .isFalse();
    assertThat(rules.mails(real(8001, "why"))).isTrue();
    assertThat(rules.mails(new Change.OfCheck(Events.WEB, Events.SERVER, "why"))).isTrue();
  }

  @Test
  void a_block_counts_before_global_defs() {
    AlertRules rules =
        rules(
            "smtp_alert",
            "smtp_alert off",
            """
            virtual_server 10.0.0.1 80 {
              protocol TCP
              smtp_alert off
              real_server 10.0.0.3 8001 {
                smtp_alert off
              }
              real_server 10.0.0.3 8002 {
              }
            }
            """);

    assertThat(rules.mails(router("V1", State.MASTER))).isFalse();
    assertThat(rules.mails(router("V2", State.MASTER))).isTrue();
    assertThat(rules.mails(new Change.OfGroup("G", State.BACKUP, State.MASTER))).isTrue();
    assertThat(rules.mails(new Change.OfVirtualServer(Events.WEB, true, Optional.of("why"))))
        .isFalse();
    assertThat(rules.mails(real(8001, "why"))).isFalse();
    assertThat(rules.mails(real(8002, "why"))).isTrue();
  }

  @Test
  void mail_tells_of_no_stop_and_of_no_fault_that_is_not_wanted() {
    AlertRules rules = rules("smtp_alert\nno_email_faults\nno_checker_emails", "", "");

    assertThat(rules.mails(router("V1", State.FAULT))).isFalse();
    assertThat(rules.mails(new Change.OfGroup("G", State.BACKUP, State.FAULT))).isFalse();
    assertThat(rules.mails(router("V1", State.BACKUP))).isTrue();
    assertThat(rules.mails(router("V1", State.INITIALIZE))).isFalse();
    assertThat(rules.mails(real(8001, ""))).isFalse();
    assertThat(rules.mails(new Change.OfCheck(Events.WEB, Events.SERVER, "why"))).isFalse();
  }

  @Test
  void the_nearest_webhook_is_called() {
    AlertRules rules =
        rules(
            "notify_webhook http://all.example.org/",
            "notify_webhook http://one.example.org/",
            """
            virtual_server 10.0.0.1 80 {
              protocol TCP
              notify_webhook http://web.example.org/
              real_server 10.0.0.3 8001 {
              }
            }
            """);

    assertThat(hook(rules, router("V1", State.MASTER))).isEqualTo("http://one.example.org");
    assertThat(hook(rules, router("V2", State.MASTER))).isEqualTo("http://all.example.org");
    assertThat(hook(rules, new Change.OfGroup("G", State.BACKUP, State.MASTER)))
        .isEqualTo("http://all.example.org");
    assertThat(hook(rules, real(8001, ""))).isEqualTo("http://web.example.org");
    assertThat(hook(rules, new Change.OfVirtualServer(Events.WEB, true, Optional.empty())))
        .isEqualTo("http://web.example.org");
    assertThat(hook(rules, new Change.OfCheck(Events.WEB, Events.SERVER, "why"))).isEmpty();
  }

  @Test
  void of_what_a_reload_takes_out_the_end_is_told_as_before() {
    Configuration before = configuration("", "notify_webhook http://one.example.org/", "");
    Configuration after = Events.configuration("global_defs {\n}\n");

    AlertRules rules = new AlertRules(after, Optional.of(before));

    assertThat(hook(rules, router("V1", State.INITIALIZE))).isEqualTo("http://one.example.org");
    assertThat(rules.virtualServers()).isEmpty();
  }

  private static String hook(AlertRules rules, Change change) {
    return rules.webhook(change).map(Object::toString).orElse("");
  }
}

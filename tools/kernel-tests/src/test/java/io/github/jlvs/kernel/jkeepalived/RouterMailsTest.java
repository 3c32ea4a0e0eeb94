// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.kernel.WithoutIpvs;
import io.github.jlvs.kernel.jkeepalived.MailComparison.Step;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * keepalived and jkeepalived run the same files one after the other, through the same faults: the
 * same mails come at the same steps. What differs is in docs/notifications.md.
 */
@KernelTest
@WithoutIpvs
class RouterMailsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /**
   * keepalived asks the name service for the name of its host, which has none to ask: it says
   * localhost then, or nothing.
   */
  private static final Map<String, String> INTENDED =
      Map.of(
          "HELO localhost", "HELO ds1",
          "MAIL FROM:<root@localhost>", "MAIL FROM:<root@ds1>",
          "From: root@localhost", "From: root@ds1",
          "MAIL FROM:<(null)>", "MAIL FROM:<root@ds1>",
          "From: (null)", "From: root@ds1");

  private static final String INSTANCE =
      """
      vrrp_instance V%1$d {
        interface enp0s3
        virtual_router_id %1$d
        priority 100
        virtual_ipaddress {
          10.1.80.20%1$d
        }
        %2$s
      }
      """;

  private static final String GROUP =
      """
      vrrp_sync_group G {
        group {
          V3
          V4
        }
      }
      """;

  private static String file(String global, String ofFirst) {
    return """
        global_defs {
          router_id director
          notification_email {
            root@example.org
            ops@example.org
          }
          smtp_server 127.0.0.1 %d
          %s
        }
        """
            .formatted(MailServer.PORT, global)
        + INSTANCE.formatted(1, ofFirst)
        + INSTANCE.formatted(2, "smtp_alert off")
        + INSTANCE.formatted(3, "")
        + INSTANCE.formatted(4, "")
        + GROUP;
  }

  @Test
  void the_same_mails_come_of_states_faults_and_groups(Network network) {
    Host ds1 = network.host("ds1", "10.1.80.91/24");
    Host ds2 = network.host("ds2", "10.1.80.92/24");
    ds2.write("/run/better.conf", INSTANCE.formatted(1, "").replace("100", "200"));
    List<String> files =
        List.of(
            file(
                "notification_email_from ka@example.org\nsmtp_helo_name ds1.example.org\n"
                    + "smtp_alert_vrrp",
                ""),
            file("no_email_faults\nsmtp_alert off", "smtp_alert"));
    MailComparison comparison = new MailComparison(INTENDED);
    for (String file : files) {
      boolean all = file.contains("smtp_alert_vrrp");
      List<Step> theirs = run("keepalived", ds1, ds2, file, all);
      List<Step> ours = run(Checkout.path("tools/bin/jkeepalived"), ds1, ds2, file, all);
      comparison.compare(theirs, ours);
      assertThat(ours.get(0).mails().get(0).header("X-Mailer")).isEqualTo("X-Mailer: jkeepalived");
    }
    assertThat(comparison.different()).as("mails of the second file").isEqualTo(6);
    comparison.report("virtual routers");
  }

  /** With all of them told, three instances and a group; else the first instance alone. */
  private static List<Step> run(String program, Host ds1, Host ds2, String file, boolean all) {
    int each = all ? 4 : 1;
    List<Step> steps = new ArrayList<>();
    try (MailServer server = new MailServer(ds1)) {
      ds1.write("/run/mail.conf", file);
      RunningProcess daemon =
          ds1.start(program, "-nlGDP", "-f", "/run/mail.conf", "-p", "/run/mail.pid");
      steps.add(new Step("start", server.take(2 * each, SOON)));
      ds1.link().cut();
      // Where no mail tells of it, the log does.
      daemon.awaitLine("(V1) Entering FAULT STATE", SOON);
      int faults = file.contains("no_email_faults") ? 0 : each;
      steps.add(new Step("fault", server.take(faults, SOON)));
      ds1.link().mend();
      steps.add(new Step("over", server.take(2 * each, SOON)));
      RunningProcess better =
          ds2.start("keepalived", "-nlGDP", "-f", "/run/better.conf", "-p", "/run/better.pid");
      steps.add(new Step("a better one", server.take(1, SOON)));
      int unused = better.stop(SOON);
      steps.add(new Step("alone again", server.take(1, SOON)));
      assertThat(daemon.stop(SOON)).isZero();
      steps.add(new Step("stop", server.take(0, SOON)));
      assertThat(daemon.output())
          .contains("(V2) Entering MASTER STATE")
          .doesNotContain("Cannot send");
    }
    assertThat(steps.stream().map(step -> step.mails().size()))
        .as("mails of %s", program)
        .containsExactly(2 * each, file.contains("no_email_faults") ? 0 : each, 2 * each, 1, 1, 0);
    return steps;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.github.jlvs.kernel.jkeepalived;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.jlvs.kernel.Checkout;
import io.github.jlvs.kernel.GuideNetwork;
import io.github.jlvs.kernel.KernelTest;
import io.github.jlvs.lab.Await;
import io.github.jlvs.lab.Host;
import io.github.jlvs.lab.Network;
import io.github.jlvs.lab.RunningProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The night of docs/operating.md, command by command. It prints what was typed and what came, which
 * is what stands there.
 */
@KernelTest
class OneNightTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FILE = "/run/keepalived.conf";

  private static final String HTTPS =
      """
      virtual_server 10.1.80.90 443 {
        lb_algo rr
        lb_kind DR
        protocol TCP
        real_server 10.1.80.95 443 {
        }
      }
      """;

  private static String file(int priority, String more) {
    return """
        global_defs {
          router_id ds%d
          status_listen 127.0.0.1 9167
        }
        vrrp_instance VI_1 {
          interface enp0s3
          virtual_router_id 51
          priority %d
          virtual_ipaddress {
            10.1.80.90/32
          }
        }
        virtual_server 10.1.80.90 80 {
          delay_loop 1
          lb_algo wrr
          lb_kind DR
          protocol TCP
          real_server 10.1.80.93 80 {
            weight 10
            TCP_CHECK {
              connect_timeout 2
            }
          }
          real_server 10.1.80.95 80 {
            weight 10
            TCP_CHECK {
              connect_timeout 2
            }
          }
        }
        %s
        """
        .formatted(priority == 150 ? 1 : 2, priority, more);
  }

  private static Asked direct(Host host, int priority) {
    host.write(FILE, file(priority, ""));
    host.sh("mount -t tmpfs -o mode=755 tmpfs /var/lib");
    RunningProcess unused =
        host.start(Checkout.path("tools/bin/jkeepalived"), "-nlGD", "-f", FILE, "-p", "/run/j.pid");
    return new Asked(host);
  }

  private static String typed(Asked on, int status, String... words) {
    String out = on.ctl(status, words).out();
    System.out.printf("%s# jkeepalivedctl %s%n%s%n", on.host(), String.join(" ", words), out);
    return out;
  }

  private static void awaitServer(Asked on, int place, String state) {
    JsonNode unused =
        on.await(
            "real server " + place + " " + state,
            "/v1/servers",
            page -> page.path("servers").path(place).path("state").asText().equals(state));
  }

  @Test
  void from_the_alert_to_the_morning(Network network) {
    GuideNetwork guide = GuideNetwork.serving(network);
    Asked ds1 = direct(guide.ds1(), 150);
    JsonNode unusedMaster = ds1.awaitState("MASTER");
    Asked ds2 = direct(guide.ds2(), 100);
    JsonNode unusedBackup = ds2.awaitState("BACKUP");
    awaitServer(ds1, 1, "UP");
    awaitServer(ds2, 1, "UP");
    Await.until("a page", SOON, () -> guide.fetch().contains("rs"));

    // A disk of rs1 dies: its web server is gone.
    guide.rs1().sh("kill $(cat /run/nginx.pid); while [ -e /run/nginx.pid ]; do sleep 0.05; done");
    awaitServer(ds1, 0, "DOWN");
    assertThat(typed(ds1, 0, "status")).contains("1 of 2 up");
    assertThat(typed(ds1, 0, "show", "servers")).containsPattern("10.1.80.93.*DOWN.*TCP_CHECK");
    assertThat(typed(ds1, 0, "events", "--kind", "server")).contains("server.state");
    assertThat(guide.fetch()).contains("rs2");

    // It is to stay out until morning, whatever comes up on it meanwhile.
    String[] disable = {"disable", "10.1.80.93:80", "--for", "8h", "--why", "disk replaced at 9"};
    assertThat(typed(ds1, 0, disable)).contains("disabled");
    assertThat(typed(ds2, 0, disable)).contains("disabled");
    GuideNetwork.serve(guide.rs1());
    awaitServer(ds1, 0, "UP");
    assertThat(typed(ds1, 0, "status")).contains("DISABLED").contains("disk replaced at 9");
    assertThat(guide.ds1().sh("ipvsadm -Ln")).doesNotContain("10.1.80.93");

    // ds1 needs another kernel: ds2 takes over first.
    assertThat(typed(ds1, 0, "failover", "VI_1", "--for", "30m")).contains("10.1.80.92 is master");
    JsonNode unusedNew = ds2.awaitState("MASTER");
    Await.until("a page by ds2", SOON, () -> guide.fetch().contains("rs2"));
    assertThat(typed(ds1, 0, "failover", "VI_1", "--end")).contains("its own priority");
    JsonNode unusedBack = ds1.awaitState("MASTER");

    // The file is changed by hand, at three in the morning.
    guide.ds1().write(FILE, file(150, HTTPS.replace("lb_algo", "lb_alg")));
    String refused = ds1.ctl(1, "reload", "--dry-run").err();
    System.out.printf("%s# jkeepalivedctl reload --dry-run%n%s%n", ds1.host(), refused);
    assertThat(refused).contains("lb_alg");
    guide.ds1().write(FILE, file(150, HTTPS));
    assertThat(typed(ds1, 0, "reload", "--dry-run")).contains("1 virtual server added");
    assertThat(typed(ds1, 0, "reload")).endsWith("Reload complete\n");

    // In the morning rs1 is whole.
    assertThat(typed(ds1, 0, "enable", "10.1.80.93:80")).contains("no longer disabled");
    assertThat(typed(ds2, 0, "enable", "10.1.80.93:80")).contains("no longer disabled");
    Await.until(
        "rs1 in the table", SOON, () -> guide.ds1().sh("ipvsadm -Ln").contains("10.1.80.93"));
    assertThat(typed(ds1, 0, "status")).contains("2 of 2 up").doesNotContain("DISABLED");
    assertThat(typed(ds1, 0, "events", "--kind", "server,router.state,daemon.reload"))
        .contains("server.override", "router.state", "daemon.reload");
  }
}
